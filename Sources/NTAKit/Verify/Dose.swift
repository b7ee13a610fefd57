import NTAAnalysis
import NTAVideo

/// The volume of undiluted sample that contains a given number of particles.
package struct Dose: Sendable, Equatable {
  /// Required number of particles, > 0.
  package let particles: Double
  /// Volume, µL.
  package let volume_uL: Double
  /// Its 95 % interval; without an upper limit if the concentration may be zero.
  package let interval95_uL: (lower: Double, upper: Double?)

  /// Computes the dose at a concentration; both must be > 0.
  init(particles: Double, concentration_per_mL: Double, interval95_per_mL: ClosedRange<Double>) {
    self.particles = particles
    volume_uL = 1000 * particles / concentration_per_mL
    let low = interval95_per_mL.lowerBound
    interval95_uL = (
      1000 * particles / interval95_per_mL.upperBound, low > 0 ? 1000 * particles / low : nil
    )
  }

  /// True when particles, volume and interval are equal.
  package static func == (a: Dose, b: Dose) -> Bool {
    a.particles == b.particles && a.volume_uL == b.volume_uL && a.interval95_uL == b.interval95_uL
  }
}
