import Foundation

/// What is true about a simulated run: the content of `truth.json`.
public struct SimulationTruth: Sendable, Equatable, Codable {
  /// Name of the run.
  public let name: String
  /// The seed of the run.
  public let seed: UInt64
  /// The kinds of particles.
  public let populations: [SimulatedPopulation]
  /// Temperature of the liquid.
  public let temperature_C: Double
  /// Viscosity of the liquid.
  public let viscosity_mPas: Double
  /// Edge of a pixel.
  public let pixelSize_um: Double
  /// Frames a second.
  public let frameRate_hz: Double
  /// Time the shutter was open.
  public let exposure_s: Double
  /// Dilution written beside the videos.
  public let dilution: Double
  /// Concentration in the cell, all populations together.
  public let concentration_per_mL: Double
  /// Numbers of the positions with a fault, from 1, rising.
  public let spoiledPositions: [Int]
  /// Diameters of the particles at all good positions, rising, rounded to 0.01 nm.
  public let diameters_nm: [Double]

  private enum CodingKeys: String, CodingKey {
    case name, seed, populations, temperature_C, viscosity_mPas, exposure_s, dilution
    case concentration_per_mL, diameters_nm
    case pixelSize_um = "pixel_size_um"
    case frameRate_hz = "frame_rate_hz"
    case spoiledPositions = "spoiled_positions"
  }

  /// The truth about all positions of a simulator.
  public init(_ simulator: Simulator) {
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
    spoiledPositions = spoiled.sorted()
    var diameters: [Double] = []
    for position in 1...parameters.positions where !spoiled.contains(position) {
      diameters += simulator.diameters_nm(position: position)
    }
    diameters_nm = diameters.sorted().map { ($0 * 100).rounded() / 100 }
  }

  /// The truth as JSON with sorted keys and a final line break.
  func json() throws(ReportError) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    } catch {
      // JSON has no infinity and no NaN; validation has refused both already.
      throw .notEncodable(reason: "\(error)")
    }
  }
}
