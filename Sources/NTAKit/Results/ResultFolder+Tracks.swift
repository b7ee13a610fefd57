import NTAAnalysis
import NTAVideo

extension ResultFolder {
  /// Diameters of the sized particles of a position, by particle number.
  ///
  /// - Parameter position: from 1.
  /// - Returns: the diameters of the tracks that were sized.
  /// - Throws: `FileError` when `particles.csv` is missing or damaged.
  public func diameters_nm(position: Int) throws(FileError) -> [Int: Double] {
    var diameters: [Int: Double] = [:]
    let columns = ["position", "particle", "diameter_nm"]
    try readTable("particles.csv", columns: columns) { values in
      guard let index = values[0], index == Double(position),
        let particle = values[1].flatMap({ Int(exactly: $0) }), let diameter = values[2]
      else { return }
      diameters[particle] = diameter
    }
    return diameters
  }

  /// Tracks of a position, in px; `nil` if the result was written without them.
  ///
  /// - Parameter position: from 1.
  /// - Returns: its tracks, by particle number.
  /// - Throws: `FileError` when `tracks.csv` is damaged.
  public func tracks(position: Int) throws(FileError) -> [Track]? {
    let file = "\(path)/tracks.csv"
    guard FileTree.exists(file) else { return nil }
    try Self.checkRegular(file)
    do throws(TableError) {
      let tracks = try TrackTable(file, unit: .pixel).tracks().first { $0.position == position }?
        .tracks
      return tracks.map(Array.init) ?? []
    } catch {
      throw .table(error)
    }
  }

  /// Completes options with the settings of the result.
  ///
  /// - Parameter options: options of the user, which are kept.
  /// - Returns: the options, with settings of the result for those that are missing.
  /// - Throws: `FileError` when `summary.json` is missing or damaged.
  public func completing(_ options: SettingOptions) throws(FileError) -> SettingOptions {
    let settings = try summary().settings
    var options = options
    // Names, such as those of the medium, are not needed: their effect is in the numbers.
    for definition in SettingTable.definitions where definition.range != nil {
      guard let value = settings[definition.key]??.value else { continue }
      options.values[definition] = options.values[definition] ?? value
    }
    return options
  }
}
