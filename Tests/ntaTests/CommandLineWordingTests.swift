import ArgumentParser
import NTAAnalysis
import NTAKit
import Testing

@testable import nta

/// Messages name options that exist.
@Suite("The command line's wording")
struct CommandLineWordingTests {
  @Test("everything that a message can name has an option")
  func complete() {
    let settings = SettingTable.definitions.filter({ $0.option != nil }).map(\.argument)
    for name in ArgumentName.known + settings {
      #expect(Wording.commandLine[name].hasPrefix("--"), "\(name.key)")
    }
  }

  @Test("every option that a message can name is one of a command")
  func exist() {
    let commands: [any ParsableCommand.Type] = [
      AnalyzeCommand.self, SizeCommand.self, OverlayCommand.self,
    ]
    let help = commands.map { NTA.helpMessage(for: $0, columns: 200) }.joined()
    let options = Set(help.matches(of: /--[a-z][a-z-]*/).map { String($0.output) })
    for option in Wording.options.values { #expect(options.contains(option), "\(option)") }
  }

  @Test("each category of errors has its exit code")
  func exitCodes() {
    let codes = ErrorCategory.allCases.map { ExitStatus($0).rawValue }
    #expect(codes == [64, 65, 66, 73, 70])
  }
}
