import Foundation
import FoundationXML
import _TestSupport
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

struct FigureFileTests {
  private static let plot = Plot(
    title: "Points & lines, linear axis", x: .diameter(0...100, .linear),
    y: Axis(label: "number", range: 0...10, spacing: .linear),
    marks: [
      .bars([Plot.Bar(from: 20, to: 60, height: 8)], style: .main),
      .line(x: [0, 100], y: [0, 10], style: .second),
    ], format: .small)

  @Test("an SVG is a document of its own, with style, size and title")
  func svg() throws {
    let figure = FigureFile(Self.plot)
    #expect(figure.name == "points-lines-linear-axis")
    let text = try figure.svg()
    #expect(text.hasPrefix("<?xml") && text.contains("width=\"4.25in\""))
    #expect(text.contains("Points &amp; lines") && text.contains("svg .bar.main {"))
    #expect(!text.contains("{{"))
    #expect(XMLParser(data: Data(text.utf8)).parse())
  }

  @Test("a PNG has 300 dpi and shows the plot")
  func png() throws {
    let bytes = try FigureFile(Self.plot).png()
    func number(at index: Int) -> Int { bytes[index..<index + 4].reduce(0) { $0 << 8 + Int($1) } }
    #expect(Array(bytes.prefix(4)) == [0x89, 0x50, 0x4E, 0x47])
    // 340 x 210 units at 80 units per inch.
    #expect(number(at: 16) == 1275 && number(at: 20) == 788)
    let mark = try #require(bytes.firstRange(of: Array("pHYs".utf8)))
    // 300 dots per inch are 11811 per metre.
    #expect(abs(number(at: mark.upperBound) - 11_811) <= 1)
    let drawn = try DrawnSVG.image(
      "<svg xmlns='http://www.w3.org/2000/svg' width='4' height='2'>"
        + "<rect width='2' height='2' fill='#f00'/><rect x='2' width='2' height='2' fill='#fff'/></svg>"
    )
    #expect(drawn.width == 4 && drawn.height == 2)
    #expect(drawn[0, 0] == Color(red: 255, green: 0, blue: 0) && drawn[3, 1] == Color(gray: 255))
    #expect(throws: EncodeError.self) { try DrawnSVG.image("no picture") }
  }

  @Test("each plot of a report is written twice, and never over another file without consent")
  func folder() throws {
    let temporary = try TemporaryFolder()
    let folder = ResultFolder("\(temporary.path)/out")
    try folder.write(TinyRun.pictured(), log: RunLog())
    let count = try folder.content().plots.count
    let paths = try folder.writeFigures(to: "\(temporary.path)/a/figures", overwrite: false)
    #expect(paths.count == 2 * count && Set(paths).count == paths.count)
    #expect(paths.allSatisfy { FileTree.exists($0) })
    #expect(throws: NTAError.self) {
      try folder.writeFigures(to: "\(temporary.path)/a/figures", overwrite: false)
    }
    #expect(
      try folder.writeFigures(to: "\(temporary.path)/a/figures", overwrite: true) == paths)
  }
}
