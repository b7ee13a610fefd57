import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

/// What of the sample never reaches a sized track, put back: drawn particles that cross a slab of
/// light and a field with borders, some too faint, some too fast, some too near the edge.
@Suite("Selection effects")
struct SelectionEffectsTests {
  private static let grid = DrawnTracks.grid

  /// Share of the particles of the sample below a diameter.
  private static func share(
    below diameter_nm: Double, _ shares: [Double]
  ) -> Double {
    SizeDistribution(grid: grid, numberFraction: shares).share(in: 5...diameter_nm)
  }

  /// Share of the small among what each way of counting sees.
  private static func naive(
    _ tracks: [SizedTrack], weights: [Double]
  ) -> Double {
    let estimate = DistributionEstimate(
      DrawnTracks.curves(tracks), weights: weights, chance: DrawnTracks.evenChance, grid: grid)
    return share(below: 140, estimate.number)
  }

  /// Demands the drawn width and the drawn concentration of both kinds within a tenth.
  private static func expectVolume(
    of slab: DrawnSlab, _ measured: VolumeCorrectedDistribution,
    _ concentration: ConcentrationResult?, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let width = try #require(measured.width?.value_um, sourceLocation: sourceLocation)
    #expect(abs(width / slab.width_um - 1) < 0.1, "\(width)", sourceLocation: sourceLocation)
    let whole = slab.concentration_per_mL(0) + slab.concentration_per_mL(1)
    let counted = try #require(concentration?.measured_per_mL, sourceLocation: sourceLocation)
    #expect(
      abs(counted / whole - 1) < 0.1, "\(counted / whole)", sourceLocation: sourceLocation)
  }

  /// Equally bright particles of two sizes: what differs is how soon they leave.
  @Test("The small, who leave sooner and come back as others, are not counted more often")
  func leaving() {
    var slab = DrawnSlab(
      kinds: [
        .init(diameter_nm: 80, brightness: 60, count: 200),
        .init(diameter_nm: 240, brightness: 60, count: 200),
      ])
    slab.frames = 240
    let passages = slab.passages(seed: 241)
    let tracks = slab.sized(passages)
    let samples = BrightnessSamples(
      tracks, detectionProbability: slab.detectionProbability(passages, tracks))
    let small = Self.naive(tracks, weights: samples.weights)
    // A fifth of 200 each is seen at a time, a few times over in eight seconds: a tenth of it.
    #expect(abs(small - 0.5) < 0.06, "\(small)")
    // One vote a track says something else.
    let votes = Self.naive(tracks, weights: tracks.map { _ in 1 })
    #expect(votes > 0.57, "\(votes)")
  }

  /// As in a mixture of materials: nothing says that the small are the faint ones.
  @Test("Small particles as bright as large ones are as many as there are")
  func equallyBright() throws {
    let slab = DrawnSlab(
      kinds: [
        .init(diameter_nm: 80, brightness: 60, count: 700),
        .init(diameter_nm: 240, brightness: 60, count: 700),
      ])
    let (measured, concentration) = slab.measured(slab.passages(seed: 246))
    let small = Self.share(below: 140, measured.estimate.number)
    #expect(abs(small - 0.5) < 0.05, "\(small)")
    try Self.expectVolume(of: slab, measured, concentration)
  }

  @Test("The bright, who are seen deeper, are not counted more often; all are counted")
  func depth() throws {
    let slab = DrawnSlab(
      kinds: [
        .init(diameter_nm: 90, brightness: 25, count: 1400),
        .init(diameter_nm: 220, brightness: 400, count: 700),
      ])
    let passages = slab.passages(seed: 242)
    let (measured, concentration) = slab.measured(passages)
    let truth = 2.0 / 3
    let small = Self.share(below: 140, measured.estimate.number)
    #expect(abs(small - truth) < 0.05, "\(small)")
    // As seen, and as every sighting of sized tracks would have it.
    let seen = Self.share(below: 140, measured.estimate.perFrame)
    #expect(seen < truth - 0.1, "\(seen)")
    try Self.expectVolume(of: slab, measured, concentration)
  }

  /// Fifteen sightings at least, in a field that fast particles cross the border of.
  @Test("What is cut by the shortest track and by the border is counted all the same")
  func cut() throws {
    var slab = DrawnSlab(kinds: [.init(diameter_nm: 100, brightness: 60, count: 1500)])
    slab.field_um = 50
    slab.box_um = 60
    slab.halfDepth_um = 10
    let passages = slab.passages(seed: 243)
    let tracks = slab.sized(passages, fewest: 15)
    let detectionProbability = slab.detectionProbability(passages, tracks)
    let sightings = passages.flatMap(\.heights).count {
      Double($0) > detectionProbability.countingThreshold
    }
    let whole = tracks.flatMap(\.amplitudes)
    let kept = whole.count { Double($0) > detectionProbability.countingThreshold }
    #expect(Double(kept) < 0.9 * Double(sightings))
    let counted = whole.reduce(0) { $0 + detectionProbability.weight($1) }
    #expect(abs(counted / Double(sightings) - 1) < 0.01)

    let truth = slab.concentration_per_mL(0)
    let corrected = try #require(
      slab.measured(passages, fewest: 15).concentration?.measured_per_mL)
    #expect(abs(corrected / truth - 1) < 0.1, "\(corrected / truth)")
    let uncorrected = try #require(
      slab.measured(passages, fewest: 15, corrected: false).concentration?.measured_per_mL)
    #expect(uncorrected < 0.9 * corrected, "\(uncorrected / truth)")
  }

  @Test("Tracks without pictures are taken as they are")
  func withoutPictures() {
    let slab = DrawnSlab(kinds: [.init(diameter_nm: 100, brightness: 60, count: 200)])
    let tracks = slab.sized(slab.passages(seed: 244))
    let measured = VolumeCorrectedDistribution.estimate(
      SizedTracks(tracks), samples: BrightnessSamples(tracks, detectionProbability: nil),
      detectionProbability: nil,
      liquid: DrawnSlab.liquid, interval_s: slab.interval_s, grid: Self.grid)
    #expect(measured.depth == nil && measured.width?.value_um == nil)
    #expect(
      zip(measured.estimate.number, measured.estimate.perFrame).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  @Test("Resamples repeat, sum to 1 and scatter about the estimate")
  func resamples() {
    let slab = DrawnSlab(
      kinds: [
        .init(diameter_nm: 90, brightness: 30, count: 600),
        .init(diameter_nm: 220, brightness: 300, count: 300),
      ])
    let passages = slab.passages(seed: 245)
    let tracks = slab.sized(passages)
    let measured = slab.measured(passages).distribution
    var small: [Double] = []
    let resampling = Resampling(groups: tracks.indices.map { $0 % 8 }, seed: 4)
    for draw in 0..<20 {
      let shares = measured.resample(drawn: resampling.drawn(in: draw), draw: draw).number
      #expect(abs(shares.reduce(0, +) - 1) < 1e-9)
      small.append(Self.share(below: 140, shares))
    }
    let sample = Sample(small)
    let own = Self.share(below: 140, measured.estimate.number)
    #expect(abs(sample.mean - own) < 4 * sample.error + 0.02)
    #expect((0.005...0.1).contains(sample.deviation), "\(sample.deviation)")
  }
}
