import NTAKit

extension Wording {
  /// Messages name the options of the command line.
  static let commandLine = Wording { options[$0] ?? $0.key }

  /// The option of each setting, path and choice.
  static let options: [ArgumentName: String] = [
    .pixelSize: "--pixel-size",
    .frameRate: "--frame-rate",
    .exposure: "--exposure",
    Quantity.temperature.name: "--temperature",
    .medium: "--medium",
    .viscosity: "--viscosity",
    .viscosityModel: "--viscosity-model",
    Quantity.dilution.name: "--dilution",
    .depth: "--depth",
    .positions: "--positions",
    .cycles: "--cycles",
    Quantity.minimumTrackLength.name: "--min-track-length",
    Quantity.smallestDiameter.name: "--smallest-diameter",
    Quantity.minimumTracks.name: "--min-tracks",
    Quantity.maximumDrift.name: "--max-drift",
    Quantity.minimumParticles.name: "--min-particles",
    Quantity.maximumParticles.name: "--max-particles",
    Quantity.outlierSize.name: "--outlier-size",
    Quantity.outlierCount.name: "--outlier-count",
    Quantity.outlierIntensity.name: "--outlier-intensity",
    .instrument: "--instrument",
    .calibration: "--calibration",
    .allowFailedCalibration: "--allow-failed-calibration",
    .allowDamaged: "--allow-damaged",
    .threads: "--threads",
    .runFile: "--config",
    .unit: "--unit",
    .position: "--position",
    .firstFrame: "--first",
    .output: "--out",
    .overwrite: "--overwrite",
  ]
}

extension NTAError {
  /// One sentence that names options: what, where, what to do.
  var sentence: String { description(in: .commandLine) }
  /// The exit code of the command that it ends.
  var exitStatus: ExitStatus { ExitStatus(category) }
}
