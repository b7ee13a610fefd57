import NTAAnalysis
import NTAVideo

extension CalibrationDocument {
  /// The keys of a calibration; `[]` is each entry of a list.
  static let fields = [
    ResultField("schema", "", "name and version of the layout"),
    ResultField("software.name", "", "program"),
    ResultField("software.version", "", "its version"),
    ResultField("software.ffmpeg", "", "version of the decoder"),
    ResultField("passed", "", "whether all criteria are met"),
    ResultField("criteria[].name", "", "name of a criterion"),
    ResultField("criteria[].measured", "that of the criterion", "measured value"),
    ResultField("criteria[].limit", "that of the criterion", "limit"),
    ResultField("criteria[].passed", "", "whether it is met"),
    ResultField("pixel_size_um", "µm", "effective pixel size"),
    ResultField(
      "pixel_size_interval95_um", "µm",
      "its 95 % interval from the scatter of tracks and positions"),
    ResultField(
      "pixel_size_certificate_uncertainty_um", "µm",
      "expanded uncertainty (k = 2) due to the certificate"),
    ResultField("pixel_size_nominal_um", "µm", "pixel size before the calibration"),
    ResultField("pixel_size_nominal_source", "", "where that came from"),
    ResultField("standard.name", "", "name of the standard"),
    ResultField("standard.product", "", "its product"),
    ResultField("standard.diameter_nm", "nm", "certified mean diameter"),
    ResultField("standard.expanded_uncertainty_nm", "nm", "its expanded uncertainty"),
    ResultField("standard.cv", "", "certified coefficient of variation"),
    ResultField(
      "standard.assumed", "",
      "values that were assumed because its file does not state them"),
    ResultField("standard.lot", "", "lot"),
    ResultField("standard.source", "", "source of the values"),
    ResultField("standard.refractive_index", "", "refractive index"),
    ResultField("standard.density_g_per_mL", "g/mL", "density"),
    ResultField("measured_before.mode_nm", "nm", "mode of the beads with the nominal pixel size"),
    ResultField("measured_before.mean_nm", "nm", "mean with the nominal pixel size"),
    ResultField("measured_before.cv", "", "coefficient of variation with the nominal pixel size"),
    ResultField(
      "measured_before.main_median_nm", "nm",
      "median of the main population with the nominal pixel size"),
    ResultField("measured_after.mode_nm", "nm", "mode of the beads with the calibrated pixel size"),
    ResultField("measured_after.mean_nm", "nm", "mean with the calibrated pixel size"),
    ResultField("measured_after.cv", "", "coefficient of variation with the calibrated pixel size"),
    ResultField(
      "measured_after.main_median_nm", "nm",
      "median of the main population with the calibrated pixel size"),
    ResultField("observed_volume.method", "", "stated-concentration, self-calibrated or none"),
    ResultField(
      "observed_volume.slab_width_um", "µm",
      "axial half-width w: brightness falls as exp(-2 z²/w²)"),
    ResultField("observed_volume.slab_width_interval95_um", "µm", "its 95 % interval"),
    ResultField(
      "observed_volume.bead_depth_um", "µm",
      "mean depth over which the beads were detected"),
    ResultField(
      "observed_volume.depth_by_brightness[].brightness_over_limit", "",
      "brightness in focus divided by the smallest that is counted"),
    ResultField(
      "observed_volume.depth_by_brightness[].depth_um", "µm",
      "depth over which it is counted"),
    ResultField(
      "observed_volume.bead_concentration_stated_per_mL", "1/mL",
      "stated concentration of the undiluted beads"),
    ResultField(
      "observed_volume.bead_concentration_self_calibrated_per_mL", "1/mL",
      "concentration of the undiluted beads, measured"),
    ResultField("localization_error_nm", "nm", "standard error of a position in one frame"),
    ResultField("spot_sigma_px", "px", "standard deviation of the Gaussian of a spot"),
    ResultField("bead_height", "grey levels", "height of the spot of a bead in focus"),
    ResultField("bead_height_relative_error", "", "its relative standard error"),
    ResultField("temperature_C", "°C", "temperature of the liquid"),
    ResultField("viscosity_mPas", "mPa·s", "its viscosity"),
    ResultField(
      "temperature_equivalent_C", "°C",
      "temperature that would explain the change of scale; null if none does"),
    ResultField("tracks", "", "number of tracks used"),
    ResultField("positions_kept", "", "number of positions used"),
    ResultField("positions", "", "number of positions"),
    ResultField("instrument.profile", "", "profile of the instrument"),
    ResultField("instrument.serial_number", "", "its serial number"),
    ResultField("camera.frame_width_px", "px", "width of a frame"),
    ResultField("camera.frame_height_px", "px", "height of a frame"),
    ResultField("camera.frame_rate_hz", "Hz", "frame rate"),
    ResultField("camera.exposure_s", "s", "exposure"),
    ResultField("camera.sensitivity", "instrument units", "sensitivity"),
    ResultField("camera.laser_wavelength_nm", "nm", "wavelength of the laser"),
    ResultField("camera.polarity", "", "bright or dark"),
    ResultField("input.sample", "", "name of the sample"),
    ResultField("input.videos", "", "file names of the videos"),
    ResultField("date", "", "day of the recording"),
    ResultField("warnings[].code", "", "code of a warning"),
    ResultField("warnings[].message", "", "its sentence"),
  ]
}
