import Testing

@testable import NTAAnalysis
@testable import NTAKit

@Suite("The table of settings")
struct SettingTableTests {
  private static let keys = SettingTable.definitions.map(\.key)

  @Test("every property of the table is a row, with a key and an option of its own")
  func rows() {
    let definitions = SettingTable.definitions
    #expect(definitions.count == Mirror(reflecting: SettingTable()).children.count)
    #expect(Set(definitions.map(\.key)).count == definitions.count)
    let options = definitions.compactMap(\.option)
    #expect(Set(options).count == options.count)
    for key in ["pixel_size_um", "outlier_size", "allow_damaged"] {
      #expect(definitions.contains { $0.key == key })
    }
  }

  @Test("every default is one of the allowed values", arguments: keys)
  func defaults(key: String) throws {
    let definition = try SettingDefinition.named(key)
    switch (definition.kind, definition.defaultValue) {
    case (.number, .number(let number)?): #expect(definition.allows(number))
    case (.wholeNumber, .number(let number)?):
      #expect(definition.allows(number) && number == number.rounded())
    case (.choice(let words), .text(let word)?): #expect(words.contains(word))
    case (.seed, .whole?), (.text, .text?), (.flag, .flag?), (_, nil): break
    case (_, let other?): Issue.record("\(key) has the default \(other)")
    }
  }

  @Test("run.yaml has every row that may stand in it, and no other", arguments: keys)
  func runFile(key: String) throws {
    let definition = try SettingDefinition.named(key)
    for value in definition.examples {
      let text = "\(key): \(value.written)\n"
      guard definition.sources.contains(.runFile) else {
        #expect(throws: SettingsError.self) { try RunFile.parsing(text, path: "r") }
        continue
      }
      let file = try RunFile.parsing(text, path: "r")
      #expect(file.values[definition] == value)
      for other in SettingTable.definitions where other != definition {
        #expect(file.values[other] == nil)
      }
    }
  }

  @Test("a value has the type of its property")
  func types() {
    var options = SettingOptions()
    options.pixelSize_um = 0.713
    options.minimumTrackLength = 5
    options.polarity = .dark
    options.seed = .max
    options.allowDamaged = true
    options.medium = "pbs"
    #expect(options.values[SettingDefinition[\.pixelSize_um]] == .number(0.713))
    #expect(options.minimumTrackLength == 5 && options.polarity == .dark)
    #expect(options.seed == .max && options.allowDamaged == true && options.medium == "pbs")
    options.values[SettingDefinition[\.minimumTrackLength]] = .number(5.5)
    options.values[SettingDefinition[\.polarity]] = .text("stated")
    #expect(options.minimumTrackLength == nil && options.polarity == nil)
    options.medium = nil
    #expect(options.values[SettingDefinition[\.medium]] == nil)
  }

  @Test("a measurement has every setting that it cannot do without")
  func certain() {
    let settings = MeasurementSettings(
      pixelSize_um: Setting(0.7, from: .runFile), temperature_C: Setting(25, from: .runFile),
      viscosity_mPas: Setting(0.9, from: .derived))
    let rows = Mirror(reflecting: SettingTable()).children.map(\.value)
    for (row, definition) in zip(rows, SettingTable.definitions) where row is any IsCertain {
      let setting = settings[definition]
      #expect(setting != nil, "\(definition.key)")
      #expect(setting?.value == definition.defaultValue || setting?.source != .programDefault)
    }
    #expect(rows.count { $0 is any IsCertain } >= 17)
  }
}

/// A row whose property in ``MeasurementSettings`` is not optional.
private protocol IsCertain {}

extension SettingRow: IsCertain where Effective == Setting<Value> {}
