import Foundation
import _TestSupport
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

/// How sizes that are too faint to be seen are marked, wherever a distribution is shown.
struct DetectionLimitTests {
  /// Classes with centres at 100 and 400 nm, a quarter and three quarters of the particles.
  private static func result(limit_nm: Double?) -> RunResult {
    var result = TinyRun.result()
    result.size?.detectionLimit_nm = limit_nm
    return result
  }

  @Test(
    "the share is that of the classes below; the class at the limit is seen",
    arguments: [(nil, 0), (100, 0), (101, 0.25), (400, 0.25), (401, 1)] as [(Double?, Double)])
  func share(limit_nm: Double?, share: Double) throws {
    let size = try #require(Self.result(limit_nm: limit_nm).size)
    #expect(size.shareBelowDetectionLimit == share)
  }

  @Test(
    "the table of classes marks those below",
    arguments: [(nil, ["", ""]), (150, ["true", "false"])]
      as [(Double?, [String])])
  func table(limit_nm: Double?, marks: [String]) throws {
    let temporary = try TemporaryFolder()
    let folder = ResultFolder("\(temporary.path)/out")
    try folder.write(Self.result(limit_nm: limit_nm), log: RunLog())
    let lines = try TemporaryFolder.read("\(folder.path)/distribution.csv").split(separator: "\n")
    let last = lines.map { $0.split(separator: ",", omittingEmptySubsequences: false).last }
    #expect(last == ["below_detection_limit"] + marks.map { Substring($0) })
  }

  @Test("a result of an earlier version, whose table has no such column, is read")
  func earlierVersion() throws {
    let temporary = try TemporaryFolder()
    let folder = ResultFolder("\(temporary.path)/out")
    try folder.write(TinyRun.result(), log: RunLog())
    let rows = try folder.distributionRows()
    let path = "\(folder.path)/distribution.csv"
    let table = try TemporaryFolder.read(path).replacing(",below_detection_limit\n", with: "\n")
      .replacing(",\n", with: "\n")
    try table.write(toFile: path, atomically: false, encoding: .utf8)
    #expect(try folder.distributionRows() == rows && rows.count == 2)
  }

  @Test("the report shades the four plots of sizes and says what the shade is")
  func report() throws {
    for (limit_nm, shades) in [(150, 4), (nil, 0)] as [(Double?, Int)] {
      let page = try ReportPage.render(Self.content(limit_nm: limit_nm))
      #expect(page.components(separatedBy: "class=\"shade\"").count - 1 == shades)
      #expect(page.contains("below the detection limit of 150 nm") == (limit_nm != nil))
    }
  }

  @Test("the shade ends at the limit, and is none where the axis begins above it")
  func shade() throws {
    let plot = try #require(Self.content(limit_nm: 200).sizePlot(.logarithmic))
    #expect(plot.marks.first == .shade(below: 200))
    // The axis goes from 50 to 800 nm, from 50 to 502 in the picture: 200 nm is its middle.
    #expect(plot.x.range == 50...800)
    let geometry = PlotGeometry(plot)
    #expect(geometry.view(of: .shade(below: 200))?["path"] as? String == "M50 18H276.0V240H50Z")
    #expect(geometry.view(of: .shade(below: 50)) == nil)
  }

  private static func content(limit_nm: Double?) -> ReportContent {
    let result = result(limit_nm: limit_nm)
    return ReportContent(
      summary: SummaryDocument(result),
      distribution: SizeDistribution(DistributionRow.all(of: result)),
      particles: [], data: nil)
  }

  @Test("the terminal's table says how many lie below, if they are more than a few")
  func terminal() {
    var result = Self.result(limit_nm: 150)
    let line = "25 % of the particles are extrapolated, below the detection limit of 150 nm"
    #expect(ResultText(result).lines.contains(line))
    #expect(ResultText(result).lines.allSatisfy { $0.count <= 80 })
    result.size?.distribution.numberFraction = [0.05, 0.95]
    #expect(!ResultText(result).text.contains("detection limit"))
    #expect(!ResultText(Self.result(limit_nm: nil)).text.contains("detection limit"))
  }
}
