import Foundation
import NTAKit
import Testing

/// The library holds facts; the options of the command line are the command line's words.
@Suite("The wording of messages")
struct WordingTests {
  /// Its subject is a command line.
  private static let exempt = ["Report/RepeatCommand.swift"]

  private static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../Sources").standardizedFileURL

  /// Lines of code with an option within a string, as `file:line`.
  private static func options(in text: String, file: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
      .filter { !$0.element.drop { $0 == " " }.hasPrefix("//") }
      .filter { $0.element.contains(/"[^"]*--[a-z]/) }
      .map { "\(file):\($0.offset + 1)" }
  }

  @Test("no string of the library names an option of the command line")
  func noOptions() throws {
    var files = 0
    for module in ["NTAAnalysis", "NTAVideo", "NTAKit"] {
      let folder = Self.sources.appending(path: module)
      let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
      for path in paths.filter({ $0.hasSuffix(".swift") && !Self.exempt.contains($0) }) {
        let text = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
        #expect(Self.options(in: text, file: "\(module)/\(path)").isEmpty)
        files += 1
      }
    }
    #expect(files > 200)
  }

  @Test("an option within a string is found, one within a comment is not")
  func finds() {
    let code = "let a = \"give --depth\"\n  // as \"--depth\" does\nlet b = \"a -- b\"\n"
    #expect(Self.options(in: code, file: "a") == ["a:1"])
  }

  @Test("a nested error and the error of the run are worded by whoever passes the wording")
  func nested() {
    let wording = Wording { "<\($0.key)>" }
    let error = NTAError(RecordingError.video(NTAError(TableError.missingFrameRate(path: "a"))))
    #expect(error.description(in: wording) == "a: has no times; give <frame_rate_hz>")
    #expect(error.description == "a: has no times; give frame_rate_hz")
    #expect(error.category == .misuse)
  }

  @Test("errors are equal if category and sentence are")
  func equality() {
    let one = NTAError(FileError.exists(path: "a"))
    #expect(one == NTAError(FileError.exists(path: "a")))
    #expect(one != NTAError(FileError.exists(path: "b")))
    #expect(
      NTAError(RecordingError.missing(path: "a")) != NTAError(CompareError.missing(path: "a")))
  }
}
