import Foundation
import _TestSupport
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

/// A sample beside its blank.
struct StatedBlankTests {
  /// All particles in one bin around 100 nm, with an interval of 10 % to either side.
  private static func result(measured_per_mL: Double) -> RunResult {
    let grid = SizeGrid.standard
    let shares = grid.centres_nm.map { (90...110).contains($0) ? 1.0 : 0 }.normalised
    var result = TinyRun.result()
    result.size?.distribution = SizeDistribution(grid: grid, numberFraction: shares)
    result.size?.resamples = [[Double]](repeating: shares, count: 100)
    result.concentration?.measured_per_mL = measured_per_mL
    result.concentration?.sample_per_mL = 1000 * measured_per_mL
    result.concentration?.interval95_per_mL = 900 * measured_per_mL...1100 * measured_per_mL
    return result
  }

  @Test("what is left without the blank has the uncertainty of both; the sample stays as measured")
  func subtracted() throws {
    var sample = Self.result(measured_per_mL: 1e8)
    BlankMeasurement(Self.result(measured_per_mL: 2e7), name: "water").add(to: &sample)
    let blank = try #require(sample.blank)
    #expect(sample.concentration?.measured_per_mL == 1e8 && sample.size?.statistics.mode_nm == 100)
    #expect(blank.measured_per_mL == 2e7 && abs((blank.share ?? 0) - 0.2) < 1e-9)
    let net = try #require(blank.net_per_mL)
    #expect(abs(net / 8e10 - 1) < 1e-9)
    // 5.1 % and 1.02 % of 1e8 in quadrature; an interval of ±10 % is ln 1.1 on either side.
    let interval = try #require(blank.netInterval95_per_mL)
    let half = 0.5 * (interval.upperBound - interval.lowerBound)
    #expect(abs(half / 1e11 - 0.1 * (1 + 0.04).squareRoot()) < 0.004, "\(half)")
    let text = ResultText(sample).text
    #expect(text.contains("less the blank") && text.contains("8.00e+10"))
    let items = ReportingItems.all(SummaryDocument(sample))
    #expect(items.contains { $0.item.hasPrefix("Blank") && $0.text.hasPrefix("water: 2.00 × 10⁷") })
  }

  @Test("a clean blank takes nothing away, and widens the interval by what it may hold")
  func clean() throws {
    var empty = TinyRun.blank()
    empty.concentrationLimit = ConcentrationLimit(
      tracks: 0, fields: 11, area_um2: 1.5e5, depth_um: 15)
    var sample = Self.result(measured_per_mL: 1e8)
    BlankMeasurement(empty, name: "water").add(to: &sample)
    let blank = try #require(sample.blank)
    #expect(blank.measured_per_mL == 0 && blank.share == 0)
    #expect(blank.net_per_mL.map { abs($0 / 1e11 - 1) < 1e-9 } == true)
    let limit = try #require(empty.concentrationLimit?.measured_per_mL)
    #expect(blank.interval95_per_mL == 0...limit)
    let interval = try #require(blank.netInterval95_per_mL)
    #expect(interval.upperBound - interval.lowerBound >= 0.99 * 2e10)
  }

  @Test("an invalid blank is stated and not subtracted")
  func invalid() throws {
    var blank = Self.result(measured_per_mL: 2e7)
    blank.validity = Validity(checks: [
      Validity.Check(
        name: "one", measured: 3, limit: 2, passed: false, severity: .invalid, message: "bad")
    ])
    var sample = Self.result(measured_per_mL: 1e8)
    BlankMeasurement(blank, name: "water").add(to: &sample)
    #expect(sample.blank?.measured_per_mL == 2e7 && sample.blank?.net_per_mL == nil)
  }

  @Test("a blank with another camera level is told")
  func otherCamera() throws {
    var sample = Self.result(measured_per_mL: 1e8)
    sample.settings.cameraLevel = Setting(14, from: .runFile)
    var blank = Self.result(measured_per_mL: 2e7)
    blank.settings.cameraLevel = Setting(10, from: .runFile)
    BlankMeasurement(blank, name: "water").add(to: &sample)
    #expect(
      sample.warnings.contains(
        .blankDiffers(setting: "camera_level", blank: "10.0", sample: "14.0")))
  }

  @Test("a recording without particles says in one line how few it excludes")
  func limit() {
    var empty = TinyRun.blank()
    empty.settings.dilution = Setting(1, from: .runFile)
    empty.concentrationLimit = ConcentrationLimit(
      tracks: 0, fields: 11, area_um2: 1.5e5, depth_um: 15)
    // ln 20 particles in 11 fields of 1.5e5 µm² x 15 µm.
    #expect(abs((empty.concentrationLimit?.measured_per_mL ?? 0) / 1.2104e5 - 1) < 1e-3)
    let lines = ResultText(empty).lines
    #expect(lines.contains("no particles: below 1.21e+05 /mL (95 %)"))
    #expect(!lines.contains { $0.contains("removed") || $0.hasPrefix("concentration") })
    empty.concentrationLimit = ConcentrationLimit(
      tracks: 0, fields: 11, area_um2: 1.5e5, depth_um: nil)
    #expect(ResultText(empty).text.contains("(95 %, presuming a depth of 10 µm)"))
    #expect(
      ReportRows.headline(SummaryDocument(empty)).hasPrefix("No particles: below 1.82 × 10⁵ /mL"))
  }

  @Test("of simulated clean fields the limit fails no more often than one in twenty")
  func coverage() {
    // Fields with a mean of 0.3 particles each, counted at one moment.
    var generator = SeededGenerator(seed: 8)
    let (fields, mean, runs) = (11, 0.3, 2000)
    let truth = mean / (1.5e5 * 15) * 1e12
    let failures = (0..<runs).count { _ in
      let seen = (0..<fields).reduce(0) { sum, _ in
        var (count, product) = (0, generator.uniform())
        while product > exp(-mean) { (count, product) = (count + 1, product * generator.uniform()) }
        return sum + count
      }
      return ConcentrationLimit(
        tracks: seen, fields: fields, area_um2: 1.5e5, depth_um: 15
      ).measured_per_mL < truth
    }
    // 5 % of 2000 with four standard deviations.
    #expect(Double(failures) < 100 + 4 * 9.75, "\(failures)")
  }
}
