import Foundation
import NTAAnalysis
import NTAVideo

/// A calibration file; the property names are its keys.
struct CalibrationDocument: Codable, Sendable, Equatable {
  static let currentSchema = "nta.calibration/1"

  var schema = Self.currentSchema
  var software: SummaryDocument.Program
  var passed: Bool
  var criteria: [CalibrationCriterion]
  /// The effective pixel size.
  var pixel_size_um: Double
  /// Determined from the scatter of tracks and positions.
  var pixel_size_interval95_um: [Double]
  /// Half-width (k = 2) due to the certificate's uncertainty, stated separately because it is the
  /// same for all calibrations with that lot.
  var pixel_size_certificate_uncertainty_um: Double
  var pixel_size_nominal_um: Double
  var pixel_size_nominal_source: String
  var standard: Standard
  var measured_before: Sizes
  var measured_after: Sizes
  var observed_volume: Volume
  @OrNull var localization_error_nm: Double?
  @OrNull var spot_sigma_px: Double?
  /// Amplitude of a bead's spot in focus, grey levels, and its relative standard error.
  @OrNull var bead_height: Double? = nil
  @OrNull var bead_height_relative_error: Double? = nil
  var temperature_C: Double
  var viscosity_mPas: Double
  /// Temperature change that would explain the change of scale; `null` if none in 0-100 °C does.
  @OrNull var temperature_equivalent_C: Double?
  var tracks: Int
  var positions_kept: Int
  var positions: Int
  var instrument: Instrument
  var camera: Camera
  var input: SummaryDocument.Input
  @OrNull var date: String?
  var warnings: [WarningText]

  struct Standard: Codable, Sendable, Equatable {
    var name: String
    var product: String
    var diameter_nm: Double
    var expanded_uncertainty_nm: Double
    var cv: Double
    /// Values that were assumed because the standard's file does not state them.
    var assumed: [String]
    @OrNull var lot: String?
    var source: String
    @OrNull var refractive_index: Double? = nil
    @OrNull var density_g_per_mL: Double? = nil
  }

  struct Sizes: Codable, Sendable, Equatable {
    var mode_nm: Double
    var mean_nm: Double
    var cv: Double
    /// Median of the particles within a factor of 1.35 of the mode: the pixel size is solved for
    /// it.
    var main_median_nm: Double
  }

  struct Volume: Codable, Sendable, Equatable {
    enum Method: String, Codable, Sendable {
      case statedConcentration = "stated-concentration", selfCalibrated = "self-calibrated", none
    }
    var method: Method
    /// Axial half-width `w`: brightness falls as `exp(-2 z²/w²)` at a distance z from the focus.
    @OrNull var slab_width_um: Double?
    /// 95 % interval of `w`, without the error of a stated concentration; `null` if `w` is unknown.
    @OrNull var slab_width_interval95_um: [Double]? = nil
    /// Mean depth over which the beads were detected.
    @OrNull var bead_depth_um: Double?
    /// Depth of detection by the ratio of in-focus brightness to the smallest counted brightness.
    var depth_by_brightness: [Depth]
    @OrNull var bead_concentration_stated_per_mL: Double?
    @OrNull var bead_concentration_self_calibrated_per_mL: Double?
  }

  struct Depth: Codable, Sendable, Equatable {
    var brightness_over_limit: Double
    var depth_um: Double
  }

  struct Instrument: Codable, Sendable, Equatable {
    @OrNull var profile: String?
    @OrNull var serial_number: String?
  }

  struct Camera: Codable, Sendable, Equatable {
    @OrNull var frame_width_px: Int?
    @OrNull var frame_height_px: Int?
    @OrNull var frame_rate_hz: Double?
    var exposure_s: Double
    @OrNull var sensitivity: Double?
    @OrNull var laser_wavelength_nm: Double?
    var polarity: String
  }

  /// The document as UTF-8 text: keys sorted, indented, with a final line end.
  func json() throws(FileError) -> String {
    try JSONText.indented(self)
  }
}
