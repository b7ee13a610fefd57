import NTAAnalysis
import NTAVideo

extension Recording {
  /// The run behind a table of tracks: no videos, but what the table states of settings.
  ///
  /// - Parameters:
  ///   - table: the table.
  ///   - path: its path, as the user named it.
  ///   - runFile: settings, if any.
  public init(_ table: TrackTable, path: String, runFile: RunFile? = nil) {
    self.init(positions: [], runFile: runFile, inputs: [path])
    self.table = table.settings
    self.tableHasTimes = table.hasTimes
  }
}

extension Pipeline {
  /// Sizes the tracks of a table.
  ///
  /// - Parameter table: the table; the settings are those of a ``Recording`` made from it, so that
  ///   positions in µm are not taken for pixels.
  /// - Returns: sizes, particles and warnings; there is no concentration without a video.
  /// - Throws: `TableError` if the time between frames is unknown, or a particle has two positions
  ///   in one frame.
  public func size(_ table: TrackTable) throws(TableError) -> RunResult {
    var result = size(
      try table.tracks(frameRate_hz: settings.frameRate_hz?.value),
      hasAmplitudes: table.hasAmplitudes)
    result.warnings = table.warnings(frameRate_hz: settings.frameRate_hz) + result.warnings
    return result
  }
}
