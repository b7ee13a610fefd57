import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Flow field")
struct FlowFieldTests {
  /// 300 beads in a field of 114 x 114 µm, in a box of 134 x 134 x 42 µm, filmed for 40 frames.
  private static func parameters(
    _ condition: String, exposure_s: Double = 0, diameter_nm: Double = 100
  ) throws -> SimulationParameters {
    var parameters = SimulationParameters(
      name: "flow",
      populations: [
        SimulatedPopulation(
          kind: .normal, centre_nm: diameter_nm, spread: 0, concentration_per_mL: 4e8, index: 1.59)
      ])
    parameters.camera.width = 160
    parameters.camera.height = 160
    parameters.frames = 40
    parameters.exposure_s = exposure_s
    parameters.driftSpread_um_per_s = 0
    parameters.conditions = [try SimulatedCondition(condition)]
    return parameters
  }

  private static let middle_um = 0.713 * 79.5
  private static let box_um = 160 * 0.713 + 20

  /// The law of each flow of 20 µm/s, apart from the simulator: velocity at a place relative to the
  /// middle of the box, in µm/s.
  private static let laws: [String: @Sendable (Double, Double, Double) -> (Double, Double)] = [
    // 20 µm/s over the 14 µm of the light sheet.
    "shear-flow:20": { _, _, z in (20 * z / 14, 0) },
    "poiseuille-flow:20": { _, _, z in (20 * (1 - z * z / (21 * 21)), 0) },
    // Two vortices: a cell is half as wide as the box is high, so the fastest liquid moves along y.
    "roll-flow:20:2": { x, y, _ in
      let (u, v) = (2 * Double.pi * x / box_um, Double.pi * y / box_um)
      return (10 * sin(u) * sin(v), 20 * cos(u) * cos(v))
    },
    "extension-flow:20": { x, y, _ in
      let rate = 20 / (80 * 0.713)
      return (rate * x, -rate * y)
    },
  ]

  @Test("Particles move with the liquid at their place", arguments: laws.keys.sorted())
  func displacement(condition: String) throws {
    let law = try #require(FlowFieldTests.laws[condition])
    let parameters = try FlowFieldTests.parameters(condition)
    var before: [ParticleState] = []
    var (product, square, count) = (0.0, 0.0, 0.0)
    try Simulator(parameters, seed: 31).paths(position: 1) { _, states in
      for (old, new) in zip(before, states) {
        let step = ((new.x - old.x) * 0.713, (new.y - old.y) * 0.713)
        let place = (
          old.x * 0.713 - FlowFieldTests.middle_um, old.y * 0.713 - FlowFieldTests.middle_um
        )
        // Within 5 µm of the borders, which is more than any step, particles may be replaced.
        let reach_um = max(abs(place.0), abs(place.1), 46 + abs(old.z_um))
        if reach_um > FlowFieldTests.box_um / 2 - 5 { continue }
        // Depth enters as the mean of both ends; at a place in the plane the velocity is that of
        // the start, because the step would correlate with that of the end.
        let first = law(place.0, place.1, old.z_um)
        let last = law(place.0, place.1, new.z_um)
        let expected = ((first.0 + last.0) / 60, (first.1 + last.1) / 60)
        product += step.0 * expected.0 + step.1 * expected.1
        square += expected.0 * expected.0 + expected.1 * expected.1
        count += 1
      }
      before = states
    }
    // Regression of steps on the law: slope 1, with the error of Brownian steps. Along a step of
    // v t the velocity of extension grows by the factor 1 + rate t / 2, less than 1.006.
    let sigma_um = (2 * parameters.diffusion_um2_per_s(diameter_nm: 100) / 30).squareRoot()
    let error = sigma_um / square.squareRoot()
    #expect(count > 5_000)
    #expect(error < 0.02)
    #expect(abs(product / square - 1) < 4 * error + 0.006)
  }

  @Test("Blur during the exposure is that of a drift with the velocity at the particle")
  func blur() throws {
    // D of 10 µm spheres is 0.049 µm²/s: they diffuse 0.06 µm in the exposure.
    let parameters = try FlowFieldTests.parameters(
      "shear-flow:200", exposure_s: 0.03, diameter_nm: 10_000)
    var motion = PositionMotion(
      parameters: parameters, position: 1, generator: SeededGenerator(seed: 3),
      brightness: SeededGenerator(seed: 4), aggregation: SeededGenerator(seed: 5))
    motion.expose()
    let first = try #require(motion.instants.first)
    let last = try #require(motion.instants.last)
    // The instants span exposure x count / (count + 1), as those of a uniform drift.
    let time_s = 0.03 * 6 / 7
    let sigma_um = (2 * parameters.diffusion_um2_per_s(diameter_nm: 10_000) * time_s).squareRoot()
    for index in first.x_um.indices {
      let expected = 200.0 / 14 * (first.z_um[index] + last.z_um[index]) / 2 * time_s
      // The depth differs from that mean by less than 5 sigma, 4 µm/s.
      let tolerance = 5 * sigma_um + 200.0 / 14 * 5 * sigma_um * time_s
      #expect(abs(last.x_um[index] - first.x_um[index] - expected) < tolerance)
    }
  }

  @Test("The density stays uniform", arguments: laws.keys.sorted())
  func uniformDensity(condition: String) throws {
    let kind = try #require(condition.split(separator: ":").first)
    let parameters = try FlowFieldTests.parameters("\(kind):150", exposure_s: 0.008)
    var (total, last) = (0, [ParticleState]())
    try Simulator(parameters, seed: 32).paths(position: 1) { _, states in
      total = states.count
      last = states
    }
    // Halves and the middle of the field of view, as shares of the box.
    let side = 160 * 0.713 / FlowFieldTests.box_um
    let areas: [(x: Range<Double>, y: Range<Double>, share: Double)] = [
      (-0.5..<159.5, -0.5..<159.5, side * side), (-0.5..<79.5, -0.5..<159.5, side * side / 2),
      (-0.5..<159.5, -0.5..<79.5, side * side / 2), (39.5..<119.5, 39.5..<119.5, side * side / 4),
      (-0.5..<159.5, 59.5..<99.5, side * side / 4),
    ]
    for area in areas {
      let count = last.count { area.x.contains($0.x) && area.y.contains($0.y) }
      let spread = (Double(total) * area.share * (1 - area.share)).squareRoot()
      #expect(abs(Double(count) - Double(total) * area.share) < 4 * spread)
    }
  }

  @Test("A flow that crosses the box between two frames is refused")
  func tooFast() throws {
    let parameters = try FlowFieldTests.parameters("poiseuille-flow:3000")
    #expect(throws: SimulationError.self) { try Simulator(parameters, seed: 1) }
  }
}
