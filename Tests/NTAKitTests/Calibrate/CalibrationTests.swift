import _TestSupport
import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

struct CalibrationTests {
  /// A file as `nta calibrate` writes it, of a run that passed.
  static func document(
    passed: Bool = true, serial: String? = "24-1", width: Int? = nil,
    nominalFrom source: SettingSource = .commandLine
  ) -> CalibrationDocument {
    let sizes = CalibrationDocument.Sizes(mode_nm: 110, mean_nm: 110, cv: 0.05, main_median_nm: 110)
    return CalibrationDocument(
      software: SummaryDocument.Program(name: "nta", version: "0.1.0"), passed: passed,
      criteria: [CalibrationCriterion("tracks", passed ? 2000 : 10, from: 1000)],
      pixel_size_um: 0.731, pixel_size_interval95_um: [0.729, 0.733],
      pixel_size_certificate_uncertainty_um: 0.01, pixel_size_nominal_um: 0.713,
      pixel_size_nominal_source: source.rawValue,
      standard: CalibrationDocument.Standard(
        name: "ps-110", product: "beads", diameter_nm: 110, expanded_uncertainty_nm: 3, cv: 0.05,
        assumed: [], lot: nil, source: "a certificate"),
      measured_before: sizes, measured_after: sizes,
      observed_volume: CalibrationDocument.Volume(
        method: .selfCalibrated, slab_width_um: 6,
        slab_width_interval95_um: [6 * exp(-0.098), 6 * exp(0.098)], bead_depth_um: 12,
        depth_by_brightness: [],
        bead_concentration_stated_per_mL: nil, bead_concentration_self_calibrated_per_mL: 1e8),
      localization_error_nm: 40, spot_sigma_px: nil, temperature_C: 24.5, viscosity_mPas: 0.9,
      temperature_equivalent_C: 1, tracks: 2000, positions_kept: 11, positions: 11,
      instrument: CalibrationDocument.Instrument(profile: nil, serial_number: serial),
      camera: CalibrationDocument.Camera(
        frame_width_px: width, frame_height_px: width, frame_rate_hz: 30, exposure_s: 0.01,
        sensitivity: 65, laser_wavelength_nm: 488, polarity: "bright"),
      input: SummaryDocument.Input(sample: nil, videos: []), date: "2026-01-15", warnings: [])
  }

  private static func recording(
    serial: String = "24-1", date: String = "2026-01-20", sensitivity: Double? = 65,
    pixelSize_um: Double? = nil
  ) throws -> Recording {
    let header = InstrumentHeader(
      try ZetaViewHeader(
        parsing: "ZetaView S/N:\t\(serial)\nTemperature:\t24.5\tsensed\nDate:\t\(date)\n"
          + (sensitivity.map { "Sensitivity:\t\($0)\n" } ?? "") + "Shutter:\t100\n"
          + "Camera:\tFpSec 30 #Cycles 1 FRate 30.0\nType of Measurement:\tSize Distribution\n"
          + (pixelSize_um.map { "Micrometer per Pixel:\t\($0)\n" } ?? ""),
        path: "run.txt"))
    return Recording(positions: [], header: header)
  }

  private func resolve(
    _ document: CalibrationDocument, _ recording: Recording, allowFailed: Bool = false,
    options change: (inout SettingOptions) -> Void = { _ in }
  ) throws -> ResolvedSettings {
    var options = SettingOptions()
    options.calibrationPath = "/home/lab/beads.json"
    change(&options)
    return try Calibration(document: document).resolve(
      options: options, recording: recording, allowFailed: allowFailed,
      folder: CalibrationFolder(path: nil))
  }

  @Test("pixel size and axial half-width are applied, with their source")
  func applied() throws {
    let resolved = try resolve(Self.document(), Self.recording())
    #expect(resolved.settings.pixelSize_um == Setting(0.731, from: .calibration))
    let applied = try #require(resolved.settings.calibration)
    #expect(applied.file == "/home/lab/beads.json" && applied.standard == "ps-110")
    #expect(applied.passed && applied.axialHalfWidth_um == 6)
    #expect(abs(applied.axialHalfWidthRelativeError - 0.05) < 1e-9)
    #expect(resolved.warnings.allSatisfy { !$0.code.hasPrefix("CALIBRATION") })
  }

  @Test("the beads' brightness is taken over for the same camera and light only")
  func beadBrightness() throws {
    var document = Self.document()
    document.bead_height = 95
    document.bead_height_relative_error = 0.03
    document.standard.refractive_index = 1.59
    func brightness(_ recording: Recording) throws -> BeadBrightness? {
      try resolve(document, recording).settings.calibration?.beadBrightness
    }
    let applied = try #require(try brightness(Self.recording()))
    #expect(
      applied.amplitude == 95 && applied.diameter_nm == 110 && applied.refractiveIndex == 1.59)
    #expect(applied.relativeError > 0.03 && applied.isSensitivityStated)
    #expect(try brightness(Self.recording(sensitivity: nil))?.isSensitivityStated == false)
    #expect(try brightness(Self.recording(sensitivity: 80)) == nil)
    document.camera.exposure_s = 0.02
    #expect(try brightness(Self.recording()) == nil)
    document.camera.exposure_s = 0.01
    document.standard.refractive_index = nil
    #expect(try brightness(Self.recording()) == nil)
  }

  @Test("a failed calibration is refused, or used on request with a warning")
  func failed() throws {
    #expect(throws: NTAError.self) { try resolve(Self.document(passed: false), Self.recording()) }
    let resolved = try resolve(Self.document(passed: false), Self.recording(), allowFailed: true)
    #expect(resolved.warnings.contains { $0.code == "CALIBRATION_FAILED" })
    #expect(resolved.settings.calibration?.passed == false)
  }

  @Test("another instrument is refused")
  func otherInstrument() throws {
    do {
      _ = try resolve(Self.document(), Self.recording(serial: "24-2"))
      Issue.record("it was not refused")
    } catch let error as NTAError {
      #expect(error.category == .misuse && error.description.contains("24-2"))
    }
  }

  @Test("age, camera settings and a pixel size that goes before are warned of")
  func warnings() throws {
    let old = try resolve(Self.document(), Self.recording(date: "2026-02-15"))
    #expect(
      old.warnings.contains { $0.code == "CALIBRATION_OLD" && $0.message.contains("31 days") })
    #expect(old.warnings.allSatisfy { !$0.message.contains("/home") })
    let recent = try resolve(Self.document(), Self.recording(date: "2026-02-14"))
    #expect(!recent.warnings.contains { $0.code == "CALIBRATION_OLD" })
    let other = try resolve(Self.document(), Self.recording(sensitivity: 80))
    #expect(other.warnings.contains { $0.code == "CALIBRATION_CAMERA_DIFFERS" })
    let overruled = try resolve(Self.document(), Self.recording()) { $0.pixelSize_um = 0.713 }
    #expect(overruled.settings.pixelSize_um.value == 0.713)
    #expect(overruled.warnings.contains { $0.code == "CALIBRATION_OVERRULED" })
  }

  @Test("the calibrated pixel size goes before the header's nominal one, not before the operator's")
  func precedence() throws {
    let recording = try Self.recording(pixelSize_um: 0.713)
    let document = Self.document(nominalFrom: .instrumentHeader)
    let measured = try resolve(document, recording)
    #expect(measured.settings.pixelSize_um == Setting(0.731, from: .calibration))
    #expect(measured.warnings.allSatisfy { !$0.code.hasPrefix("CALIBRATION") })
    let byHand = try resolve(document, recording) { $0.pixelSize_um = 0.72 }
    #expect(byHand.settings.pixelSize_um == Setting(0.72, from: .commandLine))
    #expect(byHand.warnings.map(\.code).contains("CALIBRATION_OVERRULED"))
    var written = recording
    written.runFile = try RunFile.parsing("pixel_size_um: 0.72\n", path: "run.yaml")
    let filed = try resolve(document, written)
    #expect(filed.settings.pixelSize_um == Setting(0.72, from: .runFile))
    #expect(filed.warnings.map(\.code).contains("CALIBRATION_OVERRULED"))
  }

  @Test("a header that states another scale than on the day of the calibration is warned of")
  func changedScale() throws {
    let resolved = try resolve(
      Self.document(nominalFrom: .instrumentHeader), Self.recording(pixelSize_um: 0.357))
    let warning = resolved.warnings.first { $0.code == "CALIBRATION_SCALE_DIFFERS" }
    #expect(
      warning?.message.contains("0.713") == true && warning?.message.contains("0.357") == true)
    #expect(
      try !resolve(Self.document(), Self.recording(pixelSize_um: 0.357)).warnings.contains {
        $0.code == "CALIBRATION_SCALE_DIFFERS"
      })
  }

  @Test("a file is read back as it was written; damaged ones are refused")
  func file() throws {
    let folder = try TemporaryFolder()
    let calibration = Calibration(document: Self.document())
    let path = try folder.write(try calibration.json(), to: "c.json")
    #expect(try Calibration(path: path) == calibration)
    let damaged = try folder.write("{}", to: "d.json")
    #expect(throws: CalibrationError.self) { try Calibration(path: damaged) }
    let senseless = try calibration.json().replacing("0.731,", with: "-0.731,")
    let negative = try folder.write(senseless, to: "n.json")
    #expect(throws: CalibrationError.self) { try Calibration(path: negative) }
    #expect(throws: CalibrationError.self) { try Calibration(path: folder.file("none.json")) }
  }

  @Test(
    "days between dates",
    arguments: [("2024-02-28", "2024-03-01", 2), ("2025-12-31", "2026-01-30", 30)])
  func days(first: String, second: String, expected: Int) throws {
    let a = try #require(CalendarDay.number(first))
    let b = try #require(CalendarDay.number(second))
    #expect(b - a == expected)
  }

  @Test("a stated concentration scales the volume to the count")
  func statedConcentration() {
    let counted = ConcentrationResult(
      measured_per_mL: 1.2e8, sample_per_mL: 1.2e8, interval95_per_mL: 1e8...1.4e8, dilution: 1,
      method: .selfCalibrated, depth_um: 10, axialHalfWidth_um: 5)
    let volume = CalibrationDocument.Volume(
      counted, stated_per_mL: 1e8, isProvisional: false)
    #expect(volume.method == .statedConcentration)
    #expect(abs((volume.slab_width_um ?? 0) - 6) < 1e-9)
    #expect(abs((volume.bead_depth_um ?? 0) - 12) < 1e-9)
    let own = CalibrationDocument.Volume(counted, stated_per_mL: nil, isProvisional: false)
    #expect(own.slab_width_um == 5 && own.method == .selfCalibrated)
    // The beads' own concentration is known within sqrt(1.4) to either side, and so is the width.
    let error = log(1.4) / (2 * 1.96)
    #expect(abs(own.axialHalfWidthRelativeError - error) < 1e-9)
    #expect(abs((own.slab_width_interval95_um?.first ?? 0) - 5 / 1.4.squareRoot()) < 1e-9)
    // With a stated one it is known as well as they were counted.
    let stated = CalibrationDocument.Volume(
      counted, countingError: 0.03, stated_per_mL: 1e8, isProvisional: false)
    #expect(abs(stated.axialHalfWidthRelativeError - 0.03) < 1e-9)
    var made = counted
    made.method = .nominalDepth
    #expect(
      CalibrationDocument.Volume(made, stated_per_mL: nil, isProvisional: true).slab_width_um == nil
    )
  }
}
