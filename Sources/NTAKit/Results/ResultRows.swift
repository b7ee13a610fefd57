import NTAAnalysis
import NTAVideo

extension ParticleResult {
  static let csvHeader =
    "position,particle,first_frame,frames,diffusion_um2_per_s,diffusion_se_um2_per_s,diameter_nm,"
    + "diameter_lower95_nm,diameter_upper95_nm,intensity,localization_error_nm,x_um,y_um"

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
  static let csvHeader =
    "index,file,section,used,removal,frames,frames_expected,particles_per_frame,tracks,d50_nm,"
    + "mean_intensity,drift_x_um_per_s,drift_y_um_per_s,concentration_per_mL"

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
    return row
  }
}

extension SummaryDocument.Material {
  static let csvHeader =
    "lower_nm,upper_nm,diameter_nm,brightness_over_beads,refractive_index,lower95,upper95,tracks"

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
  static let csvHeader = "position,particle,frame,time_s,x,y,intensity"

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
