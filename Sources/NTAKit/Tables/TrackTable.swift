import NTAAnalysis
import NTAVideo

/// Tracks from any tracker: a table of `particle,frame,x,y`, one row per detection.
///
/// Accepted as they are: trackpy's CSV, TrackMate's spots CSV (with or without its three lines
/// below the header), and `tracks.csv` of this program with its `position` and `time_s`.
public enum TrackTable {
  /// The tracks of a table, and what is to be known of them.
  package struct Content: Sendable {
    /// The tracks of each position, in px and s.
    package var positions: [PositionTracks]
    /// The frame rate that was given and the times in the table disagree.
    package var warnings: [RunWarning]
  }

  /// Reads a table.
  ///
  /// - Parameters:
  ///   - path: a CSV file; rows in any order.
  ///   - unit: unit of the positions; by default the one stated in the table, by the names of its
  ///     columns (`x_um`) or by TrackMate's line of units, or else pixels. Another one than stated is
  ///     refused.
  ///   - pixelSize_um: pixel size in µm, above 0; needed if positions are lengths.
  ///   - frameRate_hz: frames per second, above 0; overrides the table's times, and is needed if it
  ///     has none.
  /// - Returns: the tracks of each position, in px and s; one position unless the table names
  ///   more. Particles keep their numbers from the table.
  /// - Throws: `TableError`, with the line of the error.
  public static func read(
    _ path: String, unit: LengthUnit = .automatic, pixelSize_um: Double? = nil,
    frameRate_hz: Double? = nil
  ) throws(TableError) -> [PositionTracks] {
    try content(
      of: path, unit: unit, pixelSize_um: pixelSize_um,
      frameRate_hz: frameRate_hz.map { Setting($0, from: .commandLine) }
    ).positions
  }

  /// Reads a table as ``read(_:unit:pixelSize_um:frameRate_hz:)`` does, and compares its times with
  /// the frame rate that is used instead.
  package static func content(
    of path: String, unit: LengthUnit = .automatic, pixelSize_um: Double? = nil,
    frameRate_hz: Setting<Double>? = nil
  ) throws(TableError) -> Content {
    var reader = try CSVReader.open(path)
    guard try reader.advance() else { throw .empty(path: path) }
    let layout = try TrackTableLayout(reader)
    var positions: [Int: TrackCollector] = [:]
    var units = TableUnits(
      pixelsPerUnit: unit == .um ? try pixelsPerMicrometer(pixelSize_um, "µm", path) : 1)
    if let stated = layout.statedUnit {
      try check(unit, against: stated, path)
      if unit == .automatic {
        units.pixelsPerUnit = try pixelsPerUnit(named: stated, pixelSize_um, path)
      }
    }
    var isUnitKnown = unit != .automatic || !layout.isTrackMate || layout.statedUnit != nil
    var hasData = false
    while try reader.advance() {
      if !hasData && layout.isBelowHeader(reader) {
        if let seconds = layout.secondsPerUnit(reader) { units.secondsPerUnit = seconds }
        if let name = layout.unitName(reader) {
          try check(unit, against: name, path)
          if unit == .automatic {
            units.pixelsPerUnit = try pixelsPerUnit(named: name, pixelSize_um, path)
          }
          isUnitKnown = true
        }
        continue
      }
      hasData = true
      guard isUnitKnown else { throw .missingUnit(path: path) }
      try reader.requireFields(layout.fieldCount)
      guard let row = try layout.row(reader, units: units) else { continue }
      positions[row.position, default: TrackCollector()].add(row)
    }
    guard !positions.isEmpty else { throw .empty(path: path) }
    var result = Content(positions: [], warnings: [])
    for (position, collector) in positions.sorted(by: { $0.key < $1.key }) {
      if let frameRate_hz, result.warnings.isEmpty, let tableRate_hz = collector.rate_hz,
        abs(frameRate_hz.value / tableRate_hz - 1) > sameRate
      {
        result.warnings.append(Self.disagreement(frameRate_hz, tableRate_hz, path))
      }
      result.positions.append(
        PositionTracks(
          position: position,
          frameTimes_s: try collector.frameTimes(frameRate_hz: frameRate_hz?.value, path: path),
          tracks: try collector.tracks(path: path)))
    }
    return result
  }

  /// Relative difference of rates that are the same.
  private static let sameRate = 0.02

  private static func disagreement(
    _ used: Setting<Double>, _ tableRate_hz: Double, _ path: String
  ) -> RunWarning {
    let definition = SettingDefinition[\.frameRate_hz]
    return .settingsDisagree(
      setting: definition.key, used: definition.text(.number(used.value)),
      from: used.source.rawValue,
      other: "\(NumberText.significant(tableRate_hz)) \(definition.unit)",
      otherFrom: "the times in \(FileTree.parentAndName(of: FileTree.absolute(path)).name)")
  }

  /// Refuses a unit that is given and is not the one that the table states.
  private static func check(
    _ unit: LengthUnit, against stated: String, _ path: String
  ) throws(TableError) {
    guard try unit.agrees(with: stated, path: path) else {
      throw .unitContradicted(path: path, given: unit.rawValue, stated: stated)
    }
  }

  private static func pixelsPerUnit(
    named name: String, _ pixelSize_um: Double?, _ path: String
  ) throws(TableError) -> Double {
    guard let micrometers = try LengthUnit.micrometers(in: name, path: path) else { return 1 }
    return try micrometers * pixelsPerMicrometer(pixelSize_um, name, path)
  }

  private static func pixelsPerMicrometer(
    _ pixelSize_um: Double?, _ unitName: String, _ path: String
  ) throws(TableError) -> Double {
    guard let pixelSize_um else { throw .missingPixelSize(path: path, unit: unitName) }
    return 1 / pixelSize_um
  }
}
