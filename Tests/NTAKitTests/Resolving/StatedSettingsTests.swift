import _TestSupport
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

/// What the sources of settings state, against each other.
@Suite("Settings that are stated twice, or not as numbers")
struct StatedSettingsTests {
  private static let header =
    "Original File:\tZ:\\beads.avi\nZetaView S/N:\t00-000\nTemperature:\t24.50\tsensed\n"
    + "Type of Measurement:\tSize Distribution\nViscosity:\t0.9\tDilution::\t1000.0\n"
    + "Camera:\tFRate 30 #Cycles 1\nShutter:\t100\nMicrometer per Pixel:\t0.713\n"

  private static func warnings(
    runFile: String = "", replacing text: String = "", with other: String = "",
    _ change: (inout SettingOptions) -> Void = { _ in }
  ) throws -> [RunWarning] {
    let header = InstrumentHeader(
      try ZetaViewHeader(
        parsing: text.isEmpty ? Self.header : Self.header.replacing(text, with: other),
        path: "h.txt"))
    var options = SettingOptions()
    change(&options)
    let recording = Recording(
      positions: [], runFile: try RunFile.parsing(runFile, path: "run.yaml"), header: header)
    return try SettingsResolver.resolve(
      options: options, recording: recording, folder: CalibrationFolder(path: nil)
    ).warnings.filter { [.settingsDisagree, .headerValueUnreadable].contains($0.kind) }
  }

  @Test("a header without a fault says nothing, and neither does a run file that agrees")
  func sound() throws {
    #expect(try Self.warnings() == [])
    let same = "frame_rate_hz: 30\ntemperature_C: 25.9\npixel_size_um: 0.75\nexposure_s: 0.011\n"
    #expect(try Self.warnings(runFile: same) == [])
  }

  @Test(
    "run file and header that state different values are named",
    arguments: [
      ("frame_rate_hz: 60\nexposure_s: 0.01", "frame_rate_hz"),
      ("temperature_C: 35", "temperature_C"), ("pixel_size_um: 1.426", "pixel_size_um"),
      ("exposure_s: 0.02", "exposure_s"),
    ])
  func different(runFile: String, setting: String) throws {
    let found = try Self.warnings(runFile: runFile + "\n")
    guard case .settingsDisagree(let named, _, let from, _, let otherFrom)? = found.first else {
      Issue.record("\(found)")
      return
    }
    #expect(found.count == 1 && named == setting)
    #expect(from == SettingSource.runFile.rawValue)
    #expect(otherFrom == SettingSource.instrumentHeader.rawValue)
  }

  @Test("what the command line overrules is named too")
  func commandLine() throws {
    let found = try Self.warnings { $0.frameRate_hz = 60 }
    #expect(found.map(\.kind) == [.settingsDisagree])
  }

  @Test(
    "values of the header that are no numbers are named",
    arguments: [
      ("1000.0", "NaN", "Dilution"), ("1000.0", "1:1000", "Dilution"),
      ("1000.0", "inf", "Dilution"), ("FRate 30", "FRate nan", "FRate"),
      ("\t100\n", "\tauto\n", "Shutter"), ("\t0.9\t", "\t-nan\t", "Viscosity"),
    ])
  func unreadable(text: String, other: String, key: String) throws {
    let found = try Self.warnings(replacing: text, with: other)
    guard case .headerValueUnreadable("h.txt", let named, _, let setting, _)? = found.first else {
      Issue.record("\(found)")
      return
    }
    #expect(found.count == 1 && named == key)
    #expect(SettingTable.definitions.contains { $0.key == setting })
  }

  @Test("a value that somebody states is not missed in the header")
  func stated() throws {
    let found = try Self.warnings(
      runFile: "dilution: 1000\n", replacing: "1000.0", with: "NaN")
    #expect(found == [])
  }
}
