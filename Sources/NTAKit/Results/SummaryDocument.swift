import Foundation
import NTAAnalysis
import NTAVideo

/// `summary.json`; the property names are its keys.
struct SummaryDocument: Codable, Sendable, Equatable {
  static let currentSchema = "nta.summary/1"

  var schema: String
  var software: Program
  var input: Input
  var settings: [String: SettingDocument?]
  @OrNull var instrument: Instrument?
  @OrNull var calibration: Calibration?
  var size: Size
  var concentration: Concentration
  /// The sample beside its blank; `null` if none was given.
  @OrNull var blank: Blank? = nil
  var tracks: Tracks
  @OrNull var displacement: Displacement?
  var positions: [Position]
  var warnings: [WarningText]
  /// Missing in results of earlier versions.
  var validity: ValidityDocument?

  struct Program: Codable, Sendable, Equatable {
    var name: String
    var version: String
    /// Version of the decoder; `null` for a table of tracks.
    @OrNull var ffmpeg: String? = Software.ffmpegVersion
  }

  struct Input: Codable, Sendable, Equatable {
    @OrNull var sample: String?
    var videos: [String]
    /// What `run.yaml` and the other sources state about the recording, by the keys of the settings;
    /// missing in results of earlier versions and in calibrations.
    var run: [String: SettingValue?]?
  }

  struct Instrument: Codable, Sendable, Equatable {
    var name: String
    var model: String
    @OrNull var serial_number: String?
    @OrNull var laser_wavelength_nm: Double?
    @OrNull var sensitivity: Double?
  }

  struct Calibration: Codable, Sendable, Equatable {
    var file: String
    @OrNull var standard: String?
    @OrNull var passed: Bool?
    /// Relative standard error of the axial half-width, common to all runs with this calibration.
    @OrNull var slab_width_relative_error: Double? = nil
    /// Whether beads and sample state the same sensitivity, which refractive indices require.
    @OrNull var sensitivity_stated: Bool? = nil
  }

  struct Size: Codable, Sendable, Equatable {
    @OrNull var mode_nm: Double?
    @OrNull var mean_nm: Double?
    @OrNull var sd_nm: Double?
    @OrNull var cv: Double?
    @OrNull var d10_nm: Double?
    @OrNull var d50_nm: Double?
    @OrNull var d90_nm: Double?
    @OrNull var span: Double?
    @OrNull var detection_limit_nm: Double?
    var interval95: Intervals
    var peaks: [Peak]
    /// Material by size; empty without a calibration that contains the brightness of its beads.
    @OrNull var material: [Material]? = nil
    var per_track: Statistics
    /// Missing in results of earlier versions.
    var surface_weighted: Statistics? = nil
    var volume_weighted: Statistics
  }

  struct Intervals: Codable, Sendable, Equatable {
    @OrNull var mode_nm: [Double]?
    @OrNull var mean_nm: [Double]?
    @OrNull var d10_nm: [Double]?
    @OrNull var d50_nm: [Double]?
    @OrNull var d90_nm: [Double]?
    @OrNull var share_30_to_150: [Double]?
  }

  struct Peak: Codable, Sendable, Equatable {
    @OrNull var diameter_nm: Double?
    @OrNull var fwhm_nm: Double?
    @OrNull var number_fraction: Double?
    @OrNull var concentration_per_mL: Double?
    @OrNull var measured_per_mL: Double? = nil
    @OrNull var sample_per_mL: Double? = nil
    @OrNull var interval95_nm: [Double]?
    /// The diameters of the valleys on both sides, which bound the peak.
    @OrNull var range_nm: [Double]? = nil
  }

  struct Material: Codable, Sendable, Equatable {
    var lower_nm: Double
    var upper_nm: Double
    var diameter_nm: Double
    var brightness_over_beads: Double
    var refractive_index: Double
    var interval95: [Double]
    var tracks: Double
  }

  struct Statistics: Codable, Sendable, Equatable {
    @OrNull var mode_nm: Double?
    @OrNull var mean_nm: Double?
    @OrNull var sd_nm: Double?
    @OrNull var d10_nm: Double?
    @OrNull var d50_nm: Double?
    @OrNull var d90_nm: Double?
  }

  struct Concentration: Codable, Sendable, Equatable {
    @OrNull var measured_per_mL: Double?
    @OrNull var sample_per_mL: Double?
    @OrNull var interval95_per_mL: [Double]?
    @OrNull var dilution: Double?
    @OrNull var method: String?
    @OrNull var depth_um: Double?
    @OrNull var particles_per_frame: Double? = nil
    @OrNull var area_um2: Double? = nil
    /// Only without a population of particles.
    @OrNull var limit95: Limit? = nil
  }

  /// The concentration that a recording without a population of particles excludes.
  struct Limit: Codable, Sendable, Equatable {
    var measured_per_mL: Double
    var sample_per_mL: Double
    var depth_um: Double
    var depth_presumed: Bool
    var tracks: Int
    var fields: Int
  }

  /// The liquid alone, and what remains of the sample without it.
  struct Blank: Codable, Sendable, Equatable {
    var name: String
    var tracks: Int
    @OrNull var measured_per_mL: Double?
    @OrNull var interval95_per_mL: [Double]?
    @OrNull var validity: Validity.Verdict?
    @OrNull var share: Double?
    @OrNull var share_interval95: [Double]?
    @OrNull var net_per_mL: Double?
    @OrNull var net_interval95_per_mL: [Double]?
  }

  struct Tracks: Codable, Sendable, Equatable {
    var count: Int
    var used: Int
    @OrNull var median_frames: Double?
    @OrNull var localization_error_nm: Double?
    @OrNull var spot_sigma_px: Double?
  }

  struct Displacement: Codable, Sendable, Equatable {
    var lags: [Int]
    var msd_um2: [Double?]
    var stride: Int
    @OrNull var interval_s: Double?
    @OrNull var diffusion_um2_per_s: Double?
    @OrNull var diffusion_se_um2_per_s: Double?
    /// Only where a flow that differs between particles was taken out.
    var flow_um_per_s: Double?
  }

  struct Position: Codable, Sendable, Equatable {
    var index: Int
    var file: String
    var section: Int
    var used: Bool
    @OrNull var removal: String?
    var frames: Int
    @OrNull var frames_expected: Int?
    @OrNull var particles_per_frame: Double?
    var tracks: Int
    @OrNull var d50_nm: Double?
    @OrNull var mean_intensity: Double?
    @OrNull var drift_x_um_per_s: Double?
    @OrNull var drift_y_um_per_s: Double?
    @OrNull var concentration_per_mL: Double?
    @OrNull var measured_per_mL: Double? = nil
    @OrNull var sample_per_mL: Double? = nil
    /// Hash of the first frame, 16 hexadecimal digits; `null` without pictures.
    @OrNull var fingerprint: String? = nil
  }
}

extension SummaryDocument {
  /// The document as indented UTF-8 text with sorted keys and a final line end.
  func json() throws(FileError) -> String {
    try JSONText.indented(self)
  }
}
