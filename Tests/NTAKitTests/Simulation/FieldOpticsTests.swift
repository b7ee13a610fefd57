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

  @Test("A tilted focal plane blurs spots towards the left and right, in rings on one side")
  func tilt() throws {
    let parameters = try FieldOpticsTests.parameters("tilt:60:0.8")
    let field = FieldOptics(parameters)
    let width_um = 96 * 0.713
    // The sheet's middle is in focus in the middle column and 30 µm out of it at the edges.
    #expect(abs(field.defocus_um(x_um: parameters.middle_um.x, z_um: 0)) < 1e-12)
    let right_um = field.defocus_um(x_um: parameters.middle_um.x + width_um / 2, z_um: 0)
    let left_um = field.defocus_um(x_um: parameters.middle_um.x - width_um / 2, z_um: 0)
    #expect(abs(right_um + 30) < 1e-9 && abs(left_um - 30) < 1e-9)
    #expect(field.ringFraction(defocus_um: left_um) == 0.8)
    #expect(field.ringFraction(defocus_um: right_um) == 0)

    var states: [ParticleState] = []
    try Simulator(parameters, seed: 6).paths(position: 1) { _, particles in states += particles }
    var plain = parameters
    plain.conditions = []
    var untilted: [ParticleState] = []
    try Simulator(plain, seed: 6).paths(position: 1) { _, particles in untilted += particles }
    for (tilted, level) in zip(states, untilted) {
      // The light of the sheet is the same, and spread over the area of the defocused spot.
      let defocus_um = level.z_um - 60 * (level.x - 47.5) / 96
      let spread = { (defocus_um: Double) -> Double in
        let sigma_px = parameters.optics.spotSigma_um(defocus_um: defocus_um) / 0.713
        return pow(erf(1 / (2 * 2.0.squareRoot() * sigma_px)), 2)
      }
      let expected = spread(defocus_um) / spread(level.z_um)
      #expect(abs(tilted.intensity / level.intensity / expected - 1) < 1e-9)
      #expect(tilted.z_um == level.z_um)
    }
  }

  @Test("Rings show in the picture on the side where the focal plane is before the sheet")
  func rings() throws {
    // The light in the middle of a spot against that on a circle of 1.5 sigma around it.
    func hollow(_ text: String, x_um: Double) throws -> Bool {
      var parameters = try FieldOpticsTests.parameters(text)
      parameters.camera.width = 640
      let field = FieldOptics(parameters)
      let defocus_um = field.defocus_um(x_um: x_um, z_um: 0)
      let sigma_px = parameters.optics.spotSigma_um(defocus_um: defocus_um) / 0.713
      var renderer = ParticleRenderer(parameters: parameters)
      renderer.drawSpot(
        x: 100, y: 32, sigma_px: sigma_px, total: 10_000,
        ringFraction: field.ringFraction(defocus_um: defocus_um), reach_sigmas: 5)
      let middle = renderer.light[32 * 640 + 100]
      let around = renderer.light[32 * 640 + 100 + Int((1.5 * sigma_px).rounded())]
      return around > middle
    }
    let left_um = 0.0
    let right_um = 639 * 0.713
    #expect(try hollow("tilt:60:0.9", x_um: left_um))
    #expect(try !hollow("tilt:60:0.9", x_um: right_um))
    #expect(try !hollow("tilt:60", x_um: left_um))
  }
}
