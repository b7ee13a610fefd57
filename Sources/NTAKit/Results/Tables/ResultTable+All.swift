import NTAAnalysis
import NTAVideo

extension ResultTable {
  /// One row per setting of the measurement.
  package static let settings = ResultTable(
    "settings", "a setting of the measurement", columns: settingColumns
  ) { result in
    result.summary.settings.map { (key: $0.key, value: $0.value) }.sorted { $0.key < $1.key }
  }

  private static let settingColumns: [RowColumn<(key: String, value: SettingDocument?)>] = [
    .text("setting", "Key of the setting, as in `run.yaml`") { $0.key },
    .number("number", "Value, if it is a number, in the unit that the key names") {
      if case .number(let number) = $0.value?.value { number } else { nil }
    },
    .text("text", "Value, if it is not a number") {
      switch $0.value?.value {
      case .text(let text): text
      case .flag(let flag): flag ? "yes" : "no"
      case .whole(let whole): "\(whole)"
      case .number, nil: nil
      }
    },
    .text("source", "Where the value comes from") { $0.value?.source },
  ]

  /// One row per position.
  package static let positions = ResultTable(
    "positions", "a position", columns: positionColumns
  ) { $0.summary.positions }

  private static let positionColumns: [RowColumn<SummaryDocument.Position>] = [
    .whole("position", "Number of the position, from 1") { $0.index },
    .text("file", "Name of the video") { $0.file },
    .whole("section", "Number of the section of the video, from 1") { $0.section },
    .flag("used", "1 if the position is pooled") { $0.used },
    .text("removal", "Why the position is left out") { $0.removal },
    .whole("frames", "Frames that were analysed") { $0.frames },
    .whole("frames_expected", "Frames that the file promises") { $0.frames_expected },
    .number("particles_per_frame", "Mean number of particles in a frame") {
      $0.particles_per_frame
    },
    .whole("tracks", "Number of tracks that were sized") { $0.tracks },
    .number("d50_nm", "Median diameter of the tracks") { $0.d50_nm },
    .number("mean_intensity", "Mean intensity of the tracks, in grey levels") {
      $0.mean_intensity
    },
    .number("drift_x_um_per_s", "Drift to the right") { $0.drift_x_um_per_s },
    .number("drift_y_um_per_s", "Drift downwards") { $0.drift_y_um_per_s },
    .number("concentration_per_mL", "Concentration in the measured cell") {
      $0.concentration_per_mL
    },
    .number("measured_per_mL", "The same as `concentration_per_mL`") { $0.measured_per_mL },
    .number("sample_per_mL", "Concentration in the sample before dilution") { $0.sample_per_mL },
    .text("fingerprint", "Hash of the first frame") { $0.fingerprint },
  ]

  /// One row per bin of the size distribution.
  package static let distribution = ResultTable(
    "distribution", "a bin of the size distribution", columns: binColumns
  ) { result in
    result.bins.enumerated().map { (number: $0.offset + 1, bin: $0.element) }
  }

  private static let binColumns:
    [RowColumn<(number: Int, bin: (row: DistributionRow, isBelowLimit: Bool?))>] = [
      .whole("bin", "Number of the bin, from 1") { $0.number },
      .number("diameter_nm", "Centre of the bin") { $0.bin.row.diameter_nm },
      .number("lower_nm", "Lower edge of the bin") { $0.bin.row.lower_nm },
      .number("upper_nm", "Upper edge of the bin") { $0.bin.row.upper_nm },
      .number("number_fraction", "Fraction of the particles in the bin") {
        $0.bin.row.numberFraction
      },
      .number("number_density_per_nm", "Fraction of the particles per nm") {
        $0.bin.row.numberDensity_per_nm
      },
      .number("concentration_per_mL", "Concentration in the measured cell") {
        $0.bin.row.concentration_per_mL
      },
      .number("measured_per_mL", "The same as `concentration_per_mL`") {
        $0.bin.row.concentration_per_mL
      },
      .number("sample_per_mL", "Concentration in the sample before dilution") {
        $0.bin.row.sample_per_mL
      },
      .number("volume_fraction", "Fraction of the particles' volume in the bin") {
        $0.bin.row.volumeFraction
      },
      .number("surface_fraction", "Fraction of the particles' surface in the bin") {
        $0.bin.row.surfaceFraction
      },
      .number("lower95_per_nm", "Lower end of the 95 % interval of the density") {
        $0.bin.row.densityLower95_per_nm
      },
      .number("upper95_per_nm", "Upper end of the 95 % interval of the density") {
        $0.bin.row.densityUpper95_per_nm
      },
      .flag("below_detection_limit", "1 if the bin is below the detection limit") {
        $0.bin.isBelowLimit
      },
    ]

  /// One row per peak of the distribution.
  package static let peaks = ResultTable(
    "peaks", "a peak of the size distribution", columns: peakColumns
  ) { result in
    result.summary.size.peaks.enumerated().map { (number: $0.offset + 1, peak: $0.element) }
  }

  private static let peakColumns: [RowColumn<(number: Int, peak: SummaryDocument.Peak)>] =
    [
      .whole("peak", "Number of the peak, from 1, the largest first") { $0.number },
      .number("diameter_nm", "Diameter at the top of the peak") { $0.peak.diameter_nm },
      .number("fwhm_nm", "Full width at half maximum") { $0.peak.fwhm_nm },
      .number("number_fraction", "Fraction of the particles in the peak") {
        $0.peak.number_fraction
      },
      .number("concentration_per_mL", "Concentration in the measured cell") {
        $0.peak.concentration_per_mL
      },
      .number("measured_per_mL", "The same as `concentration_per_mL`") { $0.peak.measured_per_mL },
      .number("sample_per_mL", "Concentration in the sample before dilution") {
        $0.peak.sample_per_mL
      },
      .number("lower_nm", "Valley below the peak") { $0.peak.range_nm?.first },
      .number("upper_nm", "Valley above the peak") { $0.peak.range_nm?.last },
    ]
    + RowColumn<(number: Int, peak: SummaryDocument.Peak)>.interval(
      "diameter", unit: "_nm", "diameter"
    ) { $0.peak.interval95_nm }

  /// One row per warning.
  package static let warnings = ResultTable(
    "warnings", "a warning", columns: warningColumns
  ) { result in
    result.summary.warnings.enumerated().map { (number: $0.offset + 1, warning: $0.element) }
  }

  private static let warningColumns: [RowColumn<(number: Int, warning: WarningText)>] = [
    .whole("number", "Number of the warning, from 1") { $0.number },
    .text("code", "Stable code, such as `LOW_TRACK_COUNT`") { $0.warning.code },
    .text("message", "One sentence") { $0.warning.message },
  ]

  /// One row per check of validity.
  package static let checks = ResultTable(
    "checks", "a check of validity", columns: checkColumns
  ) { $0.summary.validity?.checks ?? [] }

  private static let checkColumns: [RowColumn<ValidityDocument.Check>] = [
    .text("name", "Stable name, such as `motion_periodogram`") { $0.name },
    .number("measured", "What was measured") { $0.measured },
    .number("limit_value", "The limit that decides") { $0.limit },
    .flag("passed", "1 if the check is met") { $0.passed },
    .text("severity", "What the verdict becomes if it is not met") { $0.severity },
    .text("message", "One sentence") { $0.message },
  ]

  /// One row per sized track.
  package static let particles = ResultTable(
    "particles", "a sized track", columns: particleColumns
  ) { result in
    result.particles.enumerated().lazy.map { (number: $0.offset + 1, particle: $0.element) }
  }

  private static let particleColumns: [RowColumn<(number: Int, particle: ParticleResult)>] = [
    .whole("number", "Number of the track in the run, from 1") { $0.number },
    .whole("position", "Number of the position") { $0.particle.position },
    .whole("particle", "Number of the particle in the position") { $0.particle.particle },
    .whole("first_frame", "First frame, from 0") { $0.particle.firstFrame },
    .whole("frames", "Number of frames") { $0.particle.frames },
    .number("diffusion_um2_per_s", "Diffusion coefficient") { $0.particle.diffusion_um2_per_s },
    .number("diffusion_se_um2_per_s", "Its standard error") {
      $0.particle.diffusionStandardError_um2_per_s
    },
    .number("diameter_nm", "Stokes-Einstein diameter") { $0.particle.diameter_nm },
    .number("diameter_lower95_nm", "Lower end of its 95 % interval") {
      $0.particle.diameterLower95_nm
    },
    .number("diameter_upper95_nm", "Upper end of its 95 % interval") {
      $0.particle.diameterUpper95_nm
    },
    .number("intensity", "Median amplitude of the spot, in grey levels") {
      $0.particle.intensity
    },
    .number("localization_error_nm", "Localisation error per axis") {
      $0.particle.localizationError_nm
    },
    .number("x_um", "Mean x coordinate") { $0.particle.x_um },
    .number("y_um", "Mean y coordinate, downwards") { $0.particle.y_um },
  ]
}
