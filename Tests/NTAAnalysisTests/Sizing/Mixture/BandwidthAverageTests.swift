import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Smoothness average")
struct BandwidthAverageTests {
  private static func average(_ tracks: [SizedTrack]) -> (BandwidthAverage, MixtureEstimator) {
    let curves = DrawnTracks.curves(tracks)
    let estimator = DrawnTracks.estimator(curves)
    let average = BandwidthAverage(
      estimator, weights: curves.groupWeights(tracks.map { Double($0.frames) }),
      effectiveTracks: Double(tracks.count))
    return (average, estimator)
  }

  /// The member with the greatest share.
  private static func chosen(_ average: BandwidthAverage) throws -> BandwidthAverage.Member {
    try #require(average.members.max { $0.share < $1.share })
  }

  @Test("Beads have a narrow width, and one component", arguments: [251, 252] as [UInt64])
  func beads(seed: UInt64) throws {
    let tracks = DrawnTracks.sized(
      800, seed: seed, diameter_nm: DrawnTracks.beads(110, cv: 0.03))
    let (average, _) = Self.average(tracks)
    #expect(average.bandwidth < 0.1, "\(average.bandwidth)")
    #expect((try Self.chosen(average)).componentWeights.components.count == 1)
    #expect(abs(average.members.reduce(0) { $0 + $1.share } - 1) < 1e-12)
    for member in average.members {
      #expect(member.share > 0.01 && abs(member.componentWeights.reduce(0, +) - 1) < 1e-9)
    }
  }

  @Test("A lognormal has a wide one, and one or two components", arguments: [253, 254] as [UInt64])
  func lognormal(seed: UInt64) throws {
    let sigma = 0.25
    let tracks = DrawnTracks.sized(
      800, seed: seed, diameter_nm: DrawnTracks.lognormal(median_nm: 110, sigma: sigma))
    let (average, _) = Self.average(tracks)
    #expect((0.14...0.3).contains(average.bandwidth), "\(average.bandwidth)")
    #expect(average.bandwidth > 0.1)
    #expect((1...2).contains((try Self.chosen(average)).componentWeights.components.count))
  }

  @Test("Beads of 100 and 200 nm are two components")
  func mixture() throws {
    let tracks = DrawnTracks.sized(800, seed: 255) { generator in
      (generator.uniform() < 0.5 ? 100 : 200) * (1 + 0.03 * generator.normal())
    }
    let (average, estimator) = Self.average(tracks)
    let chosen = try Self.chosen(average)
    #expect(average.bandwidth < 0.15)
    #expect(
      chosen.componentWeights.components.count == 2, "\(chosen.componentWeights.components.count)")
    let shares = estimator.shares(
      componentWeights: chosen.componentWeights, bandwidth: chosen.bandwidth)
    let small = SizeDistribution(grid: DrawnTracks.grid, numberFraction: shares).share(in: 5...141)
    // Half of 800, to four standard errors.
    #expect(abs(small - 0.5) < 4 * 0.018)
  }

  /// Members of given shares, told apart by their widths.
  private static func members(_ draws: Range<Int>, of average: BandwidthAverage) -> [Double: Int] {
    Dictionary(grouping: draws.map { average.member(forDraw: $0).bandwidth }) { $0 }
      .mapValues(\.count)
  }

  @Test("Resamples use each member as often as its share, however many there are")
  func draws() throws {
    // Few tracks of broad sizes leave several widths open.
    let tracks = DrawnTracks.sized(
      120, seed: 256, diameter_nm: DrawnTracks.lognormal(median_nm: 110, sigma: 0.15))
    let (average, _) = Self.average(tracks)
    try #require(average.members.count >= 3)
    for count in [50, 200] {
      let used = Self.members(0..<count, of: average)
      #expect(used.values.reduce(0, +) == count)
      for member in average.members {
        // Multiples of the golden ratio miss the length of an interval by less than 3 log(n) / n.
        let missed = abs(Double(used[member.bandwidth] ?? 0) - member.share * Double(count))
        #expect(missed < 3 + log(Double(count)), "\(member.share) \(used)")
      }
    }
  }

  @Test("One stray track is no population, a score of them is", arguments: [1, 20])
  func stray(count: Int) throws {
    let tracks =
      DrawnTracks.sized(800, seed: 256, diameter_nm: DrawnTracks.beads(110, cv: 0.03))
      + DrawnTracks.sized(count, seed: 257, diameter_nm: DrawnTracks.beads(900, cv: 0.03))
    let (average, estimator) = Self.average(tracks)
    for member in average.members {
      let shares = estimator.shares(
        componentWeights: member.componentWeights, bandwidth: member.bandwidth)
      let large = SizeDistribution(grid: DrawnTracks.grid, numberFraction: shares).share(
        in: 400...5000)
      let expected = count == 1 ? 0 : Double(count) / Double(800 + count)
      // Poisson's three sigma of the score.
      #expect(abs(large - expected) < (count == 1 ? 1e-6 : 0.016), "\(large)")
    }
  }
}
