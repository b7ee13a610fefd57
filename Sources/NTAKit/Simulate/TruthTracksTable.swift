import Foundation

/// Writes `truth_tracks.csv`: every particle's path.
///
/// One row a particle and frame, in order of position, frame, particle; `x` and `y` are px from the
/// centre of the top-left pixel, as in `tracks.csv`. Particles of the box outside the field of view
/// are listed too; a particle that leaves the box returns at its other side, far from view.
enum TruthTracksTable {
  static let header = "position,particle,frame,x,y,z_um,diameter_nm,intensity"

  /// Writes the paths of all positions to a new file.
  static func write(_ simulator: Simulator, to path: String) throws(SimulationError) {
    try SimulatedRunFolder.reporting(path) {
      try Data().write(to: URL(fileURLWithPath: path))
      let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
      defer { try? file.close() }
      try write(simulator, to: file)
      try file.synchronize()
    }
  }

  private static func write(_ simulator: Simulator, to file: FileHandle) throws {
    try file.write(contentsOf: Data((header + "\n").utf8))
    for position in 1...simulator.parameters.positions {
      try simulator.paths(position: position) { (frame: Int, particles: [ParticleState]) in
        var rows = ""
        for state in particles {
          rows += "\(position),\(state.particle),\(frame),\(rounded(state.x)),\(rounded(state.y)),"
          rows += "\(rounded(state.z_um)),\(rounded(state.diameter_nm)),"
          rows += "\(rounded(state.intensity))\n"
        }
        try file.write(contentsOf: Data(rows.utf8))
      }
    }
  }

  /// Four decimals are a hundredth of the best localisation.
  private static func rounded(_ value: Double) -> Double { (value * 1e4).rounded() / 1e4 }
}
