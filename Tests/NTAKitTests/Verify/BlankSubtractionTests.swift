import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

struct BlankSubtractionTests {
  private typealias Estimate = BlankSubtraction.Estimate

  /// Of equal width over ln d.
  private static let bins = SizeBins(edges_nm: [50, 100, 200])

  private func measured(
    total: (Double, Double), fractions: [Double], resamples: [[Double]] = []
  ) -> MeasuredBins {
    MeasuredBins(
      total: Estimate(value: total.0, sd: total.1),
      distribution: SizeDistribution(bins: Self.bins, numberFraction: fractions),
      resamples: resamples)
  }

  @Test("totals, classes and shares by hand")
  func byHand() throws {
    let subtraction = BlankSubtraction(
      measured(total: (100, 6), fractions: [0.7, 0.3]),
      less: measured(total: (20, 8), fractions: [0.5, 0.5]))
    #expect(subtraction.net == Estimate(value: 80, sd: 10))
    #expect(abs(subtraction.blankShare.value - 0.2) < 1e-12)
    #expect(
      abs(subtraction.netConcentrations_per_mL[0] - 60) < 1e-12
        && abs(subtraction.netConcentrations_per_mL[1] - 20) < 1e-12)
    let share = try #require(subtraction.share(in: 30...150))
    // All of the first bin, and of the second the part of ln 2 that ln 1.5 is.
    #expect(abs(share.value - (60 + 20 * log(1.5) / log(2)) / 80) < 1e-12)
  }

  @Test("a blank with as much as the sample leaves no share")
  func nothingLeft() {
    let same = measured(total: (100, 5), fractions: [1, 0])
    let subtraction = BlankSubtraction(same, less: same)
    #expect(subtraction.net.value == 0 && subtraction.share(in: 30...150) == nil)
  }

  /// Standard errors that the 2.5 % quantile of `count` normal numbers may be off, times four: the
  /// density of the normal law there is 0.0584.
  private static func allowed(_ count: Int) -> Double {
    4 * (0.025 * 0.975 / Double(count)).squareRoot() / 0.0584
  }

  @Test("the error of the blank's total is in what is left")
  func blankTotal() {
    let many = [[Double]](repeating: [0.5, 0.5], count: 2000)
    let subtraction = BlankSubtraction(
      measured(total: (100, 0), fractions: [0.5, 0.5], resamples: many),
      less: measured(total: (50, 10), fractions: [0.5, 0.5], resamples: many))
    let net = subtraction.netConcentration(in: 0..<1)
    #expect(abs(net.value - 25) < 1e-12)
    // The blank's 25 within a factor of exp(1.96 * 0.2).
    let allowed = 25 * exp(0.392) * 0.2 * Self.allowed(subtraction.differences.count)
    #expect(abs(net.interval95.lowerBound - (50 - 25 * exp(0.392))) < allowed)
    #expect(abs(net.interval95.upperBound - (50 - 25 * exp(-0.392))) < allowed)
  }

  @Test("the scatter of both runs' classes is in what is left, and that of their totals only once")
  func resamples() {
    var generator = SeededGenerator(seed: 7)
    func scattered(_ shares: [Double], sd: Double) -> [[Double]] {
      (0..<2000).map { _ in [shares[0] + sd * generator.normal(), shares[1]] }
    }
    // What the totals of the resamples scatter by is all the error there is.
    let sample = measured(
      total: (100, 3), fractions: [0.7, 0.3], resamples: scattered([0.7, 0.3], sd: 0.03))
    let blank = measured(
      total: (20, 2), fractions: [0.5, 0.5], resamples: scattered([0.5, 0.5], sd: 0.1))
    #expect(sample.residualError < 0.03 * 0.4 && blank.residualError < 0.1 * 0.4)
    let subtraction = BlankSubtraction(sample, less: blank)
    let net = subtraction.netConcentration(in: 0..<1)
    // sqrt((100 * 0.03)² + (20 * 0.1)²), and no more than 0.4 of the errors again.
    let sd = (9.0 + 4).squareRoot()
    let width = net.interval95.upperBound - net.interval95.lowerBound
    #expect(width > 2 * 1.96 * sd - 2 * Self.allowed(2000) * sd)
    #expect(width < 2 * 1.96 * sd * 1.16.squareRoot() + 2 * Self.allowed(2000) * sd)
    // The second class scatters by nothing but what is left of the errors of the totals.
    let other = subtraction.netConcentration(in: 1..<2)
    #expect(other.interval95.upperBound - other.interval95.lowerBound < 0.4 * 2 * 1.96 * sd)
  }

  @Test("the error of a total beyond that of its resamples is drawn")
  func residual() {
    // Even over ±0.08 √3, which has the standard deviation 0.08.
    let reach = 0.08 * 3.0.squareRoot()
    let scattered = (0..<1001).map { k -> [Double] in
      let place = Double(k) / 500 - 1
      return [0.7 + reach * place, 0.3]
    }
    let bins = measured(total: (100, 10), fractions: [0.7, 0.3], resamples: scattered)
    #expect(abs(bins.residualError - 0.06) < 1e-3)
    #expect(measured(total: (100, 10), fractions: [0.7, 0.3]).residualError == 0.1)
    #expect(measured(total: (0, 10), fractions: [0.7, 0.3]).residualError == 0)
  }

  @Test("an error of the calibration, which both have, makes the difference no more doubtful")
  func commonError() {
    let many = [[Double]](repeating: [0.5, 0.5], count: 2000)
    let sample = measured(total: (100, 10), fractions: [0.5, 0.5], resamples: many)
    let blank = measured(total: (80, 8), fractions: [0.5, 0.5], resamples: many)
    let apart = BlankSubtraction(sample, less: blank)
    #expect(apart.netConcentration(in: 0..<2).interval95.lowerBound < 0)
    let together = BlankSubtraction(sample, less: blank, commonError: 0.1)
    #expect(abs(together.net.sd - 2) < 1e-9 && abs(together.blankShare.sd) < 1e-9)
    let interval = together.netConcentration(in: 0..<2).interval95
    let allowed = 20 * exp(0.196) * 0.1 * Self.allowed(together.differences.count)
    #expect(abs(interval.lowerBound - 20 * exp(-0.196)) < allowed)
    #expect(abs(interval.upperBound - 20 * exp(0.196)) < allowed)
  }

  @Test("a blank in which nothing was measured may hold as much as its few tracks allow")
  func nothingSeen() throws {
    var sample = TinyRun.result()
    sample.tracking.used = 1000
    var blank = TinyRun.blank()
    blank.tracking.count = 4
    let measured = try #require(
      MeasuredBins(
        SummaryDocument(sample), SizeDistribution(DistributionRow.all(of: sample)),
        resamples: [[Double]](repeating: [0.25, 0.75], count: 1000)))
    let nothing = measured.upperLimit(
      ofEmpty: SummaryDocument(blank), sample: SummaryDocument(sample))
    // Up to 10.24 tracks in 119 frames, where the sample has 1000 in the 60 of its used position.
    let share = 10.2416 / 1000 * 60 / 119
    #expect(nothing.total.value == 0)
    #expect(abs(nothing.total.interval95.upperBound / (1e8 * share) - 1) < 1e-3)
    let subtraction = BlankSubtraction(measured, less: nothing)
    #expect(subtraction.net.value == 1e8 && subtraction.net.sd > measured.total.sd)
    #expect(abs(subtraction.blankShare.interval95.upperBound / share - 1) < 1e-3)
    // It cannot have taken away less than nothing.
    var generator = SeededGenerator(seed: 3)
    let drawn = (0..<200).map { nothing.draw($0, residual: 0, using: &generator) }
    #expect(drawn.allSatisfy { $0.allSatisfy { $0 >= 0 } })
  }

  @Test("a blank that was measured otherwise than the sample is warned of")
  func differences() {
    let sample = SummaryDocument(TinyRun.result())
    #expect(BlankDifferences.warnings(sample: sample, blank: sample).isEmpty)
    // What a blank without particles does not have is no difference.
    let none = SummaryDocument(TinyRun.blank())
    #expect(BlankDifferences.warnings(sample: sample, blank: none).isEmpty)
    var other = TinyRun.result()
    other.settings.exposure_s.value = 0.02
    other.settings.pixelSize_um.value = 0.731
    other.concentration?.method = .calibrated
    let warnings = BlankDifferences.warnings(sample: sample, blank: SummaryDocument(other))
    #expect(warnings.map(\.code) == ["BLANK_DIFFERS", "BLANK_DIFFERS", "BLANK_DIFFERS"])
    #expect(warnings.first?.message.contains("pixel_size_um 0.731, the sample with 0.713") == true)
  }

  @Test("a blank without particles takes nothing away")
  func emptyBlank() throws {
    let summary = SummaryDocument(TinyRun.blank())
    let rows = DistributionRow.all(of: TinyRun.blank())
    let measured = try #require(
      MeasuredBins(
        summary, SizeDistribution(rows), resamples: []))
    #expect(
      measured.total.value == 0 && measured.distribution.numberFraction.allSatisfy { $0 == 0 })
  }
}
