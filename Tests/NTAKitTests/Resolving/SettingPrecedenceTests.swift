import Testing

@testable import NTAAnalysis
@testable import NTAKit

/// Precedence of every row of the table, by the table itself.
struct SettingPrecedenceTests {
  /// The sources of a row, highest first, as the contract has them.
  private static let order: [SettingSource] = [
    .table, .commandLine, .sampleSheet, .runFile, .calibration, .instrumentHeader,
    .instrumentProfile, .container,
  ]

  private static let keys = SettingTable.definitions.map(\.key)

  @Test(
    "the sources of a row are in falling precedence, and there is at least one", arguments: keys)
  func sources(key: String) throws {
    let definition = try SettingDefinition.named(key)
    #expect(!definition.sources.isEmpty)
    #expect(definition.sources == Self.order.filter(definition.sources.contains))
    #expect(definition.sources.contains(.commandLine) == (definition.option != nil))
  }

  @Test(
    "of any two sources of any row the higher wins, and a third that may not is not asked",
    arguments: keys)
  func pairs(key: String) throws {
    let definition = try SettingDefinition.named(key)
    for (index, higher) in Self.order.enumerated() {
      for lower in Self.order[index...] {
        let values = definition.examples
        // The value of each source is its own, as far as there are so many.
        var given = [lower: values[1 % values.count]]
        given[higher] = values[0]
        let able = Set(given.keys.filter { Self.states(definition, in: $0) })
        let offers = try Self.offers(definition, able.reduce(into: [:]) { $0[$1] = given[$1] })
        let winner = [higher, lower].first {
          able.contains($0) && definition.sources.contains($0)
        }
        let expected = winner.flatMap { source in
          given[source].map { Setting($0, from: source) }
        }
        #expect(try offers.offered(definition) == expected, "\(key): \(higher), \(lower)")
      }
    }
  }

  @Test("what nobody offers is the default, an error, or nothing", arguments: keys)
  func fallback(key: String) throws {
    let definition = try SettingDefinition.named(key)
    let offers = try Self.offers(definition, [:])
    switch definition.fallback {
    case .required:
      #expect(throws: SettingsError.missing([definition])) { try offers.resolved(definition) }
    case .value(let value):
      #expect(try offers.resolved(definition) == Setting(value, from: .programDefault))
    case .source, .absent:
      #expect(try offers.resolved(definition) == nil)
    }
  }

  @Test("a number out of range is refused by the name that its source knows", arguments: keys)
  func outOfRange(key: String) throws {
    let definition = try SettingDefinition.named(key)
    guard let range = definition.range else { return }
    // What a table states is the program's own reading of its units, and always in range.
    for source in definition.sources where source != .instrumentHeader && source != .table {
      let wrong = SettingValue.number(range.upper * 2)
      let origin = [
        .sampleSheet: "sample sheet", .runFile: "run.yaml", .calibration: "c.json",
        .instrumentProfile: "instrument profile mine",
        .container: "a.tif",
      ][source, default: "command line"]
      let offers = try Self.offers(definition, [source: wrong])
      let value = "\(range.upper * 2)"
      #expect(
        throws: source == .commandLine
          ? SettingsError.argumentOutOfRange(
            definition.argument, value: value, allowed: range.description)
          : .outOfRange(
            origin: origin, name: key, value: value, allowed: range.description)
      ) { try offers.offered(definition) }
    }
  }

  @Test("a word that is no day and no choice is refused; a header's unclear date says nothing")
  func words() throws {
    for (definition, allowed) in [
      (SettingDefinition[\.date], "a date, such as 2026-03-31"),
      (SettingDefinition[\.polarity], "bright or dark"),
    ] {
      let offers = try Self.offers(definition, [.runFile: .text("2026-02-30")])
      #expect(
        throws: SettingsError.outOfRange(
          origin: "run.yaml", name: definition.key, value: "2026-02-30", allowed: allowed)
      ) { try offers.offered(definition) }
    }
    let date = SettingDefinition[\.date]
    let offers = try Self.offers(date, [.instrumentHeader: .text("31/03/26")])
    #expect(try offers.offered(date) == nil)
    let laser = SettingDefinition[\.laser_nm]
    #expect(try Self.offers(laser, [.instrumentHeader: .number(0)]).offered(laser) == nil)
  }

  /// Whether a source can state a setting at all: a header has only the lines it has.
  private static func states(_ definition: SettingDefinition, in source: SettingSource) -> Bool {
    source != .instrumentHeader || definition.sources.contains(source)
  }

  private static func offers(
    _ definition: SettingDefinition, _ given: [SettingSource: SettingValue]
  ) throws -> SettingOffers {
    var options = SettingOptions()
    options.values[definition] = given[.commandLine]
    if let value = given[.sampleSheet] {
      var sheet = SettingValues()
      sheet[definition] = value
      options.sampleSheet = sheet
    }
    var runFile = RunFile(path: "run.yaml")
    runFile.values[definition] = given[.runFile]
    var calibration = CalibrationValues(path: "c.json")
    calibration.values[definition] = given[.calibration]
    var profile = try InstrumentProfile(
      parsing: "model: m\nsource: s\n", path: "p", name: "mine")
    profile.values[definition] = given[.instrumentProfile]
    var header = InstrumentHeader(try ZetaViewHeader(parsing: "ZetaView S/N:\t1\n", path: "h.txt"))
    if let value = given[.instrumentHeader] {
      try Self.state(value, of: definition, in: &header)
    }
    var container = ContainerValues(fileName: "a.tif")
    container.values[definition] = given[.container]
    var table = SettingValues()
    table[definition] = given[.table]
    return SettingOffers(
      options: options, runFile: runFile, header: header, calibration: calibration,
      profile: profile, container: container,
      table: table)
  }

  /// Writes a value where the header has it; a row whose header is unknown here fails the test.
  private static func state(
    _ value: SettingValue, of definition: SettingDefinition, in header: inout InstrumentHeader
  ) throws {
    switch definition.key {
    case "sample": header.sample = String(value)
    case "date": header.date = String(value)
    case "laser_nm": header.laserWavelength_nm = Double(value)
    case "camera_level": header.sensitivity = Double(value)
    case "pixel_size_um": header.pixelSize_um = Double(value)
    case "frame_rate_hz": header.frameRate_hz = Double(value)
    case "exposure_s": header.exposure_s = Double(value)
    case "temperature_C": header.temperature_C = Double(value)
    case "medium": header.electrolyte = String(value)
    case "viscosity_mPas": header.viscosity_mPas = Double(value)
    case "dilution": header.dilution = Double(value)
    case "positions": header.positions = Int(value)
    case "cycles": header.cycles = Int(value)
    default: throw SettingDefinition.NoSuchSetting(key: definition.key)
    }
  }
}
