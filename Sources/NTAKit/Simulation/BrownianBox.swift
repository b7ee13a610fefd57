import Foundation
import NTAAnalysis
import NTAVideo

/// Particles that diffuse in a periodic box, in µm.
///
/// The origin is the centre of the top-left pixel in focus: x to the right, y down, z along the
/// optical axis.
package struct BrownianBox: Sendable {
  /// The bounds of the box along x, y and z, in µm.
  package let borders_um: [ClosedRange<Double>]
  /// Diffusion coefficient of each particle, in µm²/s.
  package let diffusion_um2_per_s: [Double]
  /// Particle positions along x, in µm.
  package private(set) var x_um: [Double]
  /// Particle positions along y, in µm.
  package private(set) var y_um: [Double]
  /// Particle positions along z, in µm.
  package private(set) var z_um: [Double]

  /// Particles distributed uniformly over the box.
  package init(
    borders_um: [ClosedRange<Double>], diffusion_um2_per_s: [Double],
    generator: inout SeededGenerator
  ) {
    precondition(borders_um.count == 3, "a box has three pairs of borders")
    self.borders_um = borders_um
    self.diffusion_um2_per_s = diffusion_um2_per_s
    x_um = []
    y_um = []
    z_um = []
    for _ in diffusion_um2_per_s {
      x_um.append(generator.uniform(borders_um[0].lowerBound, borders_um[0].upperBound))
      y_um.append(generator.uniform(borders_um[1].lowerBound, borders_um[1].upperBound))
      z_um.append(generator.uniform(borders_um[2].lowerBound, borders_um[2].upperBound))
    }
  }

  /// Moves every particle by one exact free Brownian displacement and a common drift in the plane.
  package mutating func step(
    time_s: Double, driftX_um_per_s: Double = 0, driftY_um_per_s: Double = 0,
    generator: inout SeededGenerator
  ) {
    if time_s == 0 { return }
    let shiftX = driftX_um_per_s * time_s
    let shiftY = driftY_um_per_s * time_s
    for index in diffusion_um2_per_s.indices {
      let sigma = (2 * diffusion_um2_per_s[index] * time_s).squareRoot()
      x_um[index] += shiftX + sigma * generator.normal()
      y_um[index] += shiftY + sigma * generator.normal()
      z_um[index] += sigma * generator.normal()
    }
  }

  /// Moves particles that left the box back in at the opposite side.
  ///
  /// Separate from the motion, because a path must not jump within one exposure.
  package mutating func wrap() {
    BrownianBox.wrap(&x_um, into: borders_um[0])
    BrownianBox.wrap(&y_um, into: borders_um[1])
    BrownianBox.wrap(&z_um, into: borders_um[2])
  }

  private static func wrap(_ places: inout [Double], into borders: ClosedRange<Double>) {
    let length = borders.upperBound - borders.lowerBound
    for index in places.indices where !borders.contains(places[index]) {
      places[index] -= ((places[index] - borders.lowerBound) / length).rounded(.down) * length
    }
  }
}
