import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Quantile bins")
struct QuantileBinsTests {
  @Test("Classes hold as many values each")
  func even() {
    let values = (0..<1000).map { Double(($0 * 617) % 1000) }
    let bins = QuantileBins(values, most: 8, fewest: 100)
    #expect(bins.count == 8)
    for k in 0..<8 { #expect(values.count { bins.index(of: $0) == k } == 125) }
  }

  @Test("Too few values make fewer bins, equal ones fall together")
  func few() {
    #expect(QuantileBins([3, 1, 2], most: 8, fewest: 100).count == 1)
    #expect(QuantileBins([], most: 8, fewest: 100).index(of: 5) == 0)
    let values = [Double](repeating: 60, count: 800) + (0..<200).map { Double($0) / 10 }
    let bins = QuantileBins(values, most: 8, fewest: 100)
    #expect(bins.count == 3)
    #expect(values.count { bins.index(of: $0) == 2 } == 800)
  }
}
