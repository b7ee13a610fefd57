import NTAAnalysis
import NTAVideo

/// Tracks from any tracker: a table with one row per detection, or TrackMate's XML.
///
/// `TrackQuantity` lists the programs whose columns are known, among them trackpy, TrackMate,
/// MOSAIC, napari, MTrackJ, Imaris, NanoSight and this program.
public struct TrackTable: Sendable {
  /// Path of the file, for messages.
  private let path: String
  /// True if the positions are lengths; they are then in µm, and no pixel size is needed.
  public let hasLengths: Bool
  /// True if the table has brightness above the background.
  let hasAmplitudes: Bool
  private let positions: [(number: Int, rows: TrackCollector)]

  /// Reads a table.
  ///
  /// - Parameters:
  ///   - path: a CSV file with rows in any order, or an XML file of TrackMate.
  ///   - unit: unit of the positions; by default the one stated in the table, by the names of its
  ///     columns (`x_um`) or by a line of units, or else pixels. Another one than stated is refused.
  /// - Throws: `TableError`, with the line of the error.
  public init(_ path: String, unit: LengthUnit = .automatic) throws(TableError) {
    if TrackMateXML.isXML(path) {
      let movie = try TrackMateXML.read(path, unit: unit)
      try self.init(
        path: path, hasLengths: movie.hasLengths, hasAmplitudes: true, [1: movie.rows],
        areSeconds: true)
      return
    }
    var reader = try CSVReader.open(path)
    let layout = try TrackTableLayout(try .find(in: &reader), reader)
    var positions: [Int: TrackCollector] = [:]
    var units = layout.units
    if unit != .automatic { units.micrometers = unit == .um ? 1 : nil }
    if let stated = layout.statedUnit {
      units.micrometers = try unit.micrometers(stated: stated, path: path)
    }
    var isUnitKnown =
      unit != .automatic || layout.statedUnit != nil || !layout.mustStateUnit
    var hasData = false
    // What the last row states, in tables with a column for it.
    var rowUnit: String?
    while try reader.advance() {
      if !hasData && layout.isBelowHeader(reader) {
        let (length, seconds) = layout.unitsBelowHeader(reader)
        if let length {
          units.micrometers = try unit.micrometers(stated: length, path: path)
          isUnitKnown = true
        }
        units.seconds = seconds ?? units.seconds
        continue
      }
      if let column = layout.unit, column < reader.count, rowUnit != reader.text(column) {
        let stated = reader.text(column)
        let micrometers = try unit.micrometers(stated: stated, path: path)
        if let rowUnit, (micrometers == nil) != (units.micrometers == nil) {
          throw .unitContradicted(path: path, given: rowUnit, stated: stated)
        }
        (rowUnit, units.micrometers, isUnitKnown) = (stated, micrometers, true)
      }
      hasData = true
      guard isUnitKnown else { throw .missingUnit(path: path) }
      try reader.requireFields(layout.fieldCount)
      guard let row = try layout.row(reader, units: units) else { continue }
      positions[row.position, default: TrackCollector()].add(row)
    }
    try self.init(
      path: path, hasLengths: units.micrometers != nil, hasAmplitudes: layout.hasAmplitudes,
      positions, areSeconds: units.seconds != nil)
  }

  private init(
    path: String, hasLengths: Bool, hasAmplitudes: Bool, _ positions: [Int: TrackCollector],
    areSeconds: Bool
  ) throws(TableError) {
    guard !positions.isEmpty else { throw .empty(path: path) }
    (self.path, self.hasLengths, self.hasAmplitudes) = (path, hasLengths, hasAmplitudes)
    var numbered: [(number: Int, rows: TrackCollector)] = []
    for (number, collector) in positions.sorted(by: { $0.key < $1.key }) {
      var rows = collector
      try rows.numberFrames(areSeconds: areSeconds, path: path)
      numbered.append((number, rows))
    }
    self.positions = numbered
  }

  /// The tracks of each position; one position unless the table names more.
  ///
  /// - Parameter frameRate_hz: frames per second, above 0; overrides the table's times, and is
  ///   needed if it has none.
  /// - Returns: the tracks, in s and px, or in s and µm if ``hasLengths``. Particles keep their
  ///   numbers from the table.
  /// - Throws: `TableError` if the time between frames is unknown, or a particle has two positions
  ///   in one frame.
  public func tracks(frameRate_hz: Double? = nil) throws(TableError) -> [PositionTracks] {
    var result: [PositionTracks] = []
    for (number, rows) in positions {
      result.append(
        PositionTracks(
          position: number,
          frameTimes_s: try rows.frameTimes(frameRate_hz: frameRate_hz, path: path),
          tracks: try rows.tracks(path: path)))
    }
    return result
  }

  /// What the table states of settings: positions in µm are pixels of 1 µm, whatever the camera's.
  var settings: SettingValues {
    var values = SettingValues()
    if hasLengths { values[SettingDefinition[\.pixelSize_um]] = .number(1) }
    return values
  }

  /// Whether the time between frames is known for every position.
  var hasTimes: Bool { positions.allSatisfy { $0.rows.meanInterval_s != nil } }

  /// Warnings about the table.
  ///
  /// - Parameter frameRate_hz: frames per second, if stated elsewhere than in the table.
  /// - Returns: a warning if the frame rate and the table's times disagree, or if no rate is stated and
  ///   these times are a second per frame, as TrackMate writes them for a movie whose frame interval was
  ///   never set.
  func warnings(frameRate_hz: Setting<Double>?) -> [RunWarning] {
    let intervals_s = positions.compactMap { $0.rows.meanInterval_s }
    guard let frameRate_hz else {
      return intervals_s.contains { abs($0 - 1) < 1e-9 } ? [.frameIntervalUnset] : []
    }
    let other = intervals_s.map { 1 / $0 }
      .first { abs(frameRate_hz.value / $0 - 1) > Self.sameRate }
    return other.map { [disagreement(frameRate_hz, tableRate_hz: $0)] } ?? []
  }

  /// Relative difference of rates that are the same.
  private static let sameRate = 0.02

  private func disagreement(
    _ used: Setting<Double>, tableRate_hz: Double
  ) -> RunWarning {
    let definition = SettingDefinition[\.frameRate_hz]
    return .settingsDisagree(
      setting: definition.key, used: definition.text(.number(used.value)),
      from: used.source.rawValue,
      other: "\(NumberText.significant(tableRate_hz)) \(definition.unit)",
      otherFrom: "the times in \(FileTree.parentAndName(of: FileTree.absolute(path)).name)")
  }
}
