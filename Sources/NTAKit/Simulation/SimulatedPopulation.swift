import Foundation
import NTAAnalysis
import NTAVideo

/// One population of particles in a simulated sample.
package struct SimulatedPopulation: Sendable, Equatable, Codable {
  /// Distribution of the diameters.
  package enum Kind: String, Sendable, Codable, CaseIterable {
    /// `centre_nm` is the mean, `spread` the coefficient of variation.
    case normal
    /// `centre_nm` is the median, `spread` the standard deviation of the diameter's logarithm.
    case lognormal
  }
  /// Distribution of the diameters.
  package var kind: Kind
  /// Mean (normal) or median (lognormal) diameter, in [1, 10000] nm.
  package var centre_nm: Double
  /// Relative width, in [0, 2].
  package var spread: Double
  /// Concentration in the cell, in [0, 1e12] per mL.
  package var concentration_per_mL: Double
  /// Refractive index of the particles, in [1, 3].
  package var index: Double

  private enum CodingKeys: String, CodingKey {
    case kind, centre_nm, spread, index
    case concentration_per_mL = "per_ml"
  }

  /// A population from its values.
  package init(
    kind: Kind, centre_nm: Double, spread: Double, concentration_per_mL: Double, index: Double
  ) {
    self.kind = kind
    self.centre_nm = centre_nm
    self.spread = spread
    self.concentration_per_mL = concentration_per_mL
    self.index = index
  }

  /// A lognormal population given by the mode of its density instead of its median.
  ///
  /// The density of a lognormal distribution per nm has its mode at `median x exp(-spread²)`.
  package static func lognormal(
    mode_nm: Double, spread: Double, concentration_per_mL: Double, index: Double
  ) -> SimulatedPopulation {
    SimulatedPopulation(
      kind: .lognormal, centre_nm: mode_nm * exp(spread * spread), spread: spread,
      concentration_per_mL: concentration_per_mL, index: index)
  }

  /// Draws the diameter of one particle, in nm, truncated below 1 nm.
  func drawDiameter_nm(from generator: inout SeededGenerator) -> Double {
    while true {
      let z = generator.normal()
      let diameter =
        switch kind {
        case .normal: centre_nm * (1 + spread * z)
        case .lognormal: centre_nm * exp(spread * z)
        }
      if diameter >= 1 { return diameter }
    }
  }
}
