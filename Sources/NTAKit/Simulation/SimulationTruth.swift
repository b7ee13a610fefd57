import Foundation
import NTAAnalysis
import NTAVideo

/// Ground truth of a simulated run: the content of `truth.json`.
package struct SimulationTruth: Sendable, Equatable, Codable {
  /// Name of the run.
  package let name: String
  /// The seed of the run.
  package let seed: UInt64
  /// The populations of particles.
  package let populations: [SimulatedPopulation]
  /// Temperature of the liquid, in °C.
  package let temperature_C: Double
  /// Viscosity of the liquid, in mPa·s.
  package let viscosity_mPas: Double
  /// Pixel size, in µm.
  package let pixelSize_um: Double
  /// Frame rate, in Hz.
  package let frameRate_hz: Double
  /// Exposure time, in s.
  package let exposure_s: Double
  /// Dilution factor of the sample.
  package let dilution: Double
  /// Total concentration of all populations in the cell, per mL.
  package let concentration_per_mL: Double
  /// The same in the sample before dilution, per mL.
  package let sample_per_mL: Double
  /// Numbers of the positions with a fault, from 1, increasing.
  package let spoiledPositions: [Int]
  /// Departures from the ideal; `nil` if there are none.
  package let conditions: [ConditionTruth]?
  /// Diameters of the particles at all good positions, increasing, rounded to 0.01 nm.
  package let diameters_nm: [Double]

  private enum CodingKeys: String, CodingKey {
    case name, seed, populations, conditions, temperature_C, viscosity_mPas, exposure_s, dilution
    case concentration_per_mL, sample_per_mL, diameters_nm
    case pixelSize_um = "pixel_size_um"
    case frameRate_hz = "frame_rate_hz"
    case spoiledPositions = "spoiled_positions"
  }

  /// The ground truth of all positions of a simulator.
  package init(_ simulator: Simulator) {
    let parameters = simulator.parameters
    let spoiled = Set(parameters.spoiledPositions.map(\.position))
    name = parameters.name
    seed = simulator.seed
    populations = parameters.populations
    temperature_C = parameters.temperature_C
    viscosity_mPas = parameters.viscosity_mPas
    pixelSize_um = parameters.pixelSize_um
    frameRate_hz = parameters.frameRate_hz
    exposure_s = parameters.exposure_s
    dilution = parameters.dilution
    concentration_per_mL = parameters.concentration_per_mL
    sample_per_mL = parameters.concentration_per_mL * parameters.dilution
    spoiledPositions = spoiled.sorted()
    let conditions = parameters.conditions.map { ConditionTruth($0, parameters: parameters) }
    self.conditions = conditions.isEmpty ? nil : conditions
    var diameters: [Double] = []
    for position in 1...parameters.positions where !spoiled.contains(position) {
      diameters += simulator.diameters_nm(position: position)
    }
    diameters_nm = diameters.sorted().map { ($0 * 100).rounded() / 100 }
  }

  /// The ground truth as JSON with sorted keys and a final line break.
  func json() throws(FileError) -> String {
    // JSON has neither infinity nor NaN, but validation has already rejected both.
    try JSONText.compact(self)
  }
}
