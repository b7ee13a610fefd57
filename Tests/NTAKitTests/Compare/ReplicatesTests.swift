import Testing

@testable import NTAKit

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

  @Test("equal dilutions are no series")
  func noSeries() {
    #expect(
      DilutionSeries([(dilution: 500, concentration_per_mL: 1), (500, 2), (500, 3)]) == nil)
  }
}
