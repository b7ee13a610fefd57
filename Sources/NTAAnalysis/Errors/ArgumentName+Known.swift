// The arguments that some error or warning names.
extension ArgumentName {
  /// Edge of a pixel in the sample, µm.
  public static let pixelSize = ArgumentName("pixel_size_um")
  /// Frame rate, Hz.
  public static let frameRate = ArgumentName("frame_rate_hz")
  /// Exposure of a frame, s.
  public static let exposure = ArgumentName("exposure_s")
  /// Name of the liquid.
  public static let medium = ArgumentName("medium")
  /// Viscosity of the liquid, mPa·s.
  public static let viscosity = ArgumentName("viscosity_mPas")
  /// How the viscosity depends on the temperature.
  public static let viscosityModel = ArgumentName("viscosity_model")
  /// Depth of the observed volume, µm.
  public static let depth = ArgumentName("depth_um")
  /// Number of positions in a video.
  public static let positions = ArgumentName("positions")
  /// Number of the channel to measure.
  public static let channel = ArgumentName("channel")
  /// How raw video is stored.
  public static let pixelFormat = ArgumentName("pixel_format")
  /// Number of times each position was measured.
  public static let cycles = ArgumentName("cycles")
  /// Name or file of the instrument profile.
  public static let instrument = ArgumentName("instrument")
  /// File of the calibration.
  public static let calibration = ArgumentName("calibration")
  /// Consent to use a calibration that failed.
  public static let allowFailedCalibration = ArgumentName("allow_failed_calibration")
  /// Consent to analyse the whole frames of a damaged recording.
  public static let allowDamaged = ArgumentName("allow_damaged")
  /// Number of threads.
  public static let threads = ArgumentName("threads")
  /// A file of settings elsewhere than beside the recording.
  public static let runFile = ArgumentName("run_file")
  /// Unit of the coordinates in a table.
  public static let unit = ArgumentName("unit")
  /// Number of the position to draw.
  public static let position = ArgumentName("position")
  /// First frame to draw.
  public static let firstFrame = ArgumentName("first_frame")
  /// Path of the result.
  public static let output = ArgumentName("output")
  /// Consent to replace an earlier result.
  public static let overwrite = ArgumentName("overwrite")

  /// All of the above.
  public static let known: [ArgumentName] = [
    .pixelSize, .frameRate, .exposure, .medium, .viscosity, .viscosityModel, .depth, .positions,
    .cycles, .channel, .pixelFormat, .instrument, .calibration, .allowFailedCalibration,
    .allowDamaged, .threads, .runFile, .unit, .position, .firstFrame, .output, .overwrite,
  ]
}
