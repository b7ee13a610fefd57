import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Brightness by size")
struct BrightnessBySizeTests {
  private static let grid = DrawnTracks.grid

  private static func contrast(_ depth: SizeDependentDepth, _ diameter_nm: Double) -> Double {
    let place = grid.centres_nm.indices.min {
      abs(grid.centres_nm[$0] - diameter_nm) < abs(grid.centres_nm[$1] - diameter_nm)
    }
    return place.map { depth.contrast[$0] } ?? .nan
  }

  /// The fit to drawn tracks, and the mean brightness by class it rests on.
  private static func fitted(
    _ slab: DrawnSlab, seed: UInt64
  ) -> (depth: SizeDependentDepth, evidence: SizeDependentDepth.Evidence) {
    let passages = slab.passages(seed: seed)
    let tracks = slab.sized(passages)
    let detectionProbability = slab.detectionProbability(passages, tracks)
    let brightness = BrightnessBySize(
      BrightnessSamples(tracks, detectionProbability: detectionProbability),
      curves: DrawnTracks.curves(tracks),
      grid: grid)
    let evidence = brightness.evidence()
    let depth = SizeDependentDepth(
      evidence,
      axialProfile: AxialDetectionProfile(relativeNoise: detectionProbability.relativeNoise),
      law: ScatteringLaw(),
      reference_nm: 100,
      grid: grid)
    return (depth, evidence)
  }

  /// The faint have few and short tracks, whose sizes reach far into those of the bright.
  @Test("Two sizes that overlap keep their own brightness")
  func twoSizes() {
    let slab = DrawnSlab(kinds: [
      .init(diameter_nm: 80, brightness: 25, count: 1200),
      .init(diameter_nm: 120, brightness: 240, count: 500),
    ])
    let (depth, _) = Self.fitted(slab, seed: 231)
    #expect(abs(Self.contrast(depth, 80) - log(25.0 / 13)) < 0.1, "\(Self.contrast(depth, 80))")
    #expect(abs(Self.contrast(depth, 120) - log(240.0 / 13)) < 0.1, "\(Self.contrast(depth, 120))")
  }

  @Test("Spread over the classes nothing is lost, and a draw of every track once changes nothing")
  func sums() {
    let slab = DrawnSlab(kinds: [.init(diameter_nm: 110, brightness: 60, count: 300)])
    let passages = slab.passages(seed: 232)
    let tracks = slab.sized(passages)
    let samples = BrightnessSamples(
      tracks, detectionProbability: slab.detectionProbability(passages, tracks))
    let brightness = BrightnessBySize(samples, curves: DrawnTracks.curves(tracks), grid: Self.grid)
    let total = samples.weights.reduce(0, +)
    // Less the classes a track has no ten-thousandth of a chance to be of.
    #expect(abs(brightness.spread(samples.weights).reduce(0, +) / total - 1) < 2e-3)
    let all = brightness.evidence()
    let once = brightness.evidence(drawn: [UInt16](repeating: 1, count: tracks.count))
    #expect(all.weights == once.weights && all.meanLogs == once.meanLogs)
    // A track that is drawn twice is no second witness: half of them, each twice, are as many.
    let half = brightness.evidence(drawn: tracks.indices.map { $0 % 2 == 0 ? 2 : 0 })
    #expect(abs(half.effectiveTracks / all.effectiveTracks - 1) < 0.15)
  }

  @Test("The limit of detection is where the brightness in focus reaches what is counted")
  func detectionLimit() throws {
    let slab = DrawnSlab(kinds: [.init(diameter_nm: 110, brightness: 60, count: 600)])
    let (depth, _) = Self.fitted(slab, seed: 233)
    #expect(abs(Self.contrast(depth, 110) - log(60.0 / 13)) < 0.1)
    let limit = try #require(depth.detectionLimit_nm)
    // One size tells little of the slope: it is Rayleigh's, less a little, to two deviations.
    #expect(limit > 110 * exp(-log(60.0 / 13) / 3.5), "\(limit)")
    #expect(limit < 110 * exp(-log(60.0 / 13) / 7.5), "\(limit)")
    let rising = zip(depth.contrast, depth.contrast.dropFirst()).allSatisfy { $0 <= $1 + 1e-9 }
    #expect(rising)
  }
}
