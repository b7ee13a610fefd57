import NTAAnalysis
import NTAVideo

extension SimulationParameters {
  /// The named samples.
  package enum Preset: String, Sendable, CaseIterable {
    /// Polystyrene beads of 110 nm.
    case beads110 = "beads-110"
    /// Vesicles with a lognormal distribution whose mode is 100 nm.
    case exosome
    /// Polystyrene beads of 90 and 160 nm.
    case mixture
    /// No particles: dirt, hot pixels and noise.
    case blank
  }

  /// A run of a named sample: 11 positions of 60 frames at 30 Hz.
  package static func preset(_ preset: Preset) -> SimulationParameters {
    var parameters = SimulationParameters(name: preset.rawValue, populations: preset.populations)
    switch preset {
    case .beads110, .blank:
      break
    case .mixture:
      parameters.optics.brightness100nm = 90
    case .exosome:
      // Vesicles scatter a thirteenth of the light of polystyrene spheres, so the laser is
      // brighter.
      parameters.optics.brightness100nm = 600
      parameters.dilution = 500
    }
    return parameters
  }
}

extension SimulationParameters.Preset {
  fileprivate var populations: [SimulatedPopulation] {
    func beads(_ diameter_nm: Double, _ concentration_per_mL: Double) -> SimulatedPopulation {
      SimulatedPopulation(
        kind: .normal, centre_nm: diameter_nm, spread: 0.03,
        concentration_per_mL: concentration_per_mL, index: SimulatedOptics.polystyreneIndex)
    }
    switch self {
    case .beads110: return [beads(110, 6e7)]
    case .mixture: return [beads(90, 5e7), beads(160, 3e7)]
    case .exosome:
      return [.lognormal(mode_nm: 100, spread: 0.25, concentration_per_mL: 1.5e8, index: 1.40)]
    case .blank: return []
    }
  }
}
