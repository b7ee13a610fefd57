/// One row of a table of tracks, in px.
struct TrackTableRow: Sendable {
  var position: Int
  var particle: Int
  var point: TrackPoint
  var time_s: Double?
}

/// What the numbers of a table of tracks stand for.
struct TableUnits: Sendable {
  var pixelsPerUnit: Double
  /// `nil` where the table does not say what its times are: TrackMate counts frames instead of
  /// seconds in films without a frame interval.
  var secondsPerUnit: Double?
}

/// Which column of a table of tracks holds what.
struct TrackTableLayout: Sendable {
  /// How many fields a row must have at least.
  let fieldCount: Int
  let isTrackMate: Bool
  private let particle: Int
  private let frame: Int
  private let x: Int
  private let y: Int
  private let position: Int?
  private let time: Int?
  private let intensity: Int?
  private let error: Int?

  /// The layout that the reader's current record, the header, describes.
  init(_ reader: borrowing CSVReader) throws(TableError) {
    let columns = TableColumns(header: reader.fields)
    isTrackMate = columns.index(of: "track_id") != nil
    let required = try reader.require([
      ("particle", columns.index(of: "particle", "track_id")),
      ("frame", columns.index(of: "frame")),
      ("x", columns.index(of: "x", "position_x")), ("y", columns.index(of: "y", "position_y")),
    ])
    particle = required[0]
    frame = required[1]
    x = required[2]
    y = required[3]
    fieldCount = (required.max() ?? 0) + 1
    position = columns.index(of: "position")
    time = columns.index(of: "time_s", "position_t")
    intensity = columns.index(of: "intensity", "mass", "mean_intensity_ch1", "mean_intensity")
    error = columns.index(of: "ep")
  }

  /// True for TrackMate's lines below the header: names in words, short names, units.
  func isBelowHeader(_ reader: borrowing CSVReader) -> Bool {
    isTrackMate && reader.count > frame && reader.number(frame) == nil
  }

  /// The unit that a line below the header gives the positions in: `(micron)`.
  func unitName(_ reader: borrowing CSVReader) -> String? {
    guard reader.count > x else { return nil }
    let text = reader.text(x)
    return text.hasPrefix("(") && text.hasSuffix(")") ? String(text.dropFirst().dropLast()) : nil
  }

  /// The length in s of the unit that such a line gives the times in; `nil` if it gives none.
  func secondsPerUnit(_ reader: borrowing CSVReader) -> Double? {
    guard let time, reader.count > time else { return nil }
    switch reader.text(time) {
    case "(sec)", "(s)", "(second)", "(seconds)": return 1
    case "(ms)", "(msec)", "(millisecond)", "(milliseconds)": return 1e-3
    case "(min)", "(minute)", "(minutes)": return 60
    default: return nil
    }
  }

  /// The current record; `nil` for a spot that belongs to no track.
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
