import Foundation
import NTAAnalysis
import NTAVideo

/// One row of a table of tracks.
struct TrackTableRow: Sendable {
  var position = 1
  var particle: Int
  /// Index of the frame; `nil` if only the time says when.
  var frame: Int?
  /// Time in s, or in the table's unknown unit where there is no frame.
  var time: Double?
  /// The place, in px or µm; the frame is to be taken from above.
  var point: TrackPoint
  /// Where the particle was one frame before, in tables with one row per step.
  var start: SIMD2<Float>?
}

/// Units of the positions and times in a table of tracks.
struct TableUnits: Sendable {
  /// Micrometres per unit of length; `nil` for pixels.
  var micrometers: Double?
  /// Seconds per unit of time; `nil` if the unit is not stated.
  var seconds: Double?

  /// Factor on coordinates: lengths are kept in µm, and pixels as they are.
  var scale: Double { micrometers ?? 1 }
}

/// Maps the columns of a table of tracks to their content.
struct TrackTableLayout: Sendable {
  /// Least number of fields in a row.
  let fieldCount: Int
  /// True for TrackMate's and Imaris's columns, which are lengths or pixels as the movie was
  /// calibrated: the table must state which.
  let mustStateUnit: Bool
  /// Units that the header states.
  let units: TableUnits
  /// The unit of length that the header states; `nil` if it states none.
  let statedUnit: String?
  /// True if a column holds brightness above the background.
  let hasAmplitudes: Bool
  /// Index of the column with the unit of each row.
  let unit: Int?
  private let particle: Int
  /// Index of the frame or the step; `nil` if only times say when.
  private let frame: Int?
  private let x: Int
  private let y: Int
  private let start: (x: Int, y: Int)?
  private let position: Int?
  private let time: Int?
  private let amplitude: Int?
  private let logAmplitude: Int?
  private let error: Int?
  /// Unit of the error over that of the positions.
  private let errorScale: Double

  /// The columns of `tracks.csv`, whose positions are in px.
  static let ownColumns = ["position", "particle", "frame", "time_s", "x", "y", "intensity"]

  /// Determines the layout from the header, which is the reader's current record.
  init(_ columns: TrackColumns, _ reader: borrowing CSVReader) throws(TableError) {
    // The rows are steps, with a place at either end.
    let hasSteps = columns[.x] == nil && columns[.endX] != nil
    let (placeX, placeY): (TrackQuantity, TrackQuantity) = hasSteps ? (.endX, .endY) : (.x, .y)
    guard columns[.particle] != nil || columns[.frame] == nil || hasSteps else {
      throw .notLinked(path: reader.path)
    }
    var wanted = [
      ("particle", columns[.particle]), ("x", columns[placeX]), ("y", columns[placeY]),
    ]
    if hasSteps {
      wanted += [("x1", columns[.startX]), ("y1", columns[.startY]), ("step", columns[.step])]
    } else {
      wanted.insert(("frame", columns[.frame] ?? columns[.time]), at: 1)
    }
    let required = try reader.require(wanted)
    particle = required[0]
    (x, y) = hasSteps ? (required[1], required[2]) : (required[2], required[3])
    start = hasSteps ? (required[3], required[4]) : nil
    frame = hasSteps ? required[5] : columns[.frame]
    fieldCount = (required.max() ?? 0) + 1
    position = columns[.position]
    time = columns[.time]
    amplitude = columns[.amplitude] ?? columns[.brightness]
    logAmplitude = columns[.logAmplitude]
    hasAmplitudes = columns[.amplitude] != nil || columns[.logAmplitude] != nil
    error = columns[.error]
    unit = columns[.unit]
    let lengthUnit = columns.column(placeX)?.unit
    if let lengthUnit, let other = columns.column(placeY)?.unit, lengthUnit != other {
      throw .unitContradicted(path: reader.path, given: lengthUnit, stated: other)
    }
    let isOwn = reader.fields.map { $0.lowercased() }.starts(with: Self.ownColumns)
    statedUnit = lengthUnit ?? (isOwn ? "px" : nil)
    mustStateUnit = columns.column(placeX)?.name == "position_x"
    let micrometers = try columns.micrometers(placeX, path: reader.path)
    // Times without a unit may be frame numbers or anything else.
    units = TableUnits(
      micrometers: micrometers,
      seconds: columns.column(.time)?.unit.flatMap { StatedUnit.seconds($0) })
    // Errors in nm of places in px would need the pixel size.
    errorScale =
      try columns.micrometers(.error, path: reader.path).map { $0 / (micrometers ?? .nan) } ?? 1
  }

  /// True for TrackMate's lines below the header: long names, short names, units.
  func isBelowHeader(_ reader: borrowing CSVReader) -> Bool {
    mustStateUnit && reader.count > x && reader.number(x) == nil
  }

  /// The units stated in a line below the header: `(micron)`, `(sec)`.
  ///
  /// - Parameter reader: its current record is the line.
  /// - Returns: the name of the unit of length, and the seconds per unit of time; `nil` each where the
  ///   line states none.
  func unitsBelowHeader(_ reader: borrowing CSVReader) -> (length: String?, seconds: Double?) {
    func unit(_ index: Int?) -> String? {
      guard let index, index < reader.count else { return nil }
      let text = reader.text(index)
      return text.hasPrefix("(") && text.hasSuffix(")") ? String(text.dropFirst().dropLast()) : nil
    }
    return (unit(x), unit(time).flatMap { StatedUnit.seconds($0) })
  }

  /// Reads the current record; `nil` for a spot that belongs to no track.
  func row(_ reader: borrowing CSVReader, units: TableUnits) throws(TableError) -> TrackTableRow? {
    if mustStateUnit && (reader.isEmpty(particle) || reader.number(particle) == nil) { return nil }
    let number = try reader.whole(particle, column: "particle", in: 0...Int(Int32.max))
    let index = try frame.map { column throws(TableError) in
      try reader.whole(column, column: "frame", in: plausibleFrames)
    }
    let place = SIMD2(try reader.place(x, column: "x"), try reader.place(y, column: "y"))
    var row = TrackTableRow(
      particle: number, frame: index,
      point: TrackPoint(
        frame: Int32(index ?? 0), x: Float(place.x * units.scale), y: Float(place.y * units.scale),
        intensity: intensity(reader),
        variance: Float(
          reader.variance(error) * errorScale * errorScale * units.scale * units.scale)))
    if let position {
      try reader.requireFields(position + 1)
      row.position = try reader.whole(position, column: "position", in: 1...100_000)
    }
    if let start {
      row.start = SIMD2(
        Float(try reader.place(start.x, column: "x1") * units.scale),
        Float(try reader.place(start.y, column: "y1") * units.scale))
    }
    if index == nil, let time {
      row.time = try reader.finite(time, column: "time") * (units.seconds ?? 1)
    } else {
      row.time = units.seconds.flatMap { scale in reader.optional(time).map { $0 * scale } }
    }
    return row
  }

  private func intensity(_ reader: borrowing CSVReader) -> Float {
    if let value = reader.optional(amplitude) { return Float(value) }
    return reader.optional(logAmplitude).map { Float(exp($0)) } ?? .nan
  }
}
