import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Intervals of peaks")
struct PeakIntervalTests {
  private static let grid = SizeGrid.standard

  /// 41 resamples whose two peaks lie from 2 % below to 2 % above their places, in equal steps.
  private static func resampled(
    _ change: (Int, inout [(weight: Double, median_nm: Double, sigma: Double)]) -> Void = { _, _ in
    }
  ) -> [[Double]] {
    (0..<41).map { k in
      let factor = 1 + 0.001 * Double(k - 20)
      var laws = [
        (weight: 0.65, median_nm: 90 * factor, sigma: 0.08),
        (weight: 0.35, median_nm: 180 * factor, sigma: 0.08),
      ]
      change(k, &laws)
      return SizeDistributionTests.shares(laws)
    }
  }

  private static let distribution = SizeDistribution(
    grid: grid,
    numberFraction: SizeDistributionTests.shares([
      (weight: 0.65, median_nm: 90, sigma: 0.08), (weight: 0.35, median_nm: 180, sigma: 0.08),
    ]))

  @Test("every peak has its own interval, the lesser one too")
  func both() throws {
    let peaks = Self.distribution.peaks(
      concentration_per_mL: nil, resampled: Self.resampled())
    try #require(peaks.count == 2)
    for peak in peaks {
      let interval = try #require(peak.interval95_nm)
      // 41 in equal steps of 0.001 have a standard deviation of 0.01198; a parabola through three
      // classes finds a top to a thousandth.
      let spread = 1.96 * 0.01198
      #expect(abs(interval.lowerBound / (exp(-spread) * peak.diameter_nm) - 1) < 0.002)
      #expect(abs(interval.upperBound / (exp(spread) * peak.diameter_nm) - 1) < 0.002)
    }
  }

  @Test("a peak that some resamples do not have lies anywhere between its valleys")
  func vanishing() throws {
    let peaks = Self.distribution.peaks(
      concentration_per_mL: nil,
      resampled: Self.resampled { k, laws in if k % 10 == 0 { laws.removeLast() } })
    let lesser = try #require(peaks.last?.interval95_nm)
    #expect((100...150).contains(lesser.lowerBound))
    #expect(lesser.upperBound == Self.grid.edges_nm.last)
    let main = try #require(peaks.first?.interval95_nm)
    #expect(main.upperBound < 95)
  }

  @Test("without resamples there is no interval")
  func none() {
    #expect(
      Self.distribution.peaks(concentration_per_mL: nil).allSatisfy { $0.interval95_nm == nil })
  }
}
