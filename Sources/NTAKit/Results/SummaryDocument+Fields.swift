import NTAAnalysis
import NTAVideo

/// The keys of `summary.json`; `[]` is each entry of a list, `KEY` any key of a setting.
extension SummaryDocument {
  static let fields: [ResultField] =
    generalFields + sizeFields + amountFields + positionFields + verdictFields

  private static let generalFields = [
    ResultField("schema", "", "name and version of the layout"),
    ResultField("software.name", "", "program"),
    ResultField("software.version", "", "its version"),
    ResultField("software.ffmpeg", "", "version of the decoder; null for a table of tracks"),
    ResultField("input.sample", "", "name of the sample"),
    ResultField("input.videos", "", "file names of the videos, in the order of the positions"),
    ResultField(
      "input.run.KEY", "that of the setting",
      "what a source states about the recording, by the keys of `docs/settings.md`; null if "
        + "none does"),
    ResultField(
      "settings.KEY.value", "that of the setting",
      "value used for a setting, by the keys of `docs/settings.md`"),
    ResultField("settings.KEY.source", "", "where the value came from"),
    ResultField("instrument.name", "", "profile of the instrument"),
    ResultField("instrument.model", "", "manufacturer and model"),
    ResultField("instrument.serial_number", "", "serial number in the header"),
    ResultField("instrument.laser_wavelength_nm", "nm", "wavelength of the laser in the header"),
    ResultField("instrument.sensitivity", "instrument units", "camera sensitivity in the header"),
    ResultField("calibration.file", "", "file of the calibration"),
    ResultField("calibration.standard", "", "its bead standard"),
    ResultField("calibration.passed", "", "whether it met its criteria"),
    ResultField(
      "calibration.slab_width_relative_error", "",
      "relative standard error of the axial half-width"),
    ResultField(
      "calibration.sensitivity_stated", "",
      "whether beads and sample state the same camera sensitivity"),
  ]

  private static let sizeFields = [
    ResultField("size.mode_nm", "nm", "diameter of the highest number density"),
    ResultField("size.mean_nm", "nm", "number-weighted mean diameter"),
    ResultField("size.sd_nm", "nm", "standard deviation of the diameters"),
    ResultField("size.cv", "", "`sd_nm` / `mean_nm`"),
    ResultField("size.d10_nm", "nm", "diameter below which 10 % of the particles lie"),
    ResultField("size.d50_nm", "nm", "median diameter"),
    ResultField("size.d90_nm", "nm", "diameter below which 90 % of the particles lie"),
    ResultField("size.span", "", "(`d90_nm` - `d10_nm`) / `d50_nm`"),
    ResultField(
      "size.detection_limit_nm", "nm",
      "diameter below which particles are too faint to be seen; the distribution is "
        + "extrapolated there"),
    ResultField("size.interval95.mode_nm", "nm", "95 % interval of the mode"),
    ResultField("size.interval95.mean_nm", "nm", "95 % interval of the mean"),
    ResultField("size.interval95.d10_nm", "nm", "95 % interval of D10"),
    ResultField("size.interval95.d50_nm", "nm", "95 % interval of D50"),
    ResultField("size.interval95.d90_nm", "nm", "95 % interval of D90"),
    ResultField(
      "size.interval95.share_30_to_150", "",
      "95 % interval of the fraction of particles from 30 to 150 nm"),
    ResultField("size.peaks[].diameter_nm", "nm", "diameter at the maximum"),
    ResultField("size.peaks[].fwhm_nm", "nm", "full width at half maximum"),
    ResultField(
      "size.peaks[].range_nm", "nm",
      "the peak: from the valley on one side to that on the other"),
    ResultField("size.peaks[].number_fraction", "", "fraction of the particles in this range"),
    ResultField(
      "size.peaks[].concentration_per_mL", "1/mL",
      "particles in this range per mL of the measured liquid"),
    ResultField("size.peaks[].measured_per_mL", "1/mL", "the same as `concentration_per_mL`"),
    ResultField(
      "size.peaks[].sample_per_mL", "1/mL",
      "particles in this range per mL of the undiluted sample"),
    ResultField("size.peaks[].interval95_nm", "nm", "95 % interval of the diameter at the maximum"),
    ResultField("size.material[].lower_nm", "nm", "lower edge of a bin"),
    ResultField("size.material[].upper_nm", "nm", "upper edge of the bin"),
    ResultField("size.material[].diameter_nm", "nm", "mean diameter in the bin"),
    ResultField(
      "size.material[].brightness_over_beads", "",
      "brightness in focus, divided by that of the beads"),
    ResultField(
      "size.material[].refractive_index", "",
      "index of a homogeneous sphere of this brightness"),
    ResultField("size.material[].interval95", "", "95 % interval of the refractive index"),
    ResultField("size.material[].tracks", "", "number of tracks that the bin rests on"),
    ResultField(
      "size.per_track.mode_nm", "nm",
      "mode of the diameters of single tracks, without corrections, for comparison with "
        + "other programs"),
    ResultField(
      "size.per_track.mean_nm", "nm",
      "mean of the diameters of single tracks, without corrections, for comparison with "
        + "other programs"),
    ResultField(
      "size.per_track.sd_nm", "nm",
      "standard deviation of the diameters of single tracks, without corrections, for "
        + "comparison with other programs"),
    ResultField(
      "size.per_track.d10_nm", "nm",
      "10 % quantile of the diameters of single tracks, without corrections, for comparison "
        + "with other programs"),
    ResultField(
      "size.per_track.d50_nm", "nm",
      "median of the diameters of single tracks, without corrections, for comparison with "
        + "other programs"),
    ResultField(
      "size.per_track.d90_nm", "nm",
      "90 % quantile of the diameters of single tracks, without corrections, for comparison "
        + "with other programs"),
    ResultField(
      "size.surface_weighted.mode_nm", "nm",
      "mode with each particle weighted by its surface"),
    ResultField(
      "size.surface_weighted.mean_nm", "nm",
      "mean with each particle weighted by its surface"),
    ResultField(
      "size.surface_weighted.sd_nm", "nm",
      "standard deviation with each particle weighted by its surface"),
    ResultField(
      "size.surface_weighted.d10_nm", "nm",
      "10 % quantile with each particle weighted by its surface"),
    ResultField(
      "size.surface_weighted.d50_nm", "nm",
      "median with each particle weighted by its surface"),
    ResultField(
      "size.surface_weighted.d90_nm", "nm",
      "90 % quantile with each particle weighted by its surface"),
    ResultField(
      "size.volume_weighted.mode_nm", "nm",
      "mode with each particle weighted by its volume"),
    ResultField(
      "size.volume_weighted.mean_nm", "nm",
      "mean with each particle weighted by its volume"),
    ResultField(
      "size.volume_weighted.sd_nm", "nm",
      "standard deviation with each particle weighted by its volume"),
    ResultField(
      "size.volume_weighted.d10_nm", "nm",
      "10 % quantile with each particle weighted by its volume"),
    ResultField(
      "size.volume_weighted.d50_nm", "nm",
      "median with each particle weighted by its volume"),
    ResultField(
      "size.volume_weighted.d90_nm", "nm",
      "90 % quantile with each particle weighted by its volume"),
  ]

  private static let amountFields = [
    ResultField("concentration.measured_per_mL", "1/mL", "particles per mL of the measured liquid"),
    ResultField(
      "concentration.sample_per_mL", "1/mL",
      "particles per mL of the undiluted sample: `measured_per_mL` x `dilution`"),
    ResultField("concentration.interval95_per_mL", "1/mL", "95 % interval of `sample_per_mL`"),
    ResultField("concentration.dilution", "", "dilution factor"),
    ResultField(
      "concentration.method", "",
      "how the depth was determined: calibrated, self-calibrated or nominal-depth"),
    ResultField("concentration.depth_um", "µm", "mean depth of the observed volume"),
    ResultField(
      "concentration.particles_per_frame", "",
      "mean number of particles in view, corrected for those that were not detected; "
        + "`measured_per_mL` is this number divided by `area_um2` and `depth_um`, times 10¹² "
        + "µm³ per mL"),
    ResultField("concentration.area_um2", "µm²", "area of the field of view"),
    ResultField(
      "concentration.limit95.measured_per_mL", "1/mL",
      "without a population of particles: upper limit (95 %, one-sided) of detectable "
        + "particles in the measured liquid"),
    ResultField("concentration.limit95.sample_per_mL", "1/mL", "the same for the undiluted sample"),
    ResultField("concentration.limit95.depth_um", "µm", "depth of the observed volume"),
    ResultField(
      "concentration.limit95.depth_presumed", "",
      "whether the depth is presumed because no source states it"),
    ResultField("concentration.limit95.tracks", "", "number of tracks, whatever their cause"),
    ResultField("concentration.limit95.fields", "", "number of fields of view"),
    ResultField("blank.name", "", "name of the blank"),
    ResultField("blank.tracks", "", "number of its tracks"),
    ResultField(
      "blank.measured_per_mL", "1/mL",
      "particles per mL of the blank as measured; 0 without a population of particles"),
    ResultField("blank.interval95_per_mL", "1/mL", "its 95 % interval"),
    ResultField("blank.validity", "", "verdict on the result of the blank"),
    ResultField(
      "blank.share", "",
      "concentration of the blank divided by that of the sample, both as measured"),
    ResultField("blank.share_interval95", "", "its 95 % interval"),
    ResultField(
      "blank.net_per_mL", "1/mL",
      "particles per mL of the undiluted sample without those of the blank"),
    ResultField(
      "blank.net_interval95_per_mL", "1/mL",
      "its 95 % interval, with the uncertainty of both"),
    ResultField("tracks.count", "", "number of tracks"),
    ResultField("tracks.used", "", "number of tracks in the distribution"),
    ResultField("tracks.median_frames", "", "median length of the used tracks"),
    ResultField("tracks.localization_error_nm", "nm", "standard error of a position in one frame"),
    ResultField("tracks.spot_sigma_px", "px", "standard deviation of the Gaussian of a spot"),
    ResultField("displacement.lags", "frames", "lags of the mean squared displacement"),
    ResultField("displacement.msd_um2", "µm²", "mean squared displacement at each lag"),
    ResultField("displacement.stride", "frames", "lag from which motion is free"),
    ResultField("displacement.interval_s", "s", "time between frames"),
    ResultField("displacement.diffusion_um2_per_s", "µm²/s", "diffusion coefficient of all tracks"),
    ResultField("displacement.diffusion_se_um2_per_s", "µm²/s", "its standard error"),
    ResultField(
      "displacement.flow_um_per_s", "µm/s",
      "root mean square of the flow that differs between particles; only if it was corrected"),
  ]

  private static let positionFields = Position.fields.map {
    ResultField("positions[].\($0.name)", $0.unit, $0.meaning)
  }

  private static let verdictFields = [
    ResultField("positions[].fingerprint", "", "hash of the first frame; null without pictures"),
    ResultField("warnings[].code", "", "code of a warning"),
    ResultField("warnings[].message", "", "its sentence"),
    ResultField("validity.verdict", "", "valid, doubtful or invalid"),
    ResultField("validity.checks[].name", "", "name of a check"),
    ResultField("validity.checks[].measured", "that of the check", "measured value"),
    ResultField("validity.checks[].limit", "that of the check", "limit"),
    ResultField("validity.checks[].passed", "", "whether the value is within the limit"),
    ResultField("validity.checks[].severity", "", "verdict if it is not"),
    ResultField("validity.checks[].message", "", "the outcome as a sentence"),
  ]
}
