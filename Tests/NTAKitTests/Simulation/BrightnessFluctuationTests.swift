import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Brightness fluctuation")
struct BrightnessFluctuationTests {
  /// Mean factor on each of 400 particles in each of 60 frames at 30 Hz.
  private static func factors(
    _ condition: String, diameter_nm: Double, exposure_s: Double
  ) throws -> [[Double]] {
    var parameters = SimulationParameters.preset(.blank)
    parameters.exposure_s = exposure_s
    parameters.conditions = [try SimulatedCondition(condition)]
    var fluctuation = BrightnessFluctuation(
      parameters, diameters_nm: [Double](repeating: diameter_nm, count: 400), parts: 6,
      generator: SeededGenerator(seed: 4))
    return (0..<60).map { _ in
      fluctuation.expose()
      return (0..<400).map { index in
        (0..<6).reduce(0) { $0 + fluctuation.factor(of: index, part: $1) } / 6
      }
    }
  }

  /// Variance of the factors, and covariance of those of neighbouring frames, about 1.
  private static func moments(_ frames: [[Double]]) -> (variance: Double, covariance: Double) {
    let count = Double(frames.count * frames[0].count)
    let variance = frames.joined().reduce(0) { $0 + ($1 - 1) * ($1 - 1) } / count
    let products = zip(frames, frames.dropFirst()).map { first, second in
      zip(first, second).reduce(0) { $0 + ($1.0 - 1) * ($1.1 - 1) }
    }
    let covariance = products.reduce(0, +) / (count - Double(frames[0].count))
    return (variance, covariance)
  }

  @Test("A sphere of 100 nm in water at 25 °C relaxes in 0.113 ms")
  func rotationTime() {
    let parameters = SimulationParameters.preset(.blank)
    // pi x 0.89 mPa·s x (100 nm)³ / (6 x 4.116e-21 J).
    #expect(abs(parameters.rotationTime_s(diameter_nm: 100) / 1.132e-4 - 1) < 0.001)
  }

  @Test(
    "The exposure averages over the rotation, and frames are correlated by what is left",
    arguments: [100.0, 500, 1000])
  func rotation(diameter_nm: Double) throws {
    let exposure_s = 0.008
    let frames = try BrightnessFluctuationTests.factors(
      "rotation:0.2", diameter_nm: diameter_nm, exposure_s: exposure_s)
    let (variance, covariance) = BrightnessFluctuationTests.moments(frames)
    let time_s = SimulationParameters.preset(.blank).rotationTime_s(diameter_nm: diameter_nm)
    // Mean of an exponential autocorrelation over the exposure, and between two exposures.
    let ratio = exposure_s / time_s
    let expected = 0.04 * 2 / (ratio * ratio) * (ratio - 1 + exp(-ratio))
    let between = 0.04 * 2 / (ratio * ratio) * (cosh(ratio) - 1) * exp(-1.0 / 30 / time_s)
    // Correlation leaves (1 - r) / (1 + r) of the 24,000 draws independent, r that of squares.
    let r = pow(between / expected, 2)
    let independent = 24_000 * (1 - r) / (1 + r)
    #expect(abs(variance / expected - 1) < 4 * (2 / independent).squareRoot())
    #expect(abs(covariance - between) < 4 * expected * (2 / independent).squareRoot())
  }

  @Test("A slowdown makes the rotation of small particles visible")
  func slowdown() throws {
    let slow = BrightnessFluctuationTests.moments(
      try BrightnessFluctuationTests.factors(
        "rotation:0.2:1000", diameter_nm: 100, exposure_s: 0.008))
    // 113 ms: nothing is averaged, and exp(-33 / 113) is left from frame to frame. Of 24,000 draws
    // 28 % are independent.
    #expect(abs(slow.variance / 0.04 - 1) < 0.023 + 4 * (2 / 6700.0).squareRoot())
    #expect(abs(slow.covariance / slow.variance - exp(-33.33 / 113.2)) < 0.05)
  }

  @Test("Flicker scales whole frames, and hot pixels not")
  func flicker() throws {
    var parameters = SimulationParameters.preset(.blank)
    parameters.camera.width = 96
    parameters.camera.height = 64
    parameters.camera.strayLight = 100
    parameters.camera.dirtSpots = 0
    parameters.camera.hotPixels = 0
    parameters.frames = 200
    parameters.conditions = [try SimulatedCondition("flicker:0.1")]
    var levels: [Double] = []
    try Simulator(parameters, seed: 3).simulate(position: 1) {
      levels.append($0.image.pixels.reduce(0) { $0 + Double($1) } / (96 * 64) - 4)
    }
    let mean = levels.reduce(0, +) / 200
    let sd = (levels.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 200).squareRoot()
    #expect(abs(mean - 100) < 4 * 10 / 200.0.squareRoot())
    #expect(abs(sd - 10) < 4 * 10 / 400.0.squareRoot())

    let still = HotPixels(levels: [(pixel: 1, level: 30)])
    var light: [Float] = [10, 40, 10]
    still.scale(&light, by: 1.5)
    #expect(light == [15, 45, 15])
  }

  @Test("The truth has the factor of each particle")
  func truth() throws {
    var parameters = SimulatorTests.parameters(.beads110)
    var plain: [ParticleState] = []
    try Simulator(parameters, seed: 8).paths(position: 1) { plain += $1 }
    parameters.conditions = [try SimulatedCondition("flicker:0.2")]
    var scaled: [[ParticleState]] = []
    try Simulator(parameters, seed: 8).paths(position: 1) { scaled.append($1) }
    var ratios: Set<Double> = []
    for (frame, states) in scaled.enumerated() {
      for (index, state) in states.enumerated() {
        let before = plain[frame * states.count + index]
        #expect(state.x == before.x && state.y == before.y)
        if before.intensity > 1e-3 {
          ratios.insert((state.intensity / before.intensity * 1e9).rounded() / 1e9)
        }
      }
    }
    // One factor a frame.
    #expect(ratios.count == parameters.frames)
  }
}
