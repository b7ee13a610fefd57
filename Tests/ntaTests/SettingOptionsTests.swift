import ArgumentParser
import Foundation
import NTAKit
import Testing

@testable import nta

/// Every row of the table of settings that names an option has one on the command line.
struct SettingOptionsTests {
  private static let rows = SettingTable.definitions.filter { $0.option != nil }

  @Test("an option reaches the library as the setting of its row", arguments: rows.map(\.key))
  func reaches(key: String) throws {
    let definition = try #require(Self.rows.first { $0.key == key })
    let option = "--\(try #require(definition.option))"
    let (text, value): ([String], SettingValue) =
      switch definition.kind {
      case .number(let range), .wholeNumber(let range):
        (["\(Int(range.upper))"], .number(Double(Int(range.upper))))
      case .seed: (["\(UInt64.max)"], .whole(.max))
      case .choice(let words): ([words[words.count - 1]], .text(words[words.count - 1]))
      case .text: (["any words"], .text("any words"))
      case .day: (["2026-03-31"], .text("2026-03-31"))
      case .regions: (["5,6,70,80"], .text("5,6,70,80"))
      case .flag: ([], .flag(true))
      }
    let command = try AnalyzeCommand.parse(["run", "--out", "result", option] + text)
    let options = command.measurement.settingOptions(command.input)
    #expect(options.values[definition] == value)
    for other in Self.rows where other.key != key { #expect(options.values[other] == nil) }
  }

  @Test("the help has the meaning of every row", arguments: rows.map(\.key))
  func help(key: String) throws {
    let definition = try #require(Self.rows.first { $0.key == key })
    let words = AnalyzeCommand.helpMessage().split(whereSeparator: \.isWhitespace)
    let help = words.joined(separator: " ")
    #expect(help.contains("--\(try #require(definition.option)) "))
    #expect(help.contains(definition.meaning))
  }

  /// `scripts/settings-table` writes the file anew.
  @Test("docs/settings.md is the table of settings")
  func documentation() throws {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../docs/settings.md").standardizedFileURL
    if ProcessInfo.processInfo.environment["NTA_WRITE_SETTINGS_TABLE"] != nil {
      try Data(SettingsPage.text.utf8).write(to: path)
    }
    #expect(try String(contentsOf: path, encoding: .utf8) == SettingsPage.text)
  }
}
