import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

/// Vesicles of which the small have the short tracks, as where they are faint.
@Suite("Length by size")
struct LengthBySizeTests {
  private static let grid = DrawnTracks.grid

  /// Chance of a particle's track to be a short one.
  private static func shortChance(_ diameter_nm: Double) -> Double {
    1 / (1 + exp(6 * log(diameter_nm / 100)))
  }

  private static func vesicles(seed: UInt64) -> [SizedTrack] {
    let size = DrawnTracks.lognormal(median_nm: 106, sigma: 0.25)
    return DrawnTracks.sized(3000, seed: seed) { generator in
      let d = size(&generator)
      return (d, generator.uniform() < shortChance(d) ? 6 : 50)
    }
  }

  /// Sizes of the particles, each track one.
  private static func statistics(_ curves: TrackLikelihoods) throws -> SizeStatistics {
    let estimate = DistributionEstimate(
      curves, weights: [Double](repeating: 1, count: curves.groupOfTrack.count),
      chance: DrawnTracks.evenChance, grid: grid)
    return try #require(SizeDistribution(grid: grid, numberFraction: estimate.number).statistics)
  }

  private static func learnt(_ curves: TrackLikelihoods) -> LengthBySize {
    LengthBySize(
      curves, weights: [Double](repeating: 1, count: curves.groupOfTrack.count), grid: grid)
  }

  @Test("The small are found though their tracks say little")
  func small() throws {
    let truth = 106 * exp(-1.2816 * 0.25)
    let (corrected, naive) = try (UInt64(251)...254).reduce(into: (0.0, 0.0)) { sums, seed in
      let plain = DrawnTracks.curves(Self.vesicles(seed: seed))
      sums.0 += try Self.statistics(plain.weighing(Self.learnt(plain))).d10_nm / truth / 4
      sums.1 += try Self.statistics(plain).d10_nm / truth / 4
    }
    // Over sixteen seeds 1.8 % too small, with a standard deviation of 1.1 % for one of them: what is
    // left of the bias is less than 3 %, by more than twice the error of a mean of four.
    #expect(abs(corrected - 1) < 0.03, "\(corrected)")
    #expect(naive - 1 > 0.05, "\(naive)")
  }

  @Test("How often which size has a short track is found, and the chances of a size sum to 1")
  func chances() {
    let curves = DrawnTracks.curves(Self.vesicles(seed: 253))
    #expect(curves.lengthBinCount == 2)
    let lengths = Self.learnt(curves)
    for (j, diameter) in Self.grid.centres_nm.enumerated() {
      #expect(abs(lengths.chance[0][j] + lengths.chance[1][j] - 1) < 1e-9)
      if (75...150).contains(diameter) {
        #expect(abs(lengths.chance[0][j] - Self.shortChance(diameter)) < 0.1, "\(diameter)")
      }
    }
  }

  /// Short tracks beside long ones must not widen what is narrow.
  @Test("Beads whose tracks are short by chance stay as narrow as they are")
  func beads() throws {
    let size = DrawnTracks.beads(110, cv: 0.03)
    let tracks = DrawnTracks.sized(1500, seed: 254) { generator in
      (size(&generator), generator.uniform() < 0.5 ? 8 : 50)
    }
    let plain = DrawnTracks.curves(tracks)
    let sizes = try Self.statistics(plain.weighing(Self.learnt(plain)))
    #expect(abs(sizes.mean_nm / 110 - 1) < 0.01)
    #expect(abs(sizes.sd_nm / sizes.mean_nm - 0.03) < 0.02, "\(sizes.sd_nm)")
  }

  @Test("Few tracks, or tracks of one length, say nothing of it")
  func nothing() {
    let few = DrawnTracks.curves(Array(Self.vesicles(seed: 255).prefix(150)))
    let even = DrawnTracks.curves(
      DrawnTracks.sized(400, seed: 256, diameter_nm: DrawnTracks.beads(110, cv: 0.03)))
    for curves in [few, even] {
      #expect(curves.lengthBinCount == 1)
      #expect(Self.learnt(curves).chance == [DrawnTracks.evenChance])
    }
  }
}
