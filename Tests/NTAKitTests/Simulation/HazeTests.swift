import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Haze")
struct HazeTests {
  private static func parameters(_ condition: String) throws -> SimulationParameters {
    try SimulationParameters.preset(.blank).wide(under: condition)
  }

  private static func frames(
    _ parameters: SimulationParameters, seed: UInt64, count: Int
  ) throws -> [[Float]] {
    var haze = try #require(Haze(parameters, generator: SeededGenerator(seed: seed)))
    return (0..<count).map { _ in
      var light = [Float](repeating: 0, count: 320 * 240)
      haze.expose(over: &light, width: 320)
      return light
    }
  }

  @Test("The level and its variation over the field are those asked for", arguments: [5.0, 15.0])
  func level(sigma_um: Double) throws {
    let parameters = try HazeTests.parameters("haze:20:0.2:\(sigma_um)")
    var (sum, squares, count) = (0.0, 0.0, 0.0)
    for seed in 1...12 {
      let light = try HazeTests.frames(parameters, seed: UInt64(seed), count: 1)[0].map(Double.init)
      sum += light.reduce(0, +)
      squares += light.reduce(0) { $0 + ($1 - 20) * ($1 - 20) }
      count += Double(light.count)
    }
    // The level's autocorrelation is exp(-r² / 4 sigma²), whose area is 4 pi sigma²: so many
    // independent patches are in 12 fields.
    let patches = 12 * 320 * 240 * 0.713 * 0.713 / (4 * Double.pi * sigma_um * sigma_um)
    #expect(abs(sum / count - 20) < 4 * 4 / patches.squareRoot())
    // The autocorrelation of the square has half the area; its kurtosis adds a few per cent.
    #expect(abs(squares / count / 16 - 1) < 4 * (1.2 / patches).squareRoot())
  }

  @Test("It varies slowly and smoothly")
  func slow() throws {
    let light = try HazeTests.frames(
      try HazeTests.parameters("haze:20"), seed: 3, count: 31
    ).map { $0.map(Double.init) }
    func difference(_ frame: Int) -> Double {
      let squares = zip(light[0], light[frame]).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      return squares / Double(light[0].count)
    }
    // exp(-r² / 4 sigma²) averaged over diffusion for t: a correlation of 1 / (1 + D t / sigma²). The
    // field's variance is 16, so the squared difference is 2 x 16 x D t / sigma² with t of 1 s.
    let diffusion = try HazeTests.parameters("haze:20").diffusion_um2_per_s(diameter_nm: 100)
    let expected = 32 * diffusion / (15 * 15)
    #expect(difference(30) > expected / 2 && difference(30) < expected * 2)
    #expect(difference(1) < expected / 10)
    let steps = zip(light[0], light[0].dropFirst()).enumerated()
      .filter { ($0.offset + 1) % 320 != 0 }
      .map { abs($0.element.0 - $0.element.1) }
    // The slope has a standard deviation of 4 / (sqrt(2) x 15 µm) x 0.713 µm, 0.13 a pixel.
    #expect(try #require(steps.max()) < 6 * 0.13)
  }

  @Test("It lies under particles and is part of the picture")
  func picture() throws {
    var parameters = try HazeTests.parameters("haze:20")
    parameters.frames = 1
    func mean(_ parameters: SimulationParameters) throws -> Double {
      var mean = 0.0
      try Simulator(parameters, seed: 2).simulate(position: 1) {
        mean = $0.image.pixels.reduce(0) { $0 + Double($1) } / (320 * 240)
      }
      return mean
    }
    let hazy = try mean(parameters)
    parameters.conditions = []
    // The mean of one field has an error of 4 / sqrt(14 patches).
    #expect(abs(hazy - (try mean(parameters)) - 20) < 4 * 4 / 14.0.squareRoot())
  }
}
