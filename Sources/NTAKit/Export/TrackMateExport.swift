/// The tracks of a result as TrackMate writes its table of spots, and reads it with its CSV importer.
///
/// Lengths are µm and times s, as in a film whose pixel size and frame interval are entered in Fiji.
/// TrackMate knows one film only: frames run on through the positions, as in an instrument's video
/// that holds all of them, so that tracks of different positions never meet.
struct TrackMateExport {
  /// Keys, names, short names and units, a column each.
  private static let columns: [(key: String, name: String, short: String, unit: String)] = [
    ("LABEL", "Label", "Label", ""), ("ID", "Spot ID", "Spot ID", ""),
    ("TRACK_ID", "Track ID", "Track ID", ""), ("QUALITY", "Quality", "Quality", "(quality)"),
    ("POSITION_X", "X", "X", "(micron)"), ("POSITION_Y", "Y", "Y", "(micron)"),
    ("POSITION_Z", "Z", "Z", "(micron)"), ("POSITION_T", "T", "T", "(sec)"),
    ("FRAME", "Frame", "Frame", ""), ("RADIUS", "Radius", "R", "(micron)"),
    ("VISIBILITY", "Visibility", "Visibility", ""),
  ]
  /// Radius of a spot whose width was not measured, px.
  private static let usualRadius_px = 3.0

  private let result: RunResult

  init(_ result: RunResult) {
    self.result = result
  }

  func write(to file: inout OutputFile) throws(ReportError) {
    for line in [Self.columns.map(\.key), Self.columns.map(\.name), Self.columns.map(\.short)] {
      try file.write(line.joined(separator: ",") + "\n")
    }
    try file.write(Self.columns.map(\.unit).joined(separator: ",") + "\n")
    let pixel = result.settings.pixelSize_um.value
    // A blob of radius r is matched by a Gaussian of r / sqrt(2), after TrackMate's detectors.
    let radius_um =
      pixel
      * (result.tracking.spotSigma_px.map { $0 * 2.0.squareRoot() } ?? Self.usualRadius_px)
    var (spot, number, firstFrame) = (0, 0, 0)
    var start_s = 0.0
    for position in result.tracks {
      let times = position.frameTimes_s
      for track in position.tracks {
        for point in track.points {
          let frame = Int(point.frame)
          var row = CSVRow()
          row.append("ID\(spot)")
          row.append(spot)
          row.append(number)
          row.append(point.intensity.isFinite ? point.intensity : 0)
          row.append(Double(point.x) * pixel)
          row.append(Double(point.y) * pixel)
          row.append(0)
          row.append(times.indices.contains(frame) ? start_s + times[frame] : nil)
          row.append(firstFrame + frame)
          row.append(radius_um)
          row.append(1)
          try file.write(row.line)
          spot += 1
        }
        number += 1
      }
      guard let last = times.last else { continue }
      firstFrame += times.count
      start_s += times.count > 1 ? last + last / Double(times.count - 1) : last
    }
  }
}
