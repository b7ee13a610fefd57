import _TestSupport
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

struct PeakVerdictTests {
  /// A distribution of one class, 90 to 110 nm.
  private let distribution = SizeDistribution(
    bins: SizeBins(edges_nm: [90, 110]), numberFraction: [1])

  private func verdict(
    mode: Double, interval: ClosedRange<Double>, own: ClosedRange<Double>? = nil,
    peaks: [(Double, Double)]? = nil, expected: Double = 100, within: Double = 15
  ) -> PeakVerdict {
    var result = TinyRun.result()
    result.size?.statistics.mode_nm = mode
    result.size?.intervals.mode_nm = interval
    result.size?.peaks = (peaks ?? [(mode, 1)]).map {
      SizePeak(
        diameter_nm: $0, fwhm_nm: 20, numberFraction: $1, concentration_per_mL: nil,
        interval95_nm: own)
    }
    return PeakVerdict(
      summary: SummaryDocument(result), distribution: distribution, expected_nm: expected,
      within_percent: within)
  }

  @Test(
    "the interval decides, not the peak alone",
    arguments: [
      (100.0, 95.0, 105.0, PeakVerdict.Answer.yes),
      (86, 85, 90, .yes),
      (112, 108, 118, .notEstablished),
      (118, 113, 123, .notEstablished),
      (130, 125, 135, .no),
      (70, 65, 75, .no),
    ])
  func interval(mode: Double, lower: Double, upper: Double, answer: PeakVerdict.Answer) {
    #expect(verdict(mode: mode, interval: lower...upper).answer == answer)
  }

  @Test("a lesser peak counts without an interval, a tiny one does not count")
  func lesserPeaks() {
    let lesser = verdict(mode: 200, interval: 190...210, peaks: [(200, 0.8), (95, 0.2)])
    #expect(lesser.answer == .yes && lesser.interval95_nm == nil && lesser.peak_nm == 95)
    let tiny = verdict(mode: 200, interval: 190...210, peaks: [(200, 0.97), (95, 0.03)])
    #expect(tiny.answer == .no && tiny.peak_nm == 200)
  }

  @Test(
    "a lesser peak's own interval decides",
    arguments: [
      (90.0, 100.0, PeakVerdict.Answer.yes), (80, 100, .notEstablished), (110, 114, .yes),
    ])
  func lesserInterval(lower: Double, upper: Double, answer: PeakVerdict.Answer) {
    let place = 0.5 * (lower + upper)
    // The modes of resamples jump between two peaks of like height: that interval says nothing.
    let judged = verdict(
      mode: 200, interval: 80...210, own: lower...upper, peaks: [(200, 0.6), (place, 0.4)])
    #expect(judged.answer == answer && judged.interval95_nm == lower...upper)
  }

  @Test("without particles the answer is no, and there is no share")
  func blank() throws {
    let blank = TinyRun.blank()
    let verdict = PeakVerdict(
      summary: SummaryDocument(blank),
      distribution: SizeDistribution(DistributionRow.all(of: blank)),
      expected_nm: 100, within_percent: 15)
    #expect(verdict.answer == .no && verdict.peak_nm == nil && verdict.fraction30To150 == nil)
    #expect(try verdict.json().contains("\"peak_nm\" : null"))
  }

  @Test("a bin that extends beyond 150 nm counts in part, in proportion to ln d")
  func share() throws {
    let wide = SizeDistribution(bins: SizeBins(edges_nm: [100, 225]), numberFraction: [1])
    let verdict = PeakVerdict(
      summary: SummaryDocument(TinyRun.result()), distribution: wide, expected_nm: 100,
      within_percent: 15)
    // 150 / 100 = 225 / 150.
    #expect(abs(try #require(verdict.fraction30To150) - 0.5) < 1e-12)
  }

  @Test("a result on disk gives the verdict of the result in memory")
  func onDisk() throws {
    let temporary = try TemporaryFolder()
    let folder = ResultFolder("\(temporary.path)/out")
    try folder.write(TinyRun.result(), log: RunLog())
    let verdict = try PeakVerdict(of: folder, expected_nm: 100)
    #expect(verdict.answer == .yes && verdict.interval95_nm == 95...105)
    let missing = #expect(throws: NTAError.self) {
      try PeakVerdict(of: ResultFolder("\(temporary.path)/none"), expected_nm: 100)
    }
    #expect(missing?.category == .unreadableInput)
  }
}
