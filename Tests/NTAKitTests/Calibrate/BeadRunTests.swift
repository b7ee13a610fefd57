import _TestSupport
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

/// Whole calibrations on small drawn runs.
struct BeadRunTests {
  /// A recording of a preset whose pixels are 0.75 µm, offered as 110 nm beads.
  private static func calibration(
    of preset: SimulationParameters.Preset, standard: ReferenceStandard? = nil,
    nominal_um: Double = 0.7125, dilution: Double? = nil, water_C: Double? = nil,
    _ change: (inout SimulationParameters) -> Void = { _ in }
  ) async throws -> Calibration {
    var parameters = SimulationParameters.preset(preset)
    parameters.positions = 3
    parameters.frames = 40
    parameters.camera.width = 256
    parameters.camera.height = 256
    parameters.pixelSize_um = 0.75
    change(&parameters)
    let folder = try TemporaryFolder()
    try SimulatedRun(try Simulator(parameters, seed: 7)).write(
      to: folder.file("beads"), overwrite: false)
    let recording = try Recording(inputs: [folder.file("beads")])
    var options = SettingOptions()
    options.pixelSize_um = nominal_um
    options.dilution = dilution
    if let water_C {
      options.temperature_C = water_C
      options.medium = "water"
    }
    options.threads = 2
    let resolved = try SettingsResolver.resolve(options: options, recording: recording)
    let beads = try standard ?? CalibrationFolder(path: nil).standard("ps-110")
    return try await Pipeline(resolved).calibrate(recording, standard: beads)
  }

  private static func failed(_ calibration: Calibration) -> [String] {
    calibration.criteria.filter { !$0.passed }.map(\.name)
  }

  @Test("the pixel size the run was drawn with is found from a nominal one 5 % too small")
  func recovered() async throws {
    let calibration = try await Self.calibration(of: .beads110)
    // Some 200 tracks of 15 frames know the mean diameter to 2 %, the pixel size to 1 %.
    let document = calibration.document
    #expect(abs(calibration.pixelSize_um / 0.75 - 1) < 0.04)
    #expect(document.measured_before.main_median_nm > 113)
    #expect(calibration.pixelSizeInterval95_um.contains(calibration.pixelSize_um))
    #expect(abs(document.measured_after.main_median_nm / 110 - 1) < 0.002)
    // So few tracks are no calibration.
    #expect(!calibration.passed)
    #expect(calibration.criteria.contains { $0.name == "tracks" && !$0.passed })
    let codes = calibration.warnings.map(\.code)
    #expect(codes.contains("CERTIFICATE_VALUES_ASSUMED"))
    #expect(codes.contains("CALIBRATION_DATE_UNKNOWN"))
  }

  @Test("beads of another size, offered with the right nominal pixel size, are found out")
  func otherBeads() async throws {
    let calibration = try await Self.calibration(of: .beads110, nominal_um: 0.75) {
      $0.populations[0].centre_nm = 200
      $0.optics.brightness100nm = 20
    }
    // sqrt(200 / 110) = 1.35; 0.85 to 1.15 are allowed.
    #expect(Self.failed(calibration).contains("pixel_size_over_nominal"))
  }

  @Test("beads that were 11 °C warmer or colder than stated do not pass", arguments: [-11.0, 11])
  func temperature(change_C: Double) async throws {
    // Some 200 tracks know the temperature to 1 °C.
    let viscosity = try #require(WaterViscosity.viscosity_mPas(at: 25 + change_C))
    let calibration = try await Self.calibration(of: .beads110, nominal_um: 0.75, water_C: 25) {
      $0.temperature_C = 25 + change_C
      $0.viscosity_mPas = viscosity
    }
    #expect(Self.failed(calibration).contains("temperature_equivalent_C"))
  }

  @Test("vesicles are no beads, whatever their mode")
  func vesicles() async throws {
    let calibration = try await Self.calibration(of: .exosome, nominal_um: 0.75)
    // D10 and D90 of a lognormal law of 0.25: a CV of 0.25, where 0.15 is allowed.
    #expect(Self.failed(calibration).contains("cv"))
  }

  @Test("the certificate's concentration makes the volume absolute where the dilution is stated")
  func certifiedConcentration() async throws {
    var standard = try CalibrationFolder(path: nil).standard("ps-110")
    standard.concentration_per_mL = 6e9
    let calibration = try await Self.calibration(of: .beads110, standard: standard, dilution: 100)
    let volume = calibration.document.observed_volume
    #expect(volume.method == .statedConcentration)
    #expect(volume.bead_concentration_stated_per_mL == 6e9)
    let wrong = try await Self.calibration(of: .beads110, standard: standard, dilution: 10_000)
    #expect(Self.failed(wrong).contains("concentration_over_stated"))
  }
}
