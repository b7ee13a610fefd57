import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Simulated aggregates")
struct SimulatedAggregatesTests {
  private static func parameters(_ condition: String) throws -> SimulationParameters {
    try SimulatorTests.parameters(.beads110).wide(under: condition)
  }

  @Test("So many bright, slow objects are in the field of view, and none is in the sample")
  func objects() throws {
    let parameters = try SimulatedAggregatesTests.parameters("aggregates:7:400:900")
    let simulator = try Simulator(parameters, seed: 4)
    var frames: [[ParticleState]] = []
    simulator.paths(position: 2) { frames.append($1) }
    let aggregates = frames.map { $0.filter { $0.diameter_nm == 900 } }
    #expect(aggregates.allSatisfy { $0.count == 7 })
    for state in aggregates[0] {
      #expect((-1..<321).contains(state.x) && (-1..<241).contains(state.y))
      #expect(abs(state.z_um) < 7.5)
      // In focus a peak of 400; at the limits of the sheet exp(-2) of it over twice the area.
      #expect(state.intensity < 400 && state.intensity > 400 * exp(-2) / 2 * 0.7)
    }
    // D of 900 nm is 0.545 µm²/s: over 3 frames of 1/30 s less than 5 x 0.33 µm.
    for (first, last) in zip(aggregates[0], aggregates[3]) {
      #expect(hypot(first.x - last.x, first.y - last.y) * 0.713 < 5 * 0.33 * 2.0.squareRoot())
    }
    #expect(!simulator.diameters_nm(position: 2).contains(900))
    #expect(simulator.diameters_nm(position: 2).count == frames[0].count - 7)
    #expect(!SimulationTruth(simulator).diameters_nm.contains(900))
  }

  @Test("Rings surround them at the radii of an Airy pattern")
  func rings() throws {
    var parameters = try SimulatedAggregatesTests.parameters("aggregates:1:200")
    parameters.populations = []
    parameters.frames = 1
    parameters.exposure_s = 0
    parameters.camera.removeNoise()
    // Eight pixels a sigma.
    parameters.pixelSize_um = 0.1
    parameters.boxHalfDepth_um = 0.5
    var profile: [Double] = []
    try Simulator(parameters, seed: 5).simulate(position: 1) { frame in
      let spot = frame.particles[0]
      let (column, row) = (Int(spot.x.rounded()), Int(spot.y.rounded()))
      // Outwards along the row, to the side that has more room.
      let direction = column < 160 ? 1 : -1
      profile = (0..<70).map { Double(frame.image[column + direction * $0, row]) / 256 - 16 }
    }
    let sigma_px = 7.8
    func level(_ sigmas: Double) -> Double { profile[Int((sigmas * sigma_px).rounded())] }
    #expect(level(3.9) > 2 * level(5.2))
    #expect(level(6.4) > 2 * level(5.2))
    #expect(level(6.4) < level(3.9))
    // The first ring of an Airy pattern has 1.75 % of the peak, the second 0.42 % (Born and Wolf,
    // table 8.2). The disc's Gaussian adds exp(-3.9² / 2), 0.05 %.
    #expect(abs(level(3.9) / profile[0] - 0.0175) < 0.0015)
    #expect(abs(level(6.4) / profile[0] - 0.0042) < 0.0005)
  }
}
