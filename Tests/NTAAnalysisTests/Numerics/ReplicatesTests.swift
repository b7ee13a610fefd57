import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

struct ReplicatesTests {
  @Test("three values with a known interval")
  func knownInterval() throws {
    let replicates = try #require(Replicates([98, 100, 102]))
    #expect(replicates.mean == 100 && replicates.sd == 2 && replicates.cv == 0.02)
    // t(2) = 4.303: half-width 4.303 * 2 / sqrt(3).
    #expect(abs(replicates.interval95.upperBound - 104.969) < 0.001)
  }

  @Test("one value has no scatter, and what is not finite does not count")
  func tooFew() {
    #expect(Replicates([100]) == nil)
    #expect(Replicates([100, .nan]) == nil)
  }

  @Test("Student's t beyond the table", arguments: [(31, 2.0395), (60, 2.0003), (1000, 1.9623)])
  func studentTail(degrees: Int, expected: Double) {
    #expect(abs(Replicates.student95(degrees: degrees) - expected) < 0.001)
  }
}

struct DilutionSeriesTests {
  @Test("an ideal series has slope 1 and no deviation")
  func ideal() throws {
    let series = try #require(
      DilutionSeries([100.0, 300, 1000, 3000].map { (dilution: $0, concentration_per_mL: 2e11) }))
    #expect(abs(series.slope - 1) < 1e-9 && series.largestDeviation < 1e-9 && series.isLinear)
  }

  @Test("a diluent with particles of its own flattens the series")
  func particlesOfDiluent() throws {
    // 1e7 per mL of the diluent in every cell, the sample is of 1e10.
    let points = [100.0, 300, 1000, 3000].map { dilution in
      (dilution: dilution, concentration_per_mL: (1e10 / dilution + 1e7) * dilution)
    }
    let series = try #require(DilutionSeries(points))
    #expect(series.slope < 0.8 && !series.isLinear)
  }

  @Test("a slope that is known to be 0.97 is linear all the same, one of 0.9 is not")
  func nearlyIdeal() throws {
    func series(_ slope: Double) throws -> DilutionSeries {
      try #require(
        DilutionSeries(
          [100.0, 200, 400].map { dilution in
            (dilution: dilution, concentration_per_mL: 1e11 * pow(dilution, 1 - slope))
          }))
    }
    #expect(abs(try series(0.97).slope - 0.97) < 1e-9)
    #expect(try series(0.97).isLinear && !series(0.9).isLinear)
  }

  @Test("table and page have the series, with a point for every result")
  func shown() throws {
    var results: [ComparedResult] = []
    for (dilution, concentration) in [(100.0, 1e11), (300, 1.1e11), (1000, 0.9e11)] {
      var result = ComparedResult(name: "d\(dilution)", origin: .nta)
      result.sample = "vesicles"
      result.dilution = dilution
      result.concentration_per_mL = concentration
      results.append(result)
    }
    let comparison = try Comparison(results)
    let series = try #require(comparison.groups.first?.dilutions)
    #expect(series.points.count == 3 && abs(series.mean_per_mL / 1e11 - 1) < 1e-9)
    let rows = comparison.replicatesCSV.split(separator: "\n").map { $0.split(separator: ",") }
    let row = try #require(rows.first { $0.count > 1 && $0[1] == "dilution_slope" })
    #expect(row[2] == "3" && Double(row[3]) == series.slope)
    let page = try comparison.html()
    #expect(page.contains("Concentration of the sample by dilution"))
    #expect(page.matches(of: /<circle class="dot"/).count == 3)
  }

  @Test("equal dilutions are no series")
  func noSeries() {
    #expect(
      DilutionSeries([(dilution: 500, concentration_per_mL: 1), (500, 2), (500, 3)]) == nil)
  }
}
