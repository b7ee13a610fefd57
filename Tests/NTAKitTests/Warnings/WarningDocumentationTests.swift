import Foundation
import NTAKit
import Testing

/// The documentation lists every warning.
@Suite("The documented warnings")
struct WarningDocumentationTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "../../..").standardizedFileURL

  private static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// Words in capitals with an underscore, and those in the first column of a table.
  private static func codes(in text: String) -> Set<String> {
    Set(text.matches(of: /`([A-Z]+(_[A-Z]+)+)`/).map { String($0.output.1) })
  }

  @Test("the table of the article on reports is the one of the library")
  func table() throws {
    let rows = RunWarning.Kind.allCases.map {
      "| `\($0.rawValue)` | \($0.meaning) | \($0.remedy) |\n"
    }
    let table = "\n| code | when | what to do |\n| --- | --- | --- |\n" + rows.joined() + "\n"
    let article = try Self.text("Sources/NTAKit/NTAKit.docc/ReadingAReport.md")
    #expect(article.contains(table), "the table should be:\(table)")
  }

  @Test("other documents name no code that does not exist")
  func existing() throws {
    let known = Set(
      RunWarning.Kind.allCases.map(\.rawValue) + PositionResult.Removal.allCases.map(\.rawValue))
    for path in ["docs/reliability.md", "docs/guide.md", "calibration/README.md"] {
      let unknown = Self.codes(in: try Self.text(path)).subtracting(known)
        .filter { !$0.hasPrefix("NTA_") }
      #expect(unknown.isEmpty, "\(path)")
    }
  }

  @Test("the instructions for a calibration name every warning about one")
  func calibration() throws {
    let named = Self.codes(in: try Self.text("calibration/README.md"))
    for kind in RunWarning.Kind.allCases
    where kind.rawValue.contains("CALIBRATION") || kind.rawValue.contains("PLAUSIBILITY")
      || kind.rawValue.contains("CERTIFICATE") || kind == .blankDiffers
    {
      #expect(named.contains(kind.rawValue), "\(kind.rawValue)")
    }
  }
}
