import Foundation
import _TestSupport
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

struct BlankVerdictTests {
  /// A result with all particles from 90 to 110 nm; intervals of 10 % to either side.
  private func result(measured_per_mL: Double) -> RunResult {
    let grid = SizeGrid.standard
    // Classes are as wide as their diameters are large, so that the density is the same in all.
    let shares = grid.centres_nm.map { (90...110).contains($0) ? $0 : 0 }
    let distribution = SizeDistribution(grid: grid, numberFraction: shares.normalised)
    var result = TinyRun.result()
    result.size?.distribution = distribution
    result.size?.resamples = [[Double]](repeating: distribution.numberFraction, count: 100)
    result.concentration?.measured_per_mL = measured_per_mL
    result.concentration?.sample_per_mL = 1000 * measured_per_mL
    result.concentration?.interval95_per_mL = 900 * measured_per_mL...1100 * measured_per_mL
    return result
  }

  private func verdict(sample: Double, blank: Double) throws -> PeakVerdict {
    let temporary = try TemporaryFolder()
    let folders = ["sample", "blank"].map { ResultFolder("\(temporary.path)/\($0)") }
    for (folder, measured) in zip(folders, [sample, blank]) {
      try folder.write(result(measured_per_mL: measured), log: RunLog())
    }
    return try PeakVerdict(of: folders[0], less: folders[1], expected_nm: 100)
  }

  @Test("a blank that may explain the peak makes the answer not established")
  func answers() throws {
    let clear = try verdict(sample: 1e8, blank: 1e7)
    #expect(clear.answer == .yes && clear.exceedsBlank == true)
    #expect(abs((clear.blankShare ?? 0) - 0.1) < 1e-9)
    let doubtful = try verdict(sample: 1e8, blank: 9.5e7)
    #expect(doubtful.answer == .notEstablished && doubtful.exceedsBlank == false)
    #expect(doubtful.sentence.hasPrefix("not established: the blank may explain"))
    let nothing = try verdict(sample: 1e8, blank: 2e8)
    #expect(nothing.answer == .no && nothing.peak_nm == nil)
    #expect(nothing.sentence.hasPrefix("no: the blank has as many particles"))
  }

  @Test("a blank that has a little more than the sample by chance does not make the answer a no")
  func littleMore() throws {
    let judged = try verdict(sample: 1e8, blank: 1.02e8)
    #expect(judged.answer == .notEstablished && judged.blankMayExplain && judged.peak_nm == nil)
    #expect(judged.sentence.hasPrefix("not established: the blank may explain"))
  }

  @Test("the dose is that of the undiluted sample, less the blank")
  func dose() throws {
    let clear = try verdict(sample: 1e8, blank: 2e7)
    // 8e7 per mL in the cell, diluted 1000 times: 1e10 particles in 125 µL.
    let dose = try #require(clear.dose(of: 1e10))
    #expect(abs(dose.volume_uL - 125) < 1e-6)
    #expect(dose.interval95_uL.lower < 125 && (dose.interval95_uL.upper ?? 0) > 125)
    #expect(try verdict(sample: 1e8, blank: 2e8).dose(of: 1e10) == nil)
    let open = try #require(try verdict(sample: 1e8, blank: 9.5e7).dose(of: 1e10))
    #expect(open.interval95_uL.upper == nil)
  }

  @Test("particles left in the peak, of the undiluted sample")
  func peakConcentration() throws {
    let clear = try verdict(sample: 1e8, blank: 2e7)
    let left = try #require(clear.peakConcentration_per_mL)
    let interval = try #require(clear.peakConcentrationInterval95_per_mL)
    // The peak is the falling edge of a flat top: all of it, or the part around its first class.
    #expect(left > 0 && left <= 8e10 * (1 + 1e-9))
    // Both errors are 5 % of their own: 5.1e6 per mL in the cell, of 8e7.
    let error = (5.0 * 5 + 1).squareRoot() / 80
    #expect(abs(interval.lowerBound / left - (1 - 1.96 * error)) < 1.96 * error * 0.5)
    #expect(abs(interval.upperBound / left - (1 + 1.96 * error)) < 1.96 * error * 0.5)
  }

  @Test("resamples read back from a folder are those that were written")
  func roundTrip() throws {
    let temporary = try TemporaryFolder()
    let folder = ResultFolder("\(temporary.path)/out")
    var run = result(measured_per_mL: 1e8)
    var generator = SeededGenerator(seed: 5)
    run.size?.resamples = (0..<7).map { _ in
      SizeGrid.standard.centres_nm.map { (60...200).contains($0) ? 0.02 * generator.uniform() : 0 }
    }
    try folder.write(run, log: RunLog())
    let read = try folder.resamples(on: folder.numbers().distribution)
    let written = try #require(run.size?.resamples)
    #expect(read.count == written.count)
    for (a, b) in zip(read, written) {
      // Written in steps of 1e-6.
      #expect(zip(a, b).allSatisfy { abs($0 - $1) <= 0.5e-6 + 1e-12 })
    }
  }

  @Test("a result without resamples, as earlier versions wrote, is refused with what to do")
  func withoutResamples() throws {
    let temporary = try TemporaryFolder()
    let folders = ["sample", "blank"].map { ResultFolder("\(temporary.path)/\($0)") }
    for folder in folders {
      try folder.write(result(measured_per_mL: 1e8), log: RunLog())
    }
    try FileManager.default.removeItem(atPath: temporary.file("blank/resamples.csv"))
    let error = #expect(throws: NTAError.self) {
      try PeakVerdict(of: folders[0], less: folders[1], expected_nm: 100)
    }
    #expect(error?.description.contains("analyse it again") == true)
    #expect(error?.category == .damagedInput)
    // Without a blank there is nothing to subtract.
    #expect(try PeakVerdict(of: folders[1], expected_nm: 100).answer == .yes)
  }
}
