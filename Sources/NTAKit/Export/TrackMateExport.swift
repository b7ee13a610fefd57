import NTAAnalysis
import NTAVideo

/// The tracks of a result as TrackMate's table of spots, which its CSV importer reads.
///
/// Lengths are in µm and times in s, as for a movie whose pixel size and frame interval are set in
/// Fiji. TrackMate handles only one movie, so frames are numbered consecutively through all
/// positions, as in an instrument's video that holds all of them; tracks of different positions
/// never share a frame.
struct TrackMateExport {
  /// Keys, names, short names and units of the columns.
  private static let columns: [(key: String, name: String, short: String, unit: String)] = [
    ("LABEL", "Label", "Label", ""), ("ID", "Spot ID", "Spot ID", ""),
    ("TRACK_ID", "Track ID", "Track ID", ""), ("QUALITY", "Quality", "Quality", "(quality)"),
    ("POSITION_X", "X", "X", "(micron)"), ("POSITION_Y", "Y", "Y", "(micron)"),
    ("POSITION_Z", "Z", "Z", "(micron)"), ("POSITION_T", "T", "T", "(sec)"),
    ("FRAME", "Frame", "Frame", ""), ("RADIUS", "Radius", "R", "(micron)"),
    ("VISIBILITY", "Visibility", "Visibility", ""),
  ]
  /// Radius of a spot whose width was not measured, in px.
  private static let defaultRadius_px = 3.0

  private let result: RunResult

  init(_ result: RunResult) {
    self.result = result
  }

  func write(to file: inout OutputFile) throws(FileError) {
    for line in [Self.columns.map(\.key), Self.columns.map(\.name), Self.columns.map(\.short)] {
      try file.write(line.joined(separator: ",") + "\n")
    }
    try file.write(Self.columns.map(\.unit).joined(separator: ",") + "\n")
    let pixel = result.settings.pixelSize_um.value
    // TrackMate's detectors match a blob of radius r with a Gaussian of sigma r / sqrt(2).
    let radius_um =
      pixel
      * (result.tracking.spotSigma_px.map { $0 * 2.0.squareRoot() } ?? Self.defaultRadius_px)
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
