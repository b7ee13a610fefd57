import Foundation

/// Scattering of light by a sphere, by the Mie series.
///
/// After Bohren and Huffman, "Absorption and Scattering of Light by Small Particles" (1983),
/// chapter 4, for spheres that do not absorb.
package struct MieScattering: Sendable {
  /// Circumference of the sphere divided by the wavelength in the medium.
  package let sizeParameter: Double
  /// The coefficients a_n and b_n as (real, imaginary), from n = 1.
  private let electric: [(real: Double, imaginary: Double)]
  private let magnetic: [(real: Double, imaginary: Double)]

  /// The series of one sphere.
  /// - Parameters:
  ///   - x: pi x diameter x medium index / wavelength, in (0, 1000].
  ///   - m: refractive index of the sphere relative to that of the medium, in [0.5, 3].
  package init(sizeParameter x: Double, relativeIndex m: Double) {
    precondition(x > 0 && x <= 1000 && m >= 0.5 && m <= 3, "outside the range of the Mie series")
    sizeParameter = x
    // Wiscombe's number of terms; downward recurrence of the logarithmic derivative D_n(mx) starts
    // well above it.
    let terms = Int((x + 4 * cbrt(x) + 2).rounded())
    let start = max(terms, Int(m * x)) + 16
    var derivative = [Double](repeating: 0, count: start + 1)
    for n in stride(from: start, to: 1, by: -1) {
      let ratio = Double(n) / (m * x)
      derivative[n - 1] = ratio - 1 / (derivative[n] + ratio)
    }
    var electric: [(real: Double, imaginary: Double)] = []
    var magnetic: [(real: Double, imaginary: Double)] = []
    var psiBefore = cos(x)
    var psi = sin(x)
    var chiBefore = -sin(x)
    var chi = cos(x)
    for n in 1...terms {
      let factor = Double(2 * n - 1) / x
      (psiBefore, psi) = (psi, factor * psi - psiBefore)
      (chiBefore, chi) = (chi, factor * chi - chiBefore)
      // a = p / (p - i q) for a real index (their equation 4.88), and likewise b.
      func coefficient(_ slope: Double) -> (real: Double, imaginary: Double) {
        let p = slope * psi - psiBefore
        let q = slope * chi - chiBefore
        let norm = p * p + q * q
        return (p * p / norm, p * q / norm)
      }
      electric.append(coefficient(derivative[n] / m + Double(n) / x))
      magnetic.append(coefficient(derivative[n] * m + Double(n) / x))
    }
    self.electric = electric
    self.magnetic = magnetic
  }

  /// Scattering cross-section divided by the geometric one, Bohren and Huffman's equation 4.61.
  package var efficiency: Double {
    var sum = 0.0
    for index in electric.indices {
      let a = electric[index]
      let b = magnetic[index]
      sum +=
        Double(2 * index + 3)
        * (a.real * a.real + a.imaginary * a.imaginary
          + b.real * b.real + b.imaginary * b.imaginary)
    }
    return 2 * sum / (sizeParameter * sizeParameter)
  }

  /// The intensity of scattered light in one direction, for an unpolarised beam.
  /// - Parameter cosine: cosine of the angle between the beam and the direction, in [-1, 1].
  /// - Returns: `(|S1|² + |S2|²) / 2` of Bohren and Huffman's equation 4.74.
  package func intensity(cosine: Double) -> Double {
    var s1 = (real: 0.0, imaginary: 0.0)
    var s2 = (real: 0.0, imaginary: 0.0)
    var piBefore = 0.0
    var pi = 1.0
    for index in electric.indices {
      let n = Double(index + 1)
      let tau = n * cosine * pi - (n + 1) * piBefore
      let weight = (2 * n + 1) / (n * (n + 1))
      let a = electric[index]
      let b = magnetic[index]
      s1.real += weight * (a.real * pi + b.real * tau)
      s1.imaginary += weight * (a.imaginary * pi + b.imaginary * tau)
      s2.real += weight * (a.real * tau + b.real * pi)
      s2.imaginary += weight * (a.imaginary * tau + b.imaginary * pi)
      (piBefore, pi) = (pi, ((2 * n + 1) * cosine * pi - (n + 1) * piBefore) / n)
    }
    return
      (s1.real * s1.real + s1.imaginary * s1.imaginary
      + s2.real * s2.real + s2.imaginary * s2.imaginary) / 2
  }

  /// The light collected by an objective perpendicular to the beam, in units of `1 / wavenumber²`.
  /// - Parameter halfAngle: half the opening angle of its cone, in (0, pi/2) rad.
  /// - Returns: the intensity integrated over the cone.
  package func collected(halfAngle: Double) -> Double {
    // Midpoint rule over the cone, on which the pattern varies slowly and is even in the azimuth.
    let rings = 6
    let sectors = 8
    var sum = 0.0
    for ring in 0..<rings {
      let angle = (Double(ring) + 0.5) / Double(rings) * halfAngle
      for sector in 0..<sectors {
        let azimuth = (Double(sector) + 0.5) / Double(sectors) * Double.pi
        sum += intensity(cosine: sin(angle) * cos(azimuth)) * sin(angle)
      }
    }
    return sum * halfAngle / Double(rings) * 2 * Double.pi / Double(sectors)
  }
}
