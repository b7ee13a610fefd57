import Testing

@testable import NTAKit

struct ReportPageTests {
  @Test("texts of the user are escaped, and the page needs no network")
  func escaping() throws {
    let temporary = try TemporaryFolder()
    let folder = ResultFolder("\(temporary.path)/out")
    try folder.write(TinyRun.result(), log: RunLog())
    let page = try TemporaryFolder.read("\(folder.path)/report.html")
    #expect(page.contains("beads &lt;110&gt; &amp; &quot;more&quot;"))
    #expect(!page.contains("<110>"))
    #expect(!page.contains("http://") && !page.contains("https://") && !page.contains("<script"))
    #expect(!page.contains("{{") && !page.contains("}}"))
  }

  @Test("a report drawn again is the same to the last byte", arguments: [false, true])
  func redrawn(isBlank: Bool) throws {
    let temporary = try TemporaryFolder()
    let folder = ResultFolder("\(temporary.path)/out")
    try folder.write(isBlank ? TinyRun.blank() : TinyRun.result(), log: RunLog())
    let first = try TemporaryFolder.read("\(folder.path)/report.html")
    try folder.redrawReport()
    #expect(try TemporaryFolder.read("\(folder.path)/report.html") == first)
    #expect(first.contains("No particles were found.") == isBlank)
  }

  @Test("each plot shows what it should")
  func plots() throws {
    let temporary = try TemporaryFolder()
    let folder = ResultFolder("\(temporary.path)/out")
    try folder.write(TinyRun.result(), log: RunLog())
    let content = try folder.content()
    let plot = try #require(content.sizePlot(.logarithmic))
    #expect(plot.marks.count == 4)
    #expect(plot.marks.last == .rule(x: 100, label: "100 nm"))
    guard case .bars(let bars, _) = try #require(content.profilePlot).marks[0] else {
      Issue.record("the profile has no bars")
      return
    }
    #expect(bars.map(\.isMuted) == [false, true])
    #expect(content.displacementPlot == nil)
  }
}

struct AxisTests {
  @Test("linear ticks are round")
  func linear() {
    let axis = Axis(label: "", range: 0...300, spacing: .linear)
    #expect(axis.ticks == [0, 50, 100, 150, 200, 250, 300])
    #expect(axis.tickLabels == ["0", "50", "100", "150", "200", "250", "300"])
    #expect(axis.fraction(of: 75) == 0.25 && axis.fraction(of: 1000) == 1)
  }

  @Test("logarithmic ticks are 1, 2 and 5 in each decade")
  func logarithmic() {
    let axis = Axis(label: "", range: 10...1000, spacing: .logarithmic)
    #expect(axis.tickLabels == ["10", "20", "50", "100", "200", "500", "1000"])
    #expect(abs(axis.fraction(of: 100) - 0.5) < 1e-12)
  }

  @Test("a range that holds a value ends on a tick", arguments: [0.003, 1, 7.2, 99, 4.1e8])
  func roundRange(maximum: Double) {
    let range = Axis.roundRange(upTo: maximum)
    #expect(range.upperBound >= maximum && range.upperBound <= 1.5 * maximum)
  }
}

struct NumberTextTests {
  @Test(
    "numbers are rounded as people read them",
    arguments: [
      (99.96, "100"), (0.01234, "0.0123"), (1234.0, "1230"), (0, "0"), (1.234e8, "1.23 × 10⁸"),
      (9.999e8, "1.00 × 10⁹"), (4.5e-6, "4.50 × 10⁻⁶"),
    ])
  func readable(value: Double, text: String) {
    #expect(NumberText.readable(value) == text)
  }

  @Test("what does not exist is a dash")
  func missing() {
    #expect(NumberText.readable(nil) == "–" && NumberText.fixed(.nan, decimals: 1) == "–")
  }
}

struct TextTableTests {
  @Test("no line is longer than 80 columns", arguments: [false, true])
  func width(isBlank: Bool) {
    var result = isBlank ? TinyRun.blank() : TinyRun.result()
    result.sample = String(repeating: "a long name\n", count: 20)
    let table = TextTable(result)
    #expect(table.lines.allSatisfy { $0.count <= 80 })
    #expect(table.text.contains("no particles") == isBlank)
    #expect(table.text.contains("position 2 removed: MIN_TRACKS"))
  }
}
