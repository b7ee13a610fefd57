import NTAAnalysis
import NTAVideo

/// One row of a table of tracks, in px.
struct TrackTableRow: Sendable {
  var position: Int
  var particle: Int
  var point: TrackPoint
  var time_s: Double?
}

/// Units of the positions and times in a table of tracks.
struct TableUnits: Sendable {
  var pixelsPerUnit: Double
  /// `nil` if the unit is not stated: TrackMate's times are frame numbers for movies without a
  /// frame interval.
  var secondsPerUnit: Double?
}

/// Maps the columns of a table of tracks to their content.
struct TrackTableLayout: Sendable {
  /// Least number of fields in a row.
  let fieldCount: Int
  let isTrackMate: Bool
  /// Unit of the positions by the names of the columns; nil where these say nothing.
  let statedUnit: String?
  private let particle: Int
  private let frame: Int
  private let x: Int
  private let y: Int
  private let position: Int?
  private let time: Int?
  private let intensity: Int?
  private let error: Int?

  /// The columns of `tracks.csv`, whose positions are in px.
  static let ownColumns = ["position", "particle", "frame", "time_s", "x", "y", "intensity"]

  /// Determines the layout from the header, which is the reader's current record.
  init(_ reader: borrowing CSVReader) throws(TableError) {
    let columns = TableColumns(header: reader.fields)
    isTrackMate = columns.index(of: "track_id") != nil
    let x = columns.index(of: "x", "position_x")
    let y = columns.index(of: "y", "position_y")
    let namedX = x == nil ? columns.indexWithUnit(of: "x", "position_x") : nil
    let namedY = y == nil ? columns.indexWithUnit(of: "y", "position_y") : nil
    if let namedX, let namedY, namedX.unit != namedY.unit {
      throw .unitContradicted(path: reader.path, given: namedX.unit, stated: namedY.unit)
    }
    let isOwn = columns.all.starts(with: Self.ownColumns)
    statedUnit = namedX?.unit ?? (isOwn ? "px" : nil)
    let required = try reader.require([
      ("particle", columns.index(of: "particle", "track_id")),
      ("frame", columns.index(of: "frame")),
      ("x", x ?? namedX?.index), ("y", y ?? namedY?.index),
    ])
    particle = required[0]
    frame = required[1]
    self.x = required[2]
    self.y = required[3]
    fieldCount = (required.max() ?? 0) + 1
    position = columns.index(of: "position")
    time = columns.index(of: "time_s", "position_t")
    intensity = columns.index(of: "intensity", "mass", "mean_intensity_ch1", "mean_intensity")
    error = columns.index(of: "ep")
  }

  /// True for TrackMate's lines below the header: long names, short names, units.
  func isBelowHeader(_ reader: borrowing CSVReader) -> Bool {
    isTrackMate && reader.count > frame && reader.number(frame) == nil
  }

  /// Unit of the positions as stated in a line below the header: `(micron)`.
  func unitName(_ reader: borrowing CSVReader) -> String? {
    guard reader.count > x else { return nil }
    let text = reader.text(x)
    return text.hasPrefix("(") && text.hasSuffix(")") ? String(text.dropFirst().dropLast()) : nil
  }

  /// Length in s of the time unit stated in such a line; `nil` if there is none.
  func secondsPerUnit(_ reader: borrowing CSVReader) -> Double? {
    guard let time, reader.count > time else { return nil }
    switch reader.text(time) {
    case "(sec)", "(s)", "(second)", "(seconds)": return 1
    case "(ms)", "(msec)", "(millisecond)", "(milliseconds)": return 1e-3
    case "(min)", "(minute)", "(minutes)": return 60
    default: return nil
    }
  }

  /// Reads the current record; `nil` for a spot that belongs to no track.
  func row(_ reader: borrowing CSVReader, units: TableUnits) throws(TableError) -> TrackTableRow? {
    if isTrackMate && (reader.isEmpty(particle) || reader.number(particle) == nil) { return nil }
    let number = try reader.whole(particle, column: "particle", in: 0...Int(Int32.max))
    let index = try reader.whole(frame, column: "frame", in: plausibleFrames)
    let x = try reader.place(x, column: "x") * units.pixelsPerUnit
    let y = try reader.place(y, column: "y") * units.pixelsPerUnit
    var place = 1
    if let position {
      try reader.requireFields(position + 1)
      place = try reader.whole(position, column: "position", in: 1...100_000)
    }
    let secondsPerUnit = isTrackMate ? units.secondsPerUnit : 1
    let time_s = reader.optional(time)
    return TrackTableRow(
      position: place, particle: number,
      point: TrackPoint(
        frame: Int32(index), x: Float(x), y: Float(y),
        intensity: Float(reader.optional(intensity) ?? .nan),
        variance: Float(reader.variance(error))),
      time_s: secondsPerUnit.flatMap { scale in time_s.map { $0 * scale } })
  }
}
