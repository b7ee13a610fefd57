import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Slab wander")
struct AxialCalibrationTests {
  @Test(
    "The growth is that of drawn crossings", arguments: [0.3, 1.5, 4.0],
    [(0.05, 0.1), (0.1, 0.2), (0.2, 0.02), (0.5, 0.2)])
  func growth(contrast: Double, noisy: (spread: Double, noise: Double)) {
    let (spread, noise) = noisy
    var generator = SeededGenerator(seed: 211)
    let far = (0.5 * (contrast + 1.5)).squareRoot()
    var changes: [Double] = []
    for _ in 0..<200_000 {
      var z = generator.uniform(-far, far)
      var heights: [Double] = []
      for _ in 0..<3 {
        heights.append(exp(contrast - 2 * z * z) + noise * generator.normal())
        z += spread * generator.normal()
      }
      guard heights[0] > 1, heights[1...].allSatisfy({ $0 > 1 / DetectionProbability.margin })
      else {
        continue
      }
      let (one, two) = (log(heights[1] / heights[0]), log(heights[2] / heights[0]))
      changes.append(two * two - one * one)
    }
    let sample = Sample(changes)
    let growth = AxialCalibration.growth(
      contrast: contrast, spread: spread, AxialCalibration.ThresholdMoments(relativeNoise: noise))
    // Nodes half a deviation apart meet the cut ends at random: a few per cent for one contrast
    // where a step is as long as the slab is deep, less over the contrasts of a sample.
    let edge = spread / far
    #expect(
      abs(growth - sample.mean) < 4 * sample.error + (0.01 + 0.05 * edge) * sample.mean,
      "\(growth) \(sample)")
  }

  /// What the wander of brightness says of the width, of one kind of particle.
  private static func width(
    _ slab: DrawnSlab, seed: UInt64, interval_s: Double = 1.0 / 30
  ) -> AxialCalibration.Width? {
    let detectionProbability = DetectionProbability(
      detectionThreshold: slab.limit,
      relativeNoise: slab.noise / (slab.limit * DetectionProbability.margin),
      tracked: [], all: [])
    let tracks = slab.passages(seed: seed).map { passage in
      let frames = passage.frames
      return SizedTrack(
        observation: 0, particle: 1, firstFrame: frames[0], frames: frames.count, curve: [],
        diffusion: DiffusionEstimate(curve: [0, 1, 0], diffusion_um2_per_s: [1, 2, 4]),
        diameter_nm: 100, amplitudes: passage.heights,
        gaps: zip(frames.dropFirst(), frames).map { Int32($0 - $1) }, intensity: 1,
        variance_um2: 0.01, x_um: 0, y_um: 0)
    }
    let samples = BrightnessSamples(tracks, detectionProbability: detectionProbability)
    var starts: [Double] = []
    var contrast: [Double] = []
    for (index, kind) in slab.kinds.enumerated() {
      let own = slab.passages(seed: seed).filter { $0.kind == index }
      starts.append(Double(own.reduce(0) { $0 + $1.frames.count }))
      contrast.append(log(kind.brightness / detectionProbability.countingThreshold))
    }
    return AxialCalibration.width(
      samples.intensityFluctuations, startsByBin: starts, contrast: contrast,
      diffusion_um2_per_s: slab.kinds.map {
        DrawnSlab.liquid.diffusion_um2_per_s(diameter_nm: $0.diameter_nm)
      }, interval_s: interval_s, relativeNoise: detectionProbability.relativeNoise,
      shortestTrack: tracks.map(\.frames).min() ?? 0)
  }

  @Test(
    "The width is found, with noise of the heights and spots lost below the limit",
    arguments: [3.0, 5, 9])
  func width(width_um: Double) throws {
    var slab = DrawnSlab(kinds: [.init(diameter_nm: 110, brightness: 60, count: 2500)])
    slab.width_um = width_um
    let found = try #require(Self.width(slab, seed: 212))
    // Some 30,000 starts know the growth to 2 %, and the width to half of that.
    #expect(abs(found.value_um / width_um - 1) < 0.03, "\(found)")
    // Its own two per cent beside the five that the shape of a slab leaves open.
    #expect((0.05...0.06).contains(found.relativeError), "\(found)")
  }

  /// More noise is more change, and a little more over two frames than over one.
  @Test("The width is found where heights are noisy", arguments: [3.0, 5, 9])
  func noisyWidth(width_um: Double) throws {
    var slab = DrawnSlab(kinds: [.init(diameter_nm: 110, brightness: 60, count: 2500)])
    (slab.width_um, slab.noise) = (width_um, 2.5)
    let mean = try (UInt64(212)...215).reduce(0) { sum, seed in
      try sum + #require(Self.width(slab, seed: seed)).value_um / 4
    }
    // One is known to 2.4 % where the slab is thin, the mean of four to half of that.
    #expect(abs(mean / width_um - 1) < 0.03, "\(mean)")
  }

  /// The own fluctuation grows at short lags alone; taken for diffusion it would halve the width.
  @Test(
    "Brightness that fluctuates by itself is separated from diffusion",
    arguments: [(0.3, 1.5, 2500), (0.3, 4.0, 10_000), (0.2, 1.0, 2500)])
  func ownFluctuation(deviation: Double, relaxation: Double, count: Int) throws {
    // The longer the relaxation, the more particles it takes to tell it from diffusion.
    var slab = DrawnSlab(kinds: [.init(diameter_nm: 110, brightness: 60, count: count)])
    (slab.width_um, slab.ownFluctuation, slab.relaxation) = (6, deviation, relaxation)
    let found = try #require(Self.width(slab, seed: 216))
    let own = try #require(found.intrinsicFluctuation)
    #expect(abs(log(found.value_um / 6)) < 2.5 * found.relativeError, "\(found)")
    #expect(abs(own / deviation - 1) < 0.25, "\(found)")
  }

  @Test(
    "Brightness without a fluctuation of its own is not corrected", arguments: UInt64(220)..<228)
  func noFluctuation(seed: UInt64) throws {
    let slab = DrawnSlab(kinds: [.init(diameter_nm: 110, brightness: 60, count: 1500)])
    #expect(try #require(Self.width(slab, seed: seed)).intrinsicFluctuation == nil)
  }

  @Test("Few starts, or brightness that does not wander, tell nothing")
  func nothing() {
    let few = DrawnSlab(kinds: [.init(diameter_nm: 110, brightness: 60, count: 5)])
    #expect(Self.width(few, seed: 213) == nil)
    var still = DrawnSlab(kinds: [.init(diameter_nm: 110, brightness: 60, count: 400)])
    still.interval_s = 1e-12
    still.noise = 0
    #expect(Self.width(still, seed: 214) == nil)
  }
}
