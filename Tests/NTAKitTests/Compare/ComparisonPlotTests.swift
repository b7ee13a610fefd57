import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit

struct ComparisonPlotTests {
  /// Results of one sample whose densities differ by known factors.
  private static func results(_ concentrations: [Double?]) -> [ComparedResult] {
    let shares = SizeGrid.standard.centres_nm.map { (90...110).contains($0) ? $0 : 0 }.normalised
    return concentrations.enumerated().map { index, concentration in
      var result = ComparedResult(name: "run\(index)", origin: .nta)
      result.sample = "beads"
      (result.mode_nm, result.d50_nm) = (100 + Double(index), 100)
      result.concentration_per_mL = concentration
      result.distribution = SizeDistribution(grid: .standard, numberFraction: shares)
      return result
    }
  }

  @Test("the mean curve of replicates has the standard error of their concentrations")
  func mean() throws {
    let comparison = try Comparison(Self.results([1e10, 2e10, 3e10]))
    let plot = try #require(comparison.meanPlot(comparison.groups[0]))
    guard case .line(_, let means, _) = plot.marks[plot.marks.count - 1],
      case .band(_, let lower, let upper) = plot.marks[plot.marks.count - 2],
      case .line(_, let first, _) = plot.marks[0]
    else {
      Issue.record("there is no mean with its band")
      return
    }
    let top = try #require(first.indices.max { first[$0] < first[$1] })
    #expect(abs(means[top] / first[top] - 2) < 1e-9)
    // The standard deviation is one unit of the first, over the root of three results.
    #expect(abs((upper[top] - means[top]) / first[top] - 1 / 3.0.squareRoot()) < 1e-9)
    #expect(abs((means[top] - lower[top]) / first[top] - 1 / 3.0.squareRoot()) < 1e-9)
  }

  @Test("curves per mL are drawn for the results whose concentration is known")
  func perMilliliter() throws {
    let some = try Comparison(Self.results([1e10, nil]))
    let plot = try #require(some.plot(.linear, of: .concentration))
    #expect(plot.marks.count { if case .series = $0 { true } else { false } } == 1)
    #expect(plot.y.reading == "# per mL and nm")
    #expect(try Comparison(Self.results([nil, nil])).plot(.linear, of: .concentration) == nil)
  }

  @Test("the page begins with mean, SD and CV of the replicates")
  func answer() throws {
    let page = try Comparison(Self.results([1e10, 2e10, 3e10])).html()
    let answer = try #require(page.range(of: "beads: 3 results"))
    let table = try #require(page.range(of: "<h2>Results</h2>"))
    #expect(answer.lowerBound < table.lowerBound)
    #expect(page.contains("<td class=\"number\">2.00 × 10¹⁰</td>") && page.contains("50.0"))
  }
}
