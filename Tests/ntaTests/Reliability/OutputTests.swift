import Foundation
import Testing

/// Where the program prints, and what it prints of names that others have chosen.
struct OutputTests {
  @Test(arguments: ["> /dev/full", ">&-"])
  func aResultThatCannotBePrintedIsTold(_ redirection: String) throws {
    let run = try RecordedRun()
    for arguments in [["probe", run.folder + "/run"], run.analysis("first") + ["--json"]] {
      let outcome = try Program.run(arguments, redirection: redirection)
      #expect(outcome.code == 73, "\(arguments[0]): \(outcome.errors)")
      #expect(outcome.errors.contains("standard output: cannot be written"), "\(outcome.errors)")
      #expect(outcome.errors.split(separator: "\n").count == 1, "\(outcome.errors)")
    }
    // What is written to files is there all the same.
    #expect(run.wholeResult() == "first")
  }

  @Test func aReaderThatHasSeenEnoughIsNoError() throws {
    let run = try RecordedRun()
    let outcome = try Program.run(["probe", run.folder + "/run"], redirection: "| head -c 0")
    #expect(outcome.errors.isEmpty, "\(outcome.errors)")
  }

  @Test func namesCannotSteerATerminal() throws {
    let name = "/nowhere/\u{1B}[2Jcleared\nnta: all is well\u{202E}\u{9B}m.avi"
    let outcome = try Program.run(["probe", name])
    #expect(outcome.code == 66)
    #expect(outcome.errors.split(separator: "\n").count == 1, "\(outcome.errors)")
    #expect(outcome.errors.contains(#"\u{1B}[2Jcleared\nnta: all is well\u{202E}\u{9B}m.avi"#))
    let hidden = outcome.errors.unicodeScalars.dropLast().filter {
      $0.properties.generalCategory == .control || $0 == "\u{202E}"
    }
    #expect(hidden.isEmpty)
  }
}
