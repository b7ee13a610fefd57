import NTAAnalysis
import NTAVideo

extension ParticleResult {
  static let fields = [
    ResultField("position", "", "number of the position, from 1"),
    ResultField("particle", "", "number of the track within its position"),
    ResultField("first_frame", "", "first frame of the track, from 0"),
    ResultField("frames", "", "number of frames in which the particle was detected"),
    ResultField("diffusion_um2_per_s", "µm²/s", "diffusion coefficient of the track"),
    ResultField("diffusion_se_um2_per_s", "µm²/s", "its standard error"),
    ResultField("diameter_nm", "nm", "hydrodynamic diameter from the diffusion of this one track"),
    ResultField("diameter_lower95_nm", "nm", "lower end of its 95 % interval"),
    ResultField(
      "diameter_upper95_nm", "nm", "upper end of its 95 % interval; empty if there is none"),
    ResultField("intensity", "grey levels", "median brightness of the spot above the background"),
    ResultField("localization_error_nm", "nm", "standard error of a position in one frame"),
    ResultField("x_um", "µm", "mean position from the left"),
    ResultField("y_um", "µm", "mean position from the top"),
  ]

  /// A row of `particles.csv`.
  var csv: CSVRow {
    var row = CSVRow()
    row.append(position)
    row.append(particle)
    row.append(firstFrame)
    row.append(frames)
    row.append(diffusion_um2_per_s)
    row.append(diffusionStandardError_um2_per_s)
    row.append(diameter_nm)
    row.append(diameterLower95_nm)
    row.append(diameterUpper95_nm)
    row.append(intensity)
    row.append(localizationError_nm)
    row.append(x_um)
    row.append(y_um)
    return row
  }
}

extension SummaryDocument.Position {
  static let fields = [
    ResultField("index", "", "number of the position, from 1"),
    ResultField("file", "", "name of its video"),
    ResultField("section", "", "section of the video, from 1"),
    ResultField("used", "", "whether the position is part of the result"),
    ResultField("removal", "", "code of the reason why it is not; empty if it is"),
    ResultField("frames", "", "number of frames analysed"),
    ResultField("frames_expected", "", "number of frames that the file states"),
    ResultField("particles_per_frame", "", "mean number of sized particles in a frame"),
    ResultField("tracks", "", "number of sized tracks"),
    ResultField("d50_nm", "nm", "median diameter of the tracks"),
    ResultField("mean_intensity", "grey levels", "mean brightness of the tracks"),
    ResultField("drift_x_um_per_s", "µm/s", "mean drift to the right"),
    ResultField("drift_y_um_per_s", "µm/s", "mean drift downwards"),
    ResultField(
      "concentration_per_mL", "1/mL", "particles per mL of the measured liquid at this position"),
    ResultField("measured_per_mL", "1/mL", "the same as `concentration_per_mL`"),
    ResultField("sample_per_mL", "1/mL", "particles per mL of the undiluted sample"),
  ]

  /// A row of `positions.csv`.
  var csv: CSVRow {
    var row = CSVRow()
    row.append(index)
    row.append(file)
    row.append(section)
    row.append(used)
    row.append(removal)
    row.append(frames)
    row.append(frames_expected)
    row.append(particles_per_frame)
    row.append(tracks)
    row.append(d50_nm)
    row.append(mean_intensity)
    row.append(drift_x_um_per_s)
    row.append(drift_y_um_per_s)
    row.append(concentration_per_mL)
    row.append(measured_per_mL)
    row.append(sample_per_mL)
    return row
  }
}

extension SummaryDocument.Material {
  static let fields = [
    ResultField("lower_nm", "nm", "lower edge of the bin"),
    ResultField("upper_nm", "nm", "upper edge of the bin"),
    ResultField("diameter_nm", "nm", "mean diameter in the bin"),
    ResultField(
      "brightness_over_beads", "", "brightness in focus, divided by that of the calibration's beads"
    ),
    ResultField("refractive_index", "", "index of a homogeneous sphere of this brightness"),
    ResultField("lower95", "", "lower end of its 95 % interval"),
    ResultField("upper95", "", "upper end of its 95 % interval"),
    ResultField("tracks", "", "number of tracks that the bin rests on"),
  ]

  /// A row of `refractive_index.csv`.
  var csv: CSVRow {
    var row = CSVRow()
    row.append(lower_nm)
    row.append(upper_nm)
    row.append(diameter_nm)
    row.append(brightness_over_beads)
    row.append(refractive_index)
    row.append(interval95[0])
    row.append(interval95[1])
    row.append(tracks)
    return row
  }
}

extension PositionTracks {
  static let fields = [
    ResultField("position", "", "number of the position, from 1"),
    ResultField("particle", "", "number of the track within its position"),
    ResultField("frame", "", "frame, from 0"),
    ResultField("time_s", "s", "time of the frame since the first one"),
    ResultField("x", "px", "column; 0 is the centre of the leftmost pixel"),
    ResultField("y", "px", "row; 0 is the centre of the topmost pixel"),
    ResultField("intensity", "grey levels", "height of the spot above the background"),
  ]

  /// A row of `tracks.csv`.
  func csv(of point: TrackPoint, in track: Track) -> CSVRow {
    let frame = Int(point.frame)
    var row = CSVRow()
    row.append(position)
    row.append(track.particle)
    row.append(frame)
    row.append(frameTimes_s.indices.contains(frame) ? frameTimes_s[frame] : nil)
    row.append(point.x)
    row.append(point.y)
    row.append(point.intensity)
    return row
  }
}
