import Testing

@testable import NTAKit

/// A whole calibration on a small drawn bead run, whose pixel size is not the nominal one.
struct BeadRunTests {
  @Test("the pixel size the run was drawn with is found from a nominal one 5 % too small")
  func recovered() async throws {
    var parameters = SimulationParameters.preset(.beads110)
    parameters.positions = 3
    parameters.frames = 40
    parameters.camera.width = 256
    parameters.camera.height = 256
    parameters.pixelSize_um = 0.75
    let folder = try TemporaryFolder()
    try SimulatedRun(try Simulator(parameters, seed: 7)).write(
      to: folder.file("beads"), overwrite: false)
    let recording = try Recording.resolving(inputs: [folder.file("beads")])
    var options = SettingOptions()
    options.pixelSize_um = 0.7125
    options.threads = 2
    let resolved = try SettingsResolver.resolve(options: options, recording: recording)
    let standard = try CalibrationFolder(path: nil).standard("ps-110")
    let calibration = try await Pipeline(settings: resolved.settings).calibrate(
      recording, standard: standard, instrument: nil, warnings: resolved.warnings)
    // Some 200 tracks of 15 frames know the mean diameter to 2 %, the pixel size to 1 %.
    let document = calibration.document
    #expect(abs(calibration.pixelSize_um / 0.75 - 1) < 0.04)
    #expect(document.measured_before.main_median_nm > 113)
    #expect(calibration.pixelSizeInterval95_um.contains(calibration.pixelSize_um))
    #expect(abs(document.measured_after.main_median_nm / 110 - 1) < 0.002)
    // So few tracks are no calibration.
    #expect(!calibration.passed)
    #expect(calibration.criteria.contains { $0.name == "tracks" && !$0.passed })
    #expect(calibration.warnings.contains { $0.code == "CERTIFICATE_VALUES_ASSUMED" })
  }
}
