import Testing

@testable import NTAKit

struct BlankSubtractionTests {
  private typealias Estimate = BlankSubtraction.Estimate

  private func measured(
    total: (Double, Double), shares: [(Double, Double)], share: (Double, Double)
  ) -> BlankSubtraction.Measured {
    BlankSubtraction.Measured(
      total: Estimate(value: total.0, sd: total.1),
      shares: shares.map { Estimate(value: $0.0, sd: $0.1) },
      share30To150: Estimate(value: share.0, sd: share.1))
  }

  @Test("values and errors by hand")
  func byHand() throws {
    let subtraction = BlankSubtraction(
      measured(total: (100, 6), shares: [(0.7, 0.1), (0.3, 0)], share: (0.7, 0.1)),
      less: measured(total: (20, 8), shares: [(0.5, 0), (0.5, 0)], share: (0.5, 0)))
    #expect(subtraction.net == Estimate(value: 80, sd: 10))
    #expect(abs(subtraction.blankShare.value - 0.2) < 1e-12)
    #expect(abs(subtraction.classes[0].value - 60) < 1e-12)
    // sqrt((6*0.7)² + (100*0.1)² + (8*0.5)²)
    #expect(abs(subtraction.classes[0].sd - 11.5603) < 0.001)
    let share = try #require(subtraction.share30To150)
    #expect(abs(share.value - 0.75) < 1e-12)
    // sqrt((0.05*6)² + 10² + (0.25*8)²) / 80
    #expect(abs(share.sd - 0.12753) < 0.0001)
  }

  @Test("a blank with as much as the sample leaves no share")
  func nothingLeft() {
    let same = measured(total: (100, 5), shares: [(1, 0)], share: (1, 0))
    let subtraction = BlankSubtraction(same, less: same)
    #expect(subtraction.net.value == 0 && subtraction.share30To150 == nil)
  }

  private func verdict(sample: Double, blank: Double) -> PeakVerdict {
    let grid = SizeGrid.standard
    let shares = grid.centres_nm.map { (90...110).contains($0) ? 1.0 : 0 }
    let total = shares.reduce(0, +)
    var result = TinyRun.result()
    var distribution = SizeDistribution(grid: grid, shares: shares.map { $0 / total })
    distribution.densityLower95_per_nm = shares.indices.map {
      0.9 * distribution.numberDensity_per_nm($0)
    }
    distribution.densityUpper95_per_nm = shares.indices.map {
      1.1 * distribution.numberDensity_per_nm($0)
    }
    result.size?.distribution = distribution
    result.concentration?.measured_per_mL = sample
    let rows = DistributionRow.all(of: result)
    let measured = BlankSubtraction.Measured(SummaryDocument(result), rows)
    result.concentration?.measured_per_mL = blank
    let diluent = BlankSubtraction.Measured(SummaryDocument(result), rows)
    let subtraction = measured.flatMap { measured in
      diluent.map { BlankSubtraction(measured, less: $0) }
    }
    return PeakVerdict(
      summary: SummaryDocument(result), distribution: rows, expected_nm: 100, within_percent: 15,
      subtraction: subtraction)
  }

  @Test("a blank that may explain the peak makes the answer not established")
  func answers() {
    let clear = verdict(sample: 1e8, blank: 1e7)
    #expect(clear.answer == .yes && clear.exceedsBlank == true)
    #expect(abs((clear.blankShare ?? 0) - 0.1) < 1e-9)
    let doubtful = verdict(sample: 1e8, blank: 9.5e7)
    #expect(doubtful.answer == .notEstablished && doubtful.exceedsBlank == false)
    #expect(doubtful.sentence.hasPrefix("not established: the blank may explain"))
    let nothing = verdict(sample: 1e8, blank: 2e8)
    #expect(nothing.answer == .no && nothing.peak_nm == nil)
  }

  @Test("the dose is that of the undiluted sample, less the blank")
  func dose() throws {
    let clear = verdict(sample: 1e8, blank: 2e7)
    // 8e7 per mL in the cell, diluted 1000 times: 1e10 particles in 125 µL.
    let dose = try #require(clear.dose(of: 1e10))
    #expect(abs(dose.volume_uL - 125) < 1e-6)
    #expect(dose.interval95_uL.lower < 125 && (dose.interval95_uL.upper ?? 0) > 125)
    #expect(verdict(sample: 1e8, blank: 2e8).dose(of: 1e10) == nil)
    let open = try #require(verdict(sample: 1e8, blank: 9.5e7).dose(of: 1e10))
    #expect(open.interval95_uL.upper == nil)
  }

  @Test("a blank in which nothing was measured may hold as much as its few tracks allow")
  func nothingSeen() throws {
    var sample = TinyRun.result()
    sample.tracking.used = 1000
    var blank = TinyRun.blank()
    blank.tracking.count = 4
    let measured = try #require(
      BlankSubtraction.Measured(SummaryDocument(sample), DistributionRow.all(of: sample)))
    let nothing = measured.nothingSeen(
      in: SummaryDocument(blank), sample: SummaryDocument(sample))
    // Up to 10.24 tracks in 119 frames, where the sample has 1000 in the 60 of its used position.
    let share = 10.2416 / 1000 * 60 / 119
    #expect(nothing.total.value == 0)
    #expect(abs(nothing.total.interval95.upperBound / (1e8 * share) - 1) < 1e-3)
    let subtraction = BlankSubtraction(measured, less: nothing)
    #expect(subtraction.net.value == 1e8 && subtraction.net.sd > measured.total.sd)
    #expect(abs(subtraction.blankShare.interval95.upperBound / share - 1) < 1e-3)
    #expect(subtraction.share30To150?.value == measured.share30To150.value)
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
    let measured = try #require(BlankSubtraction.Measured(summary, rows))
    #expect(measured.total.value == 0 && measured.shares.allSatisfy { $0.value == 0 })
  }
}
