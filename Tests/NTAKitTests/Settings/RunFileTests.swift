import _TestSupport
import NTAAnalysis
import NTAKit
import NTAVideo
import Testing

@Suite("run.yaml")
struct RunFileTests {
  @Test("every key is read")
  func complete() throws {
    let text = """
      sample: BMSC exosomes, passage 3   # a comment
      instrument: zetaview-pmx110
      pixel_size_um: 0.713
      frame_rate_hz: 30
      exposure_s: 1e-2
      temperature_C: 24.2
      medium: pbs
      viscosity_mPas: 0.908
      dilution: 1000
      positions: 11
      cycles: 2
      polarity: dark
      depth_um: 14.9
      min_track_length: 5
      smallest_diameter_nm: 40
      """
    let file = try RunFile.parsing(text, path: "run.yaml")
    var expected = RunFile(path: "run.yaml")
    expected.sample = "BMSC exosomes, passage 3"
    expected.instrument = "zetaview-pmx110"
    expected.pixelSize_um = 0.713
    expected.frameRate_hz = 30
    expected.exposure_s = 0.01
    expected.temperature_C = 24.2
    expected.medium = "pbs"
    expected.viscosity_mPas = 0.908
    expected.dilution = 1000
    expected.positions = 11
    expected.cycles = 2
    expected.polarity = .dark
    expected.depth_um = 14.9
    expected.minimumTrackLength = 5
    expected.smallestDiameter_nm = 40
    #expect(file == expected)
  }

  @Test("an empty file says nothing", arguments: ["", "\n", "# only a comment\n", "---\n", "{}"])
  func empty(text: String) throws {
    #expect(try RunFile.parsing(text, path: "run.yaml") == RunFile(path: "run.yaml"))
  }

  @Test("a sample without a name, and a sample that is a number, are both fine")
  func samples() throws {
    #expect(try RunFile.parsing("sample:\n", path: "r").sample == nil)
    #expect(try RunFile.parsing("sample: 007\n", path: "r").sample == "007")
    #expect(try RunFile.parsing("sample: 'null'\n", path: "r").sample == "null")
    #expect(
      try RunFile.parsing("sample: beads & salt * 2\n", path: "r").sample == "beads & salt * 2")
  }

  @Test("an unknown key is named with the nearest known one")
  func unknownKey() {
    let expected = SettingsError.unknownKey(
      path: "run.yaml", line: 2, key: "pixelsize_um", nearest: "pixel_size_um")
    #expect(throws: expected) {
      try RunFile.parsing("sample: x\npixelsize_um: 0.7\n", path: "run.yaml")
    }
    #expect(expected.category == .misuse)
    #expect(
      expected.description
        == "run.yaml: line 2: unknown key \"pixelsize_um\"; did you mean \"pixel_size_um\"?")
  }

  @Test(
    "a value of another kind is refused",
    arguments: [
      ("date: 31.3.2026", "date", "31.3.2026", "a date, such as 2026-03-31"),
      ("date: 2026-13-01", "date", "2026-13-01", "a date, such as 2026-03-31"),
      ("date: 2026-02-29", "date", "2026-02-29", "a date, such as 2026-03-31"),
      ("positions: 11.5", "positions", "11.5", "a whole number"),
      ("polarity: up", "polarity", "up", "bright or dark"),
      ("medium: [water]", "medium", "a list", "a single value"),
      ("medium: {name: water}", "medium", "a table", "a single value"),
    ])
  func wrongType(text: String, key: String, value: String, expected: String) {
    #expect(
      throws: SettingsError.wrongType(
        path: "r", line: 1, key: key, value: value, expected: expected)
    ) {
      try RunFile.parsing(text, path: "r")
    }
  }

  @Test(
    "a text that is not the number of its key is refused with the reason",
    arguments: [
      ("pixel_size_um: big", "big", .noNumber(unit: "µm")),
      ("pixel_size_um: '0.7'", "0.7", .quoted),
      ("pixel_size_um: 0,713", "0,713", .decimalComma(pointed: "0.713")),
      ("pixel_size_um: 0x10", "0x10", .noNumber(unit: "µm")),
      ("pixel_size_um: 1_0", "1_0", .noNumber(unit: "µm")),
      ("dilution: true", "true", .noNumber(unit: "")),
      ("pixel_size_um: 713 nm", "713 nm", .otherUnit(unit: "µm", converted: "0.713")),
      ("temperature_C: 75F", "75F", .otherUnit(unit: "°C", converted: "23.89")),
      ("dilution: 1:4", "1:4", .smallRatio(text: "1:4", factors: ["4", "5"])),
    ] as [(String, String, NumberProblem)])
  func notNumber(text: String, value: String, problem: NumberProblem) {
    let key = String(text.prefix { $0 != ":" })
    #expect(
      throws: SettingsError.notNumber(
        path: "r", line: 1, key: key, value: value, problem: problem)
    ) {
      try RunFile.parsing(text, path: "r")
    }
  }

  @Test("a number may have its unit, and a dilution may be a ratio")
  func written() throws {
    let text = "temperature_C: 24.5 °C\npixel_size_um: 0.713um\ndilution: 1:500\n"
    let file = try RunFile.parsing(text, path: "r")
    #expect(file.temperature_C == 24.5)
    #expect(file.pixelSize_um == 0.713)
    #expect(file.dilution == 500)
  }

  @Test(
    "a number that makes no sense is refused with what is allowed",
    arguments: [
      ("pixel_size_um", "0", "from 0.001 to 100 µm"),
      ("pixel_size_um", "-0.7", "from 0.001 to 100 µm"),
      ("pixel_size_um", "713", "from 0.001 to 100 µm"),
      ("pixel_size_um", ".nan", "from 0.001 to 100 µm"),
      ("pixel_size_um", ".inf", "from 0.001 to 100 µm"),
      ("pixel_size_um", "1e999", "from 0.001 to 100 µm"),
      ("temperature_C", "297.3", "from 0 to 100 °C"),
      ("temperature_C", "-0.1", "from 0 to 100 °C"),
      ("dilution", "0.5", "from 1 to 1000000000000"),
      ("exposure_s", "-1", "from 0 to 100 s"),
      ("positions", "0", "from 1 to 10000"),
      ("min_track_length", "2", "from 3 to 100000 frames"),
    ])
  func outOfRange(key: String, value: String, allowed: String) {
    #expect(
      throws: SettingsError.outOfRange(origin: "r", name: key, value: value, allowed: allowed)
    ) {
      try RunFile.parsing("\(key): \(value)\n", path: "r")
    }
  }

  @Test("the ends of a range are allowed where they make sense")
  func bounds() throws {
    let text = "pixel_size_um: 100\ntemperature_C: 0\nexposure_s: 0\ndilution: 1\n"
    let file = try RunFile.parsing(text, path: "r")
    #expect(file.pixelSize_um == 100)
    #expect(file.temperature_C == 0)
    #expect(file.exposure_s == 0)
    #expect(file.dilution == 1)
  }

  @Test("a number without a value is refused")
  func emptyValue() {
    #expect(throws: SettingsError.emptyValue(path: "r", line: 2, key: "dilution")) {
      try RunFile.parsing("sample: x\ndilution:\n", path: "r")
    }
  }

  @Test("a key that stands twice is refused")
  func duplicate() {
    #expect(throws: SettingsError.duplicateKey(path: "r", key: "dilution")) {
      try RunFile.parsing("dilution: 10\nsample: x\ndilution: 100\n", path: "r")
    }
  }

  @Test("a file that is no mapping is refused", arguments: ["just words", "- a\n- b\n", "3"])
  func noMapping(text: String) {
    #expect(throws: SettingsError.notKeysAndValues(path: "r")) {
      try RunFile.parsing(text, path: "r")
    }
  }

  @Test("broken YAML is refused with its line")
  func malformed() throws {
    let error = #expect(throws: SettingsError.self) {
      try RunFile.parsing("sample: x\nmedium: [water\n", path: "r")
    }
    guard case .malformed("r", let line?, _) = error else {
      Issue.record("not malformed: \(String(describing: error))")
      return
    }
    #expect((2...3).contains(line))
  }

  @Test("aliases, and anchors that swallow text, are refused")
  func aliases() {
    let bomb = """
      a: &a [x, x, x, x, x, x, x, x]
      b: &b [*a, *a, *a, *a, *a, *a, *a, *a]
      c: &c [*b, *b, *b, *b, *b, *b, *b, *b]
      ? *c
      : *c
      """
    #expect(throws: SettingsError.alias(path: "r", line: 1)) {
      try RunFile.parsing(bomb, path: "r")
    }
    let keys = "? [&a [x], *a]\n: 1\n"
    #expect(throws: SettingsError.alias(path: "r", line: 1)) {
      try RunFile.parsing(keys, path: "r")
    }
    #expect(throws: SettingsError.alias(path: "r", line: 1)) {
      try RunFile.parsing("sample: &salt beads\n", path: "r")
    }
  }

  @Test("deep nesting is an error, not a crash", arguments: ["[", "{a: ", "- ", "? "])
  func nesting(opening: String) {
    let text = String(repeating: opening, count: 60_000 / opening.utf8.count)
    #expect(throws: SettingsError.self) { try RunFile.parsing(text, path: "r") }
  }

  @Test("files that are missing, too large, or no text are refused")
  func files() throws {
    let folder = try TemporaryFolder()
    #expect(throws: SettingsError.unreadable(path: "/none/run.yaml", reason: "no such file")) {
      try RunFile.reading("/none/run.yaml")
    }
    #expect(SettingsError.unreadable(path: "r", reason: "").category == .unreadableInput)
    let large = try folder.write("large.yaml", [UInt8](repeating: UInt8(ascii: "#"), count: 65_537))
    #expect(throws: SettingsError.tooLarge(path: large, bytes: 65_537, limit: 65_536)) {
      try RunFile.reading(large)
    }
    let latin = try folder.write("latin.yaml", Array("sample: ".utf8) + [0xB5, 0x0A])
    #expect(throws: SettingsError.notText(path: latin)) { try RunFile.reading(latin) }
    let good = try folder.write("good.yaml", "sample: µ-beads\r\ndilution: 10\r\n")
    #expect(try RunFile.reading(good).sample == "µ-beads")
  }
}
