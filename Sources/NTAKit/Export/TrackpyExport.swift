import NTAAnalysis
import NTAVideo

/// The tracks of a result as a table with trackpy's columns, for `pandas.read_csv`.
///
/// Positions are in trackpy's coordinates: pixels, with the origin at the centre of the top-left
/// one. Particles are numbered through all positions, so that numbers are unique across videos;
/// frames count from 0 in each video. The column `position` distinguishes the videos: `for _, video
/// in tracks.groupby("position")`.
struct TrackpyExport {
  /// In trackpy's order, followed by the position.
  private static let header = "y,x,mass,size,signal,ep,frame,particle,position"

  private let result: RunResult

  init(_ result: RunResult) {
    self.result = result
  }

  func write(to file: inout OutputFile) throws(FileError) {
    try file.write(Self.header + "\n")
    // Integrated intensity of a Gaussian spot, and its radius of gyration over both axes.
    let sigma = result.tracking.spotSigma_px
    let light = sigma.map { 2 * Double.pi * $0 * $0 }
    let size = sigma.map { 2.0.squareRoot() * $0 }
    var particle = 0
    for position in result.tracks {
      for track in position.tracks {
        for point in track.points {
          let signal = Double(point.intensity)
          let variance = Double(point.variance)
          var row = CSVRow()
          row.append(point.y)
          row.append(point.x)
          row.append(light.map { $0 * signal })
          row.append(size)
          row.append(point.intensity)
          row.append(variance >= 0 ? variance.squareRoot() : nil)
          row.append(Int(point.frame))
          row.append(particle)
          row.append(position.position)
          try file.write(row.line)
        }
        particle += 1
      }
    }
  }
}
