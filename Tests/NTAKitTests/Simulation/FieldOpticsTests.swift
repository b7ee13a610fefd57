import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Optics over the field")
struct FieldOpticsTests {
  private static func parameters(_ condition: String) throws -> SimulationParameters {
    var parameters = SimulatorTests.parameters(.beads110)
    parameters.exposure_s = 0
    parameters.conditions = [try SimulatedCondition(condition)]
    return parameters
  }

  @Test("A beam profile falls to its ratio at the edges and changes nothing but the amplitudes")
  func beamProfile() throws {
    var plain = SimulatorTests.parameters(.beads110)
    plain.exposure_s = 0
    let falling = try FieldOpticsTests.parameters("beam-profile:0.3")
    var even: [ParticleState] = []
    try Simulator(plain, seed: 5).paths(position: 1) { _, states in even += states }
    var uneven: [ParticleState] = []
    try Simulator(falling, seed: 5).paths(position: 1) { _, states in uneven += states }
    #expect(even.map(\.x) == uneven.map(\.x))
    var (brightest, dimmest) = (0.0, 1.0)
    for (one, other) in zip(even, uneven) where (0..<64).contains(one.y + 0.5) {
      let ratio = (one.y - 31.5) / 32
      let expected = pow(0.3, ratio * ratio)
      #expect(abs(other.intensity / one.intensity - expected) < 1e-9)
      brightest = max(brightest, other.intensity / one.intensity)
      dimmest = min(dimmest, other.intensity / one.intensity)
    }
    #expect(brightest > 0.95 && dimmest < 0.4)
  }
}
