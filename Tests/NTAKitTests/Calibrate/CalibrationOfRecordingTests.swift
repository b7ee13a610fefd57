import _TestSupport
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

/// What a calibration says about the recording it is used for.
struct CalibrationOfRecordingTests {
  /// A short drawn recording of 64 x 64 px at 30 Hz, with settings from `yaml` alone.
  private static func recording(
    _ yaml: String, in folder: TemporaryFolder
  ) throws -> Recording {
    var parameters = SimulationParameters.preset(.blank)
    parameters.positions = 1
    parameters.frames = 4
    parameters.camera.width = 64
    parameters.camera.height = 64
    try SimulatedRun(try Simulator(parameters, seed: 3)).write(
      to: folder.file("run"), overwrite: false)
    var recording = try Recording(inputs: [folder.file("run")])
    recording.runFile = try RunFile.parsing(yaml, path: "run.yaml")
    return recording
  }

  private func resolve(
    _ document: CalibrationDocument, _ recording: Recording, instrument: String? = nil
  ) throws -> ResolvedSettings {
    var options = SettingOptions()
    options.calibrationPath = "beads.json"
    options.temperature_C = 24.5
    options.instrument = instrument
    return try Calibration(document: document).resolve(
      options: options, recording: recording, folder: CalibrationFolder(path: nil))
  }

  private func codes(_ document: CalibrationDocument, _ recording: Recording) throws -> [String] {
    try resolve(document, recording).warnings.map(\.code).filter { $0.hasPrefix("CALIBRATION") }
  }

  @Test("frames of another size are refused, those of the same size are not")
  func frameSize() throws {
    let folder = try TemporaryFolder()
    let recording = try Self.recording("date: 2026-01-20\nexposure_s: 0.01\n", in: folder)
    let error = #expect(throws: NTAError.self) {
      try resolve(CalibrationTests.document(width: 640), recording)
    }
    #expect(error?.category == .misuse)
    #expect(error?.description.contains("640 x 640") == true)
    #expect(error?.description.contains("64 x 64") == true)
    #expect(try codes(CalibrationTests.document(width: 64), recording) == [])
  }

  @Test("the video's own frame rate counts where no setting gives one")
  func frameRate() throws {
    let folder = try TemporaryFolder()
    let recording = try Self.recording("date: 2026-01-20\nexposure_s: 0.01\n", in: folder)
    var document = CalibrationTests.document()
    document.camera.frame_rate_hz = 15
    let resolved = try resolve(document, recording)
    let warning = resolved.warnings.first { $0.code == "CALIBRATION_CAMERA_DIFFERS" }
    #expect(warning?.message.contains("frame_rate_hz 15.0, but the recording has 30.0") == true)
  }

  @Test("a profile of another instrument is refused")
  func profile() throws {
    let recording = Recording(positions: [])
    var document = CalibrationTests.document(serial: nil)
    document.instrument.profile = "zetaview"
    let error = #expect(throws: NTAError.self) {
      try resolve(document, recording, instrument: "nanosight-ns300")
    }
    #expect(error?.description.contains("nanosight-ns300") == true)
    #expect(throws: Never.self) { try resolve(document, recording, instrument: "zetaview") }
  }

  @Test(
    "the date of run.yaml tells the age; without one the age is unknown, which is said",
    arguments: [
      ("date: 2026-02-14\n", [String]()), ("date: 2026-02-15\n", ["CALIBRATION_OLD"]),
      ("date: 2025-12-16\n", []), ("date: 2025-12-15\n", ["CALIBRATION_OLD"]),
      ("", ["CALIBRATION_AGE_UNKNOWN"]),
    ])
  func age(yaml: String, expected: [String]) throws {
    // Made on 15 January 2026; 30 days to either side are allowed.
    let runFile = try RunFile.parsing("exposure_s: 0.01\n" + yaml, path: "run.yaml")
    let recording = Recording(positions: [], runFile: runFile)
    #expect(try codes(CalibrationTests.document(), recording) == expected)
    var undated = CalibrationTests.document()
    undated.date = nil
    #expect(try codes(undated, recording) == [])
  }
}
