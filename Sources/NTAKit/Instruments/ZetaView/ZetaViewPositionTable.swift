import Foundation
import NTAAnalysis
import NTAVideo

/// A ZetaView's `_11pos.txt`: one row per position, then mean and deviation of those in use.
package struct ZetaViewPositionTable: Sendable, Equatable {
  /// One position, or the mean of those in use.
  package struct Row: Sendable, Equatable {
    /// True when the position is in use.
    package var isUsed: Bool
    /// Fraction of the cell's depth, in [0, 1]; `nil` for the mean.
    package var position: Double?
    /// Particles per frame.
    package var particlesPerFrame: Double
    /// Particles per mL of the sample before dilution.
    package var concentration_per_mL: Double
    /// Number of tracks; fractional for a mean.
    package var traces: Double
    /// Median diameter, nm; NaN if the file has none.
    package var d50_nm: Double
    /// Peak diameter, nm; NaN if the file has none.
    package var peak_nm: Double
    /// Why the position is not in use, in the instrument's words; empty if it is.
    package var removal: String
  }

  /// The positions, in the order of the file.
  package var positions: [Row]
  /// The instrument's mean over the positions in use.
  package var mean: Row?

  private static let title = "Use\tPosition\t"

  /// True when a text is such a table.
  static func isTable(_ text: some StringProtocol) -> Bool { text.hasPrefix(title) }

  /// Reads the text of a table.
  ///
  /// - Parameters:
  ///   - text: the file's content.
  ///   - path: for messages.
  /// - Throws: ``InstrumentFileError`` for a text that is no such table, or is truncated.
  package init(parsing text: String, path: String) throws(InstrumentFileError) {
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    guard let header = lines.first, Self.isTable(header) else { throw .unknownKind(path: path) }
    var positions: [Row] = []
    var mean: Row?
    for (index, line) in lines.enumerated().dropFirst() where !line.isEmpty {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
        .map { $0.trimmingCharacters(in: .whitespaces) }
      guard fields.count >= 11 else {
        throw .malformed(path: path, problem: "a line has \(fields.count) columns instead of 12")
      }
      let numbers = fields.map { ZetaViewText.number($0) ?? .nan }
      let row = Row(
        isUsed: fields[0] == "X", position: ZetaViewText.number(fields[1]),
        particlesPerFrame: numbers[3], concentration_per_mL: numbers[5], traces: numbers[6],
        d50_nm: numbers[7], peak_nm: numbers[8], removal: fields.count > 11 ? fields[11] : "")
      for (column, number) in [
        ("Av. No of Particles", numbers[3]), ("Conc. (p./mL)", numbers[4]),
        ("Orig. Conc. (p./cm^3)", numbers[5]), ("No. of Traces", numbers[6]),
        ("X50 (nm)", numbers[7]), ("Peak (nm)", numbers[8]),
      ] where row.position != nil || fields[1] == "Mean" {
        try InstrumentFileError.check(number, path: path, line: index + 1, column: column)
      }
      if row.position != nil {
        positions.append(row)
      } else if fields[1] == "Mean" {
        mean = row
      }
    }
    guard !positions.isEmpty else { throw .malformed(path: path, problem: "it has no positions") }
    self.positions = positions
    self.mean = mean
  }
}
