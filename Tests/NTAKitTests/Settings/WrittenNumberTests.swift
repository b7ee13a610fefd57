import NTAAnalysis
import Testing

@testable import NTAKit

/// Numbers as people write them.
struct WrittenNumberTests {
  @Test(
    "a number is read with or without its unit, in any spelling",
    arguments: [
      ("0.713", "µm", 0.713), (" 0.713 ", "µm", 0.713), ("0.713um", "µm", 0.713),
      ("0.713 \u{3BC}m", "µm", 0.713), ("0.713 µm/px", "µm", 0.713), (".5", "µm", 0.5),
      ("+1.", "µm", 1), ("1e-2", "s", 0.01), ("0.01s", "s", 0.01), ("30fps", "Hz", 30),
      ("24.2 °C", "°C", 24.2), ("24C", "°C", 24), ("-1", "°C", -1), ("0.9 cP", "mPa·s", 0.9),
      ("0.9mPas", "mPa·s", 0.9), ("15%", "%", 15), ("100nm", "nm", 100), ("6e7/mL", "/mL", 6e7),
      ("60 frames", "frames", 60), ("1000", "", 1000),
    ] as [(String, String, Double)])
  func value(text: String, unit: String, number: Double) throws {
    #expect(try WrittenNumber.value(of: text, in: unit) == number)
  }

  @Test(
    "a dilution may be a ratio or a number of times",
    arguments: [
      ("1:500", 500), ("1 : 500", 500), ("1/500", 500), ("1:1e3", 1000), ("1:20", 20),
      ("500x", 500), ("500 ×", 500), ("500-fold", 500), ("500", 500),
    ] as [(String, Double)])
  func dilution(text: String, factor: Double) throws {
    #expect(try SettingDefinition[\.dilution].number(from: text) == factor)
  }

  @Test(
    "what has no single meaning is refused with the number to give",
    arguments: [
      ("0,713", "µm", "use a point: 0.713"),
      ("24,2", "°C", "use a point: 24.2"),
      ("1.000,5", "", "use a point: 1000.5"),
      ("1,000", "", "a comma may separate thousands or decimals: give 1000 or 1.000"),
      ("1,000,000", "", "write the digits together: 1000000"),
      ("1,000.5", "", "write the digits together: 1000.5"),
      ("1 000", "", "write the digits together: 1000"),
      ("1 000 000,5", "", "write the digits together: 1000000.5"),
      ("75F", "°C", "the unit is °C: give 23.89"),
      ("297.35 K", "°C", "the unit is °C: give 24.2"),
      ("713nm", "µm", "the unit is µm: give 0.713"),
      ("0.1 µm", "nm", "the unit is nm: give 100"),
      ("10ms", "s", "the unit is s: give 0.01"),
      ("0.713px", "µm", "the unit is µm, not px"),
      ("33 ms", "Hz", "the unit is Hz, not ms"),
      ("500 mL", "", "give a number without the unit mL"),
      ("water", "µm", "give a number in µm"),
      ("nan", "µm", "give a number in µm"),
      ("inf", "", "give a number"),
      ("0x10", "µm", "give a number in µm"),
      ("1:500", "µm", "give a number in µm"),
      ("", "°C", "give a number in °C"),
    ] as [(String, String, String)])
  func refused(text: String, unit: String, remedy: String) {
    let error = #expect(throws: NumberProblem.self) {
      try WrittenNumber.value(of: text, in: unit)
    }
    #expect(error?.remedy == remedy)
  }

  @Test(
    "a ratio that may mean two dilutions is refused",
    arguments: [
      ("1:4", "1:4 may be 4-fold or 5-fold: give 4 or 5"),
      ("2:1000", "give how many times it was diluted: 500"),
      ("500 mL", "give a number without the unit mL"),
    ])
  func ratio(text: String, remedy: String) {
    let error = #expect(throws: NumberProblem.self) {
      try SettingDefinition[\.dilution].number(from: text)
    }
    #expect(error?.remedy == remedy)
  }

  @Test("every unit of a setting has its spellings")
  func units() {
    for definition in SettingTable.definitions where definition.range != nil {
      guard !definition.unit.isEmpty, !definition.unit.contains(" ") else { continue }
      #expect(UnitConversion.isKnown(definition.unit), "\(definition.key)")
      #expect(UnitConversion.from(definition.unit, to: definition.unit)?.isIdentity == true)
    }
  }

  @Test("long numbers are printed short, stated ones in full")
  func short() {
    let printed = [1.0 / 30, 0.713, 30000 / 1001.0, 24, 12000, 1e12, 23.888888888888889, 1e-9]
      .map(NumberText.short)
    #expect(
      printed == ["0.03333", "0.713", "29.97", "24", "12000", "1000000000000", "23.89", "1e-09"])
  }
}
