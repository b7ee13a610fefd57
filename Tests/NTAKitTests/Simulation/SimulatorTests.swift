import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Simulator")
struct SimulatorTests {
  /// A small recording of a preset.
  static func parameters(_ preset: SimulationParameters.Preset) -> SimulationParameters {
    var parameters = SimulationParameters.preset(preset)
    parameters.camera.width = 96
    parameters.camera.height = 64
    parameters.positions = 3
    parameters.frames = 4
    return parameters
  }

  private static func images(
    _ parameters: SimulationParameters, seed: UInt64, position: Int
  ) throws -> [GrayImage] {
    var images: [GrayImage] = []
    try Simulator(parameters, seed: seed).simulate(position: position) { images.append($0.image) }
    return images
  }

  @Test("A seed fixes every pixel, in any order of positions")
  func deterministic() throws {
    let parameters = SimulatorTests.parameters(.exosome)
    let second = try SimulatorTests.images(parameters, seed: 5, position: 2)
    _ = try SimulatorTests.images(parameters, seed: 5, position: 1)
    #expect(try SimulatorTests.images(parameters, seed: 5, position: 2) == second)
    #expect(try SimulatorTests.images(parameters, seed: 6, position: 2) != second)
    #expect(try SimulatorTests.images(parameters, seed: 5, position: 3) != second)
    #expect(second.count == 4)
    #expect(second[0] != second[1])
  }

  @Test("Paths are those of the drawn particles")
  func paths() throws {
    let simulator = try Simulator(SimulatorTests.parameters(.exosome), seed: 9)
    var drawn: [[ParticleState]] = []
    simulator.simulate(position: 1) { drawn.append($0.particles) }
    var walked: [[ParticleState]] = []
    simulator.paths(position: 1) { walked.append($1) }
    #expect(drawn == walked)
    #expect(drawn[0].map(\.diameter_nm) == simulator.diameters_nm(position: 1))
  }

  @Test("Spots stand where the truth says, as bright as it says")
  func spots() throws {
    var parameters = SimulatorTests.parameters(.beads110)
    parameters.populations[0].concentration_per_mL = 1.5e7
    parameters.camera.width = 320
    parameters.camera.height = 240
    parameters.frames = 1
    parameters.exposure_s = 0
    parameters.camera.removeNoise()
    let simulator = try Simulator(parameters, seed: 3)
    var checked = 0
    for position in 1...3 {
      try simulator.simulate(position: position) { (frame: SimulatedFrame) throws in
        let bright = frame.particles.filter {
          $0.intensity > 10 && (6..<313).contains($0.x) && (6..<233).contains($0.y)
        }
        for spot in bright {
          let apart = frame.particles.allSatisfy {
            $0 == spot || abs($0.x - spot.x) > 12 || abs($0.y - spot.y) > 12
              || $0.intensity < 0.01
          }
          if !apart { continue }
          checked += 1
          let column = Int(spot.x.rounded())
          let row = Int(spot.y.rounded())
          var sum = 0.0
          var moment = 0.0
          for y in row - 5...row + 5 {
            for x in column - 5...column + 5 {
              let light = Double(frame.image[x, y]) / 256 - 16
              sum += light
              moment += light * Double(x)
            }
          }
          // Noise of 16 levels at 1e6 electrons a level: 0.004 a pixel, 121 pixels, 5 px arms.
          #expect(abs(moment / sum - spot.x) < 0.05)
          // A centre off the pixel's middle, by at most 0.5 px on both axes, keeps
          // exp(-0.5 / (2 x 1.2)) or more of the peak.
          let peak = Double(frame.image[column, row]) / 256 - 16
          #expect(peak < spot.intensity * 1.01)
          #expect(peak > spot.intensity * 0.75)
        }
      }
    }
    #expect(checked >= 5)
  }

  @Test("The number of particles is Poisson in concentration x volume")
  func count() throws {
    var parameters = SimulatorTests.parameters(.mixture)
    parameters.positions = 40
    let simulator = try Simulator(parameters, seed: 12)
    let counts = (1...40).map { Double(simulator.diameters_nm(position: $0).count) }
    let mean = parameters.concentration_per_mL * parameters.boxVolume_um3 * 1e-12
    let variance = counts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 40
    #expect(abs(counts.reduce(0, +) / 40 - mean) < 4 * (mean / 40).squareRoot())
    #expect(abs(variance - mean) < 4 * ((mean + 2 * mean * mean) / 40).squareRoot())
  }

  @Test("Diameters follow their law")
  func diameters() {
    var generator = SeededGenerator(seed: 31)
    let vesicles = SimulatedPopulation.lognormal(
      mode_nm: 100, spread: 0.25, concentration_per_mL: 1, index: 1.4)
    let draws = (0..<4001).map { _ in vesicles.drawDiameter_nm(from: &generator) }.sorted()
    // The median of n draws has a standard error of 1.2533 sigma / √n, here in the logarithm.
    let error = 1.2533 * 0.25 / 4001.0.squareRoot()
    #expect(abs(draws[2000] / 106.449 - 1) < 4 * error)
    let beads = SimulatedPopulation(
      kind: .normal, centre_nm: 110, spread: 0.03, concentration_per_mL: 1, index: 1.59)
    let mean = (0..<4000).reduce(0) { sum, _ in
      sum + beads.drawDiameter_nm(from: &generator) / 4000
    }
    #expect(abs(mean - 110) < 4 * 3.3 / 4000.0.squareRoot())
  }

  @Test("A blank holds no particle, yet dirt and hot pixels that stay")
  func blank() throws {
    var parameters = SimulatorTests.parameters(.blank)
    parameters.frames = 8
    var mean = [Double](repeating: 0, count: 96 * 64)
    try Simulator(parameters, seed: 4).simulate(position: 1) { frame in
      #expect(frame.particles.isEmpty)
      for index in mean.indices { mean[index] += Double(frame.image.pixels[index]) / 8 }
    }
    // Background 16 ± 3 with noise 2 / √8: 12 above it is no chance.
    #expect(mean.count { $0 > 31 } >= parameters.camera.hotPixels)
    #expect(mean.count { $0 > 31 } < 400)
  }

  @Test("Faults show at their position only", arguments: SpoiledPosition.Kind.allCases)
  func spoiled(kind: SpoiledPosition.Kind) throws {
    let whole = SimulatorTests.parameters(.exosome)
    var parameters = whole
    parameters.spoiledPositions = [SpoiledPosition(position: 2, kind: kind)]
    for position in 1...3 {
      let before = try SimulatorTests.images(whole, seed: 8, position: position)
      let after = try SimulatorTests.images(parameters, seed: 8, position: position)
      #expect((before == after) == (position != 2))
    }
    let simulator = try Simulator(parameters, seed: 8)
    let truth = SimulationTruth(simulator)
    #expect(truth.spoiledPositions == [2])
    let good = [1, 3].map { simulator.diameters_nm(position: $0).count }.reduce(0, +)
    #expect(truth.diameters_nm.count == good)
    #expect(truth.diameters_nm == truth.diameters_nm.sorted())
  }

  @Test("A parameter that makes no sense is named")
  func invalid() {
    var parameters = SimulatorTests.parameters(.blank)
    parameters.exposure_s = 0.05
    #expect(throws: SimulationError.self) { try Simulator(parameters, seed: 1) }
    parameters = SimulatorTests.parameters(.blank)
    parameters.temperature_C = .nan
    #expect(throws: SimulationError.self) { try Simulator(parameters, seed: 1) }
    parameters = SimulatorTests.parameters(.blank)
    parameters.spoiledPositions = [SpoiledPosition(position: 4, kind: .empty)]
    #expect(throws: SimulationError.noSuchPosition(position: 4, positions: 3)) {
      try Simulator(parameters, seed: 1)
    }
  }
}
