import NTAAnalysis
import NTAVideo

/// What a column of a table of tracks or localizations can hold.
enum TrackQuantity: Sendable, CaseIterable {
  /// Number of the track.
  case particle
  /// Index of the frame.
  case frame
  /// Time, or the index of the frame where there is no other.
  case time
  /// Column of the picture.
  case x
  /// Row of the picture.
  case y
  /// Brightness above the background.
  case amplitude
  /// Natural logarithm of the brightness above the background.
  case logAmplitude
  /// Brightness that includes the background.
  case brightness
  /// Standard error of x and of y.
  case error
  /// Number of the position within the run.
  case position
  /// Unit of the positions, row by row.
  case unit
  /// Place at the start of a step, in tables with one row per step.
  case startX
  case startY
  /// Place at its end.
  case endX
  case endY
  /// Number of the step within its track; a track's first place has number 1.
  case step

  /// The names that programs give to the column, the preferred one first, as ``TableColumn`` reads
  /// them.
  ///
  /// A program that is new here needs only its names. Where they come from:
  /// - trackpy: `particle`, `frame`, `x`, `y`, `mass`, `signal`, `ep`
  /// - TrackMate: `TRACK_ID`, `FRAME`, `POSITION_X`, `POSITION_T`, `QUALITY`, `MEAN_INTENSITY_CH1`
  /// - MOSAIC ParticleTracker: `Trajectory`, `Frame`, `x`, `m0`
  /// - napari: `track_id`, `t`, `y`, `x`
  /// - MTrackJ: `TID`, `x [µm]`, `t [sec]`; its `PID` counts the points of a track
  /// - Imaris: `TrackID`, `Time`, `Position X`, `Unit`
  /// - ThunderSTORM: `frame`, `x [nm]`, `intensity [photon]`, `uncertainty [nm]`
  /// - u-track: `xCoord`, `yCoord`, `amp`, as its structures are usually written
  /// - NanoSight 3.4: `Particle ID`, `Frame`, `X/pixels`, `Ln(Adjusted intensity)/AU`; earlier
  ///   versions: `Particle ID`, `Track Step`, `X1`, `Y1`, `X2`, `Y2`
  var names: [String] {
    switch self {
    case .particle:
      [
        "particle", "track_id", "trackid", "trajectory", "trajectory_id", "tid", "particle_id",
        "track", "track_number",
      ]
    case .frame: ["frame", "frame_number", "frame_index", "time_index", "timepoint"]
    case .time: ["time", "t", "position_t"]
    case .x: ["x", "position_x", "x_position", "x_coord", "xcoord", "centroid_x"]
    case .y: ["y", "position_y", "y_position", "y_coord", "ycoord", "centroid_y"]
    case .amplitude: ["intensity", "mass", "signal", "amplitude", "amp", "m0", "quality"]
    case .logAmplitude: ["ln(adjusted_intensity)"]
    case .brightness: ["mean_intensity_ch1", "mean_intensity"]
    case .error:
      ["ep", "uncertainty", "uncertainty_xy", "localization_error", "localization_precision"]
    case .position: ["position"]
    case .unit: ["unit"]
    case .startX: ["x1"]
    case .startY: ["y1"]
    case .endX: ["x2"]
    case .endY: ["y2"]
    case .step: ["track_step"]
    }
  }
}
