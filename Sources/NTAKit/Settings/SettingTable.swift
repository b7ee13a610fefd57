import NTAAnalysis
import NTAVideo

/// The table of settings: one property per setting, in the order of the log and the documentation.
///
/// A row added here is read from `run.yaml`, resolved from its sources, and written to
/// `summary.json`, to the log, to the report's settings and to the command that repeats the
/// measurement. Its value is `settings.<name of the property>`. An option of the command line
/// needs a property there, too.
public struct SettingTable: Sendable {
  /// Name of the sample.
  public let sample: PossibleSetting<String> = .text(
    "sample", name: "sample", option: "sample", meaning: "Name of the sample",
    role: .description, header: \.sample)

  /// Day of the recording, `yyyy-mm-dd`.
  public let date: PossibleSetting<String> = .day(
    "date", name: "date", option: "date", meaning: "Day of the recording", header: \.date)

  /// Who recorded the sample.
  public let operatorName: PossibleSetting<String> = .text(
    "operator", name: "operator", option: "operator", meaning: "Who recorded the sample",
    role: .description)

  /// Number or code under which the laboratory keeps the sample.
  public let sampleID: PossibleSetting<String> = .text(
    "sample_id", name: "sample ID", option: "sample-id",
    meaning: "Number or code under which the laboratory keeps the sample", role: .description)

  /// Where the sample comes from and how it was prepared.
  public let preparation: PossibleSetting<String> = .text(
    "preparation", name: "preparation", option: "preparation",
    meaning: "Where the sample comes from and how it was prepared", role: .description)

  /// Remarks about the recording.
  public let notes: PossibleSetting<String> = .text(
    "notes", name: "notes", option: "notes", meaning: "Remarks about the recording",
    role: .description)

  /// The liquid alone: a result folder, or a run that is measured first.
  ///
  /// A path in `run.yaml` is relative to that file.
  public let blank: PossibleSetting<String> = .text(
    "blank", name: "blank", option: "blank", placeholder: "path",
    meaning: "The liquid alone, as a result folder or a run, which is stated beside the sample",
    role: .description)

  /// Wavelength of the laser in vacuum, in [100, 2000] nm; the brightness of particles by size
  /// follows from it.
  public let laser_nm: PossibleSetting<Double> = .number(
    "laser_nm", in: .from(100, to: 2000, "nm"), name: "laser wavelength", option: "laser",
    meaning: "Wavelength of the laser, in nm", otherwise: .absent(inWords: nil),
    header: \.laserWavelength_nm)

  /// Camera level or sensitivity in the instrument's own units, in [0, 100000].
  public let cameraLevel: PossibleSetting<Double> = .number(
    "camera_level", in: .from(0, to: 100_000), name: "camera level", option: "camera-level",
    meaning: "Camera level or sensitivity, in the units of the instrument",
    otherwise: .absent(inWords: nil), role: .description, header: \.sensitivity)

  /// Gain of the camera in the instrument's own units, in [-1000, 100000].
  public let gain: PossibleSetting<Double> = .number(
    "gain", in: .from(-1000, to: 100_000), name: "gain", option: "gain",
    meaning: "Gain of the camera, in the units of the instrument",
    otherwise: .absent(inWords: nil), role: .description)

  /// Name of a profile in `calibration/instruments/`, or the path of one.
  public let instrument: PossibleSetting<String> = .text(
    "instrument", name: "instrument", option: "instrument", placeholder: "name",
    meaning:
      "Instrument profile: zetaview, zetaview-pmx110, nanosight, nanosight-ns300, or a .yaml file")

  /// Pixel size in the sample, in [0.001, 100] µm.
  public let pixelSize_um: CertainSetting<Double> = .number(
    "pixel_size_um", in: .from(0.001, to: 100, "µm"), name: "pixel size", option: "pixel-size",
    meaning: "Pixel size in the sample, in µm", otherwise: .required,
    worth: "1 % is 2 % of diameter", header: \.pixelSize_um,
    from: [.table, .calibration, .instrumentProfile, .container])

  /// Frames per second, in [0.001, 100000] Hz; without it each frame's time is the container's.
  public let frameRate_hz: PossibleSetting<Double> = .number(
    "frame_rate_hz", in: .from(0.001, to: 100_000, "Hz"), name: "frame rate",
    option: "frame-rate", meaning: "Frames per second",
    otherwise: .source(.container, inWords: "that of the video file"),
    worth: "1 % is 1 % of diameter", header: \.frameRate_hz,
    from: [.instrumentProfile, .container])

  /// Exposure time of a frame, in [0, 100] s and no longer than the frame interval.
  ///
  /// A stated 0 means that there is no motion blur, as with a pulsed laser. The default of 0 means that the
  /// exposure is unknown (`EXPOSURE_UNKNOWN`).
  public let exposure_s: CertainSetting<Double> = .number(
    "exposure_s", in: .from(0, to: 100, "s"), name: "exposure", option: "exposure",
    meaning: "Exposure time of a frame, in seconds (0 with a pulsed laser)",
    otherwise: .value(.number(0)),
    header: \.exposure_s, from: [.instrumentProfile])

  /// Temperature of the liquid, in [0, 100] °C.
  public let temperature_C: CertainSetting<Double> = .number(
    "temperature_C", in: .from(0, to: 100, "°C"), name: "temperature", option: "temperature",
    meaning: "Temperature of the liquid, in °C (0 to 100)", otherwise: .required,
    worth: "1 °C is 2.6 % of diameter", header: \.temperature_C)

  /// Name of the liquid: `water`, `pbs`, or any name when the viscosity is given.
  public let medium: CertainSetting<String> = .text(
    "medium", name: "medium", option: "medium", placeholder: "name",
    meaning: "The liquid: water (default), pbs, or any name if its viscosity is given",
    otherwise: .value(.text(Medium.water.rawValue)), header: \.electrolyte)

  /// Viscosity of the liquid at its temperature, in [0.01, 1000] mPa·s.
  public let viscosity_mPas: CertainSetting<Double> = .number(
    "viscosity_mPas", in: .from(0.01, to: 1000, "mPa·s"), name: "viscosity", option: "viscosity",
    meaning: "Viscosity of the liquid, in mPa·s",
    otherwise: .source(.derived, inWords: "that of the medium at the temperature"),
    header: \.viscosity_mPas)

  /// How the viscosity is calculated from the temperature; nil if the viscosity itself was stated.
  public let viscosityModel: PossibleSetting<ViscosityModel> = .choice(
    "viscosity_model", name: "viscosity model", option: "viscosity-model",
    meaning:
      "How the viscosity is calculated from the temperature: iapws (default), or zetaview for "
      + "the linear formula of the instrument's software",
    otherwise: .iapws)

  /// How many times the sample was diluted before the measurement, in [1, 10¹²].
  public let dilution: CertainSetting<Double> = .number(
    "dilution", in: .from(1, to: 1e12), name: "dilution", option: "dilution", placeholder: "x",
    meaning: "How many times the sample was diluted", otherwise: .value(.number(1)),
    header: \.dilution)

  /// Whether spots are brighter or darker than the background.
  public let polarity: CertainSetting<Polarity> = .choice(
    "polarity", name: "polarity", option: "polarity",
    meaning:
      "bright for bright spots on a dark background (default), or dark for the reverse",
    otherwise: .bright,
    from: [.instrumentProfile])

  /// Depth of the observed volume, in [0.01, 10000] µm.
  public let depth_um: PossibleSetting<Double> = .number(
    "depth_um", in: .from(0.01, to: 10_000, "µm"), name: "depth", option: "depth",
    meaning: "Depth of the observed volume, in µm", otherwise: .absent(inWords: nil),
    from: [.calibration, .instrumentProfile])

  /// Number of positions in a single video, in [1, 10000].
  public let positions: PossibleSetting<Int> = .wholeNumber(
    "positions", in: .from(1, to: 10_000), name: "positions", option: "positions",
    meaning: "Number of positions in a single video, as sections of equal length",
    otherwise: .absent(inWords: nil),
    role: .layout, header: \.positions)

  /// Number of times each position was measured, in [1, 10000].
  public let cycles: PossibleSetting<Int> = .wholeNumber(
    "cycles", in: .from(1, to: 10_000), name: "cycles", option: "cycles", placeholder: "c",
    meaning: "Number of times each position was measured", otherwise: .absent(inWords: nil),
    role: .layout, header: \.cycles)

  /// Rectangles of the image in which no spots are detected, px.
  public let excludedRegions: PossibleSetting<ExcludedRegions> = .regions(
    "exclude", name: "excluded regions", option: "exclude",
    meaning:
      "Rectangles of the image to leave out, such as a clock; semicolons separate several",
    otherwise: .absent(inWords: nil))

  /// Channel of a stack that is measured, in [1, 10000]; a stack with several needs one.
  public let channel: PossibleSetting<Int> = .wholeNumber(
    "channel", in: .from(1, to: 10_000), name: "channel", option: "channel",
    meaning: "Channel to measure of a stack that has several, from 1",
    otherwise: .absent(inWords: "the only one"))

  /// FFmpeg's name of the format in which the pixels of raw video are stored, where the file states a wrong
  /// one or none.
  public let pixelFormat: PossibleSetting<String> = .text(
    "pixel_format", name: "pixel format", option: "pixel-format", placeholder: "name",
    meaning: "How the pixels of raw video are stored if the file does not say so, such as gray16le",
    otherwise: .absent(inWords: "as the video file states"))

  /// Shortest track that is sized, in [3, 100000] frames.
  ///
  /// Estimating a diffusion coefficient and its error takes two displacements, and thus three frames.
  /// The track length in an instrument's header is not used: it is a setting of the instrument's
  /// software, not of the recording.
  public let minimumTrackLength: CertainSetting<Int> = .wholeNumber(
    "min_track_length", in: .from(3, to: 100_000, "frames"), name: "minimum track length",
    option: "min-track-length", meaning: "Shortest track that is sized, in frames",
    otherwise: .value(.number(4)))

  /// Smallest diameter whose Brownian displacements linking must be able to follow, in
  /// [1, 10000] nm.
  public let smallestDiameter_nm: CertainSetting<Double> = .number(
    "smallest_diameter_nm", in: .from(1, to: 10_000, "nm"), name: "smallest diameter",
    option: "smallest-diameter",
    meaning: "Smallest particle diameter that linking must be able to follow, in nm",
    otherwise: .value(.number(30)))

  /// Seed of the resampling from which the intervals are calculated.
  public let seed: CertainSetting<UInt64> = .seed(
    "seed", name: "seed", option: "seed",
    meaning: "Seed of the random resampling from which the intervals are calculated",
    otherwise: 1)

  /// A position with fewer sized tracks is left out (`MIN_TRACKS`); in [0, 1000000].
  public let minimumTracks: CertainSetting<Int> = .wholeNumber(
    "min_tracks", in: .from(0, to: 1_000_000), name: "minimum tracks", option: "min-tracks",
    meaning: "Leave out positions with fewer sized tracks than this",
    otherwise: .value(limits.minimumTracks.settingValue))

  /// A position with faster drift is left out (`MAX_DRIFT`); in (0, 100000] µm/s.
  ///
  /// The default is that of the ZetaView.
  public let maximumDrift_um_per_s: CertainSetting<Double> = .number(
    "max_drift_um_per_s", in: .above(0, to: 100_000, "µm/s"), name: "maximum drift",
    option: "max-drift", meaning: "Leave out positions that drift faster than this, in µm/s",
    otherwise: .value(limits.maximumDrift_um_per_s.settingValue))

  /// A position with fewer particles per frame is left out (`PARTICLE_RANGE`); in [0, 1000000].
  public let minimumParticlesPerFrame: CertainSetting<Double> = .number(
    "min_particles_per_frame", in: .from(0, to: 1_000_000), name: "minimum particles per frame",
    option: "min-particles",
    meaning: "Leave out positions with fewer particles per frame than this",
    otherwise: .value(limits.minimumParticlesPerFrame.settingValue))

  /// A position with more particles per frame is left out (`PARTICLE_RANGE`); in (0, 1000000].
  public let maximumParticlesPerFrame: PossibleSetting<Double> = .number(
    "max_particles_per_frame", in: .above(0, to: 1_000_000),
    name: "maximum particles per frame", option: "max-particles",
    meaning: "Leave out positions with more particles per frame than this",
    otherwise: .absent(inWords: "no limit"))

  /// A position whose median diameter deviates by more than this many robust standard deviations is
  /// left out (`OUTLIER_SIZE`); in (0, 1000000].
  public let outlierSize: CertainSetting<Double> = .number(
    "outlier_size", in: .above(0, to: 1_000_000, "robust standard deviations"),
    name: "size outliers",
    option: "outlier-size", placeholder: "n",
    meaning:
      "Leave out positions whose median diameter deviates by more than this many robust standard "
      + "deviations",
    otherwise: .value(limits.outlierSize.settingValue))

  /// A position whose particle count deviates by more than this many robust standard deviations is
  /// left out (`OUTLIER_COUNT`); in (0, 1000000].
  public let outlierCount: CertainSetting<Double> = .number(
    "outlier_count", in: .above(0, to: 1_000_000, "robust standard deviations"),
    name: "count outliers",
    option: "outlier-count", placeholder: "n",
    meaning:
      "Leave out positions whose particle count deviates by more than this many robust standard "
      + "deviations",
    otherwise: .value(limits.outlierCount.settingValue))

  /// A position whose mean intensity deviates by more than this many robust standard deviations is
  /// left out (`OUTLIER_INTENSITY`); in (0, 1000000].
  public let outlierIntensity: CertainSetting<Double> = .number(
    "outlier_intensity", in: .above(0, to: 1_000_000, "robust standard deviations"),
    name: "intensity outliers", option: "outlier-intensity", placeholder: "n",
    meaning:
      "Leave out positions whose mean intensity deviates by more than this many robust standard "
      + "deviations",
    otherwise: .value(limits.outlierIntensity.settingValue))

  /// Analyse the whole frames of a damaged recording instead of refusing it.
  public let allowDamaged: CertainSetting<Bool> = .flag(
    "allow_damaged", name: "damaged recordings allowed", option: "allow-damaged",
    meaning: "Analyse the whole frames of a damaged recording instead of refusing it")

  private static let limits = PositionLimits()
}

extension SettingTable {
  /// The table.
  static let rows = SettingTable()

  /// All rows without their types, in the order of the table.
  public static let definitions: [SettingDefinition] =
    // A mirror lists the properties in order of declaration, so that each row is written only once.
    Mirror(reflecting: rows).children.compactMap { ($0.value as? any DefinesSetting)?.definition }

  /// The rows of the settings that a source may supply.
  static func definitions(from source: SettingSource) -> [SettingDefinition] {
    definitions.filter { $0.sources.contains(source) }
  }

  /// The row with a given key; `nil` if there is none.
  static func definition(of key: String) -> SettingDefinition? {
    definitions.first { $0.key == key }
  }
}

extension SettingDefinition {
  /// The row of a property of the table.
  public static subscript<Value, Effective>(
    _ row: KeyPath<SettingTable, SettingRow<Value, Effective>>
  ) -> SettingDefinition {
    SettingTable.rows[keyPath: row].definition
  }
}

/// A row of any type.
private protocol DefinesSetting {
  var definition: SettingDefinition { get }
}

extension SettingRow: DefinesSetting {}
