import NTAAnalysis
import NTAVideo

/// Writes `truth_tracks.csv`: every particle's path.
///
/// One row per particle and frame, in order of position, frame, particle; `x` and `y` are in px
/// from the centre of the top-left pixel, as in `tracks.csv`. Particles outside the field of view
/// are listed, too; a particle that leaves the box re-enters at the opposite side, outside the
/// field of view.
enum TruthTracksTable {
  static let header = "position,particle,frame,x,y,z_um,diameter_nm,intensity"

  /// Writes the paths of all positions to a new file.
  static func write(_ simulator: Simulator, to path: String) throws(FileError) {
    var file = try OutputFile(creating: path)
    try file.write(header + "\n")
    for position in 1...simulator.parameters.positions {
      try simulator.paths(position: position) {
        (frame: Int, particles: [ParticleState]) throws(FileError) in
        for state in particles { try file.write(row(position, frame, state)) }
      }
    }
    try file.finish()
  }

  private static func row(_ position: Int, _ frame: Int, _ state: ParticleState) -> String {
    "\(position),\(state.particle),\(frame),\(rounded(state.x)),\(rounded(state.y)),"
      + "\(rounded(state.z_um)),\(rounded(state.diameter_nm)),\(rounded(state.intensity))\n"
  }

  /// Four decimals are a hundredth of the smallest localisation error.
  private static func rounded(_ value: Double) -> Double { (value * 1e4).rounded() / 1e4 }
}
