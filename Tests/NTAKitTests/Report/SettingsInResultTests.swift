import Foundation
import _TestSupport
import Testing

@testable import NTAAnalysis
@testable import NTAKit

/// A row of the table is enough for a setting to be in the result and in the command that
/// repeats it: each is given, resolved, and demanded back there.
struct SettingsInResultTests {
  private static let keys =
    SettingTable.definitions.filter { $0.role == .measurement }.map(\.key)

  private static func resolved(
    _ definition: SettingDefinition, _ value: SettingValue, from source: SettingSource
  ) throws -> MeasurementSettings {
    var options = SettingOptions()
    var runFile = RunFile(path: "run.yaml")
    runFile.pixelSize_um = 0.7
    runFile.temperature_C = 25
    if source == .commandLine {
      options.values[definition] = value
    } else {
      runFile.values[definition] = value
    }
    return try SettingsResolver.resolve(
      options: options, recording: Recording(positions: [], runFile: runFile),
      folder: CalibrationFolder(path: nil)
    ).settings
  }

  private static func summary(_ settings: MeasurementSettings) -> SummaryDocument {
    var result = TinyRun.result()
    result.settings = settings
    return SummaryDocument(result)
  }

  @Test("summary.json has each setting with its source", arguments: keys)
  func summary(key: String) throws {
    let definition = try SettingDefinition.named(key)
    for source in [SettingSource.commandLine, .runFile] where definition.sources.contains(source) {
      let value = definition.examples[0]
      let settings = try Self.resolved(definition, value, from: source)
      #expect(settings[definition] == Setting(value, from: source))
      let document = Self.summary(settings).settings[key] ?? nil
      #expect(document == SettingDocument(Setting(value, from: source)))
    }
  }

  @Test("the command that repeats a measurement has each option that was given", arguments: keys)
  func repeated(key: String) throws {
    let definition = try SettingDefinition.named(key)
    let value = definition.examples[0]
    let settings = try Self.resolved(definition, value, from: .commandLine)
    let command = RepeatCommand.text(Self.summary(settings))
    let option = try #require(definition.option)
    #expect(command.contains(" --\(option)"))
    if case .flag = value { return }
    #expect(command.contains("--\(option) \(value.written)"), "\(command)")
    guard definition.sources.contains(.runFile) else { return }
    let stated = try Self.resolved(definition, value, from: .runFile)
    #expect(!RepeatCommand.text(Self.summary(stated)).contains("--\(option) "))
  }

  @Test(
    "a seed of any size is written and read back to the last digit",
    arguments: [0, 30, 1 << 53, (1 << 53) + 1, .max] as [UInt64])
  func seed(_ seed: UInt64) throws {
    var settings = TinyRun.result().settings
    settings.seed = seed
    let json = try Self.summary(settings).json()
    let read = try JSONDecoder().decode(SummaryDocument.self, from: Data(json.utf8))
    let value = try #require(read.settings["seed"] ?? nil).value
    #expect(UInt64(value) == seed)
    #expect(RepeatCommand.text(read).contains("--seed \(seed)"))
  }

  @Test("a summary has every setting of the measurement, and nothing else")
  func complete() throws {
    let settings = Self.summary(TinyRun.result().settings).settings
    #expect(Set(settings.keys) == Set(Self.keys))
  }

  @Test("a result completes the numbers that the command line leaves open")
  func completed() throws {
    let temporary = try TemporaryFolder()
    let folder = ResultFolder("\(temporary.path)/out")
    var result = TinyRun.result()
    result.settings.minimumTrackLength = Setting(7, from: .runFile)
    try folder.write(result, log: RunLog())
    var options = SettingOptions()
    options.pixelSize_um = 0.5
    let completed = try folder.completing(options)
    #expect(completed.pixelSize_um == 0.5)
    #expect(completed.temperature_C == 24.5 && completed.minimumTrackLength == 7)
    #expect(completed.viscosity_mPas == 0.9 && completed.instrument == nil)
  }
}
