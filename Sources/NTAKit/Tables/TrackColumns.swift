import NTAAnalysis
import NTAVideo

/// The columns of a table of tracks or localizations, by what they hold.
struct TrackColumns: Sendable {
  private let columns: [TableColumn]
  private let indices: [TrackQuantity: Int]

  /// Lines above the header, such as a title, that are skipped.
  private static let longestTitle = 20

  /// Takes the columns of a header.
  init(header: [String]) {
    let columns = header.map(TableColumn.init)
    self.columns = columns
    var indices: [TrackQuantity: Int] = [:]
    for quantity in TrackQuantity.allCases {
      indices[quantity] =
        quantity.names.lazy
        .compactMap { name in columns.firstIndex { $0.name == name } }.first
    }
    self.indices = indices
  }

  /// Index of the column of a quantity; `nil` if there is none.
  subscript(_ quantity: TrackQuantity) -> Int? { indices[quantity] }

  /// The column of a quantity; `nil` if there is none.
  func column(_ quantity: TrackQuantity) -> TableColumn? {
    indices[quantity].map { columns[$0] }
  }

  /// True if the header names places, as every table of tracks or localizations does.
  private var hasPlaces: Bool {
    (self[.x] != nil && self[.y] != nil) || (self[.endX] != nil && self[.endY] != nil)
  }

  /// Finds the header, which becomes the reader's current record.
  ///
  /// - Parameter reader: a table from its beginning; a title above the header is skipped.
  /// - Returns: the columns.
  /// - Throws: `TableError` if no line names places, or the table cannot be read.
  static func find(in reader: inout CSVReader) throws(TableError) -> TrackColumns {
    guard try reader.advance() else { throw .empty(path: reader.path) }
    let fields = reader.fields
    let first = TrackColumns(header: fields)
    if first.hasPlaces { return first }
    for _ in 0..<longestTitle {
      guard try reader.advance() else { break }
      let columns = TrackColumns(header: reader.fields)
      if columns.hasPlaces { return columns }
    }
    if NanoSightParticles.isTable(fields.joined(separator: ",")) {
      throw .noTracks(path: reader.path)
    }
    let missing = [("x", first[.x]), ("y", first[.y])].filter { $0.1 == nil }.map(\.0)
    throw .missingColumns(
      path: reader.path, missing: missing, found: fields.filter { !$0.isEmpty })
  }

  /// Micrometres per unit that the header states for a quantity; `nil` for pixels or no unit.
  func micrometers(_ quantity: TrackQuantity, path: String) throws(TableError) -> Double? {
    guard let unit = column(quantity)?.unit else { return nil }
    return try LengthUnit.micrometers(in: unit, path: path)
  }
}
