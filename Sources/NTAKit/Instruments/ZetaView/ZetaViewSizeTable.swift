import Algorithms
import Foundation
import NTAAnalysis
import NTAVideo

/// The size distribution of a ZetaView's `.txt` export.
///
/// It has two consecutive tables: 1,200 bins of 5 nm, a row of -1, and 64 bins per decade. An
/// aborted run has only the row of -1. Concentrations are those in the cell, not corrected for the
/// dilution.
package struct ZetaViewSizeTable: Sendable, Equatable {
  /// One bin of a table.
  package struct Row: Sendable, Equatable {
    /// Bin centre, nm.
    package var diameter_nm: Double
    /// Tracks in the bin.
    package var number: Double
    /// Particles per mL in the measured cell.
    package var concentration_per_mL: Double
    /// Volume of the particles in the bin, nm³.
    package var volume_nm3: Double
  }

  /// The header above the tables.
  package var header: ZetaViewHeader
  /// The median printed by the instrument's software, nm; 0 for an aborted run.
  package var printedD50_nm: Double?
  /// Bins of 5 nm; empty for an aborted run.
  package var linear: [Row]
  /// Bins of 1/64 decade; empty for an aborted run.
  package var logarithmic: [Row]

  /// The columns whose numbers are checked; volumes of large particles are beyond any limit.
  private static let columns = ["Size / nm", "Number", "Concentration / cm-3"]

  /// Reads an export; throws if the file is not one, or is of a zeta-potential profile.
  package init(path: String) throws(InstrumentFileError) {
    try self.init(ZetaViewText(path: path))
  }

  /// Reads the text of an export.
  ///
  /// - Parameters:
  ///   - text: the file's content.
  ///   - path: for messages.
  /// - Throws: ``InstrumentFileError`` for any other text, a damaged one, or a zeta-potential profile.
  package init(parsing text: String, path: String) throws(InstrumentFileError) {
    try self.init(ZetaViewText(text, path: path))
  }

  private init(_ text: ZetaViewText) throws(InstrumentFileError) {
    let header = try ZetaViewHeader(text)
    if let dilution = header.dilution,
      !(dilution > 0 && dilution <= InstrumentFileError.largestNumber)
    {
      throw text.refused("Dilution", expected: "a factor above 0")
    }
    var tables: [[Row]] = [[]]
    for (index, line) in text.tableLines.enumerated().dropFirst() {
      let fields = line.split(separator: "\t").map { $0.trimmingCharacters(in: .whitespaces) }
      if fields.allSatisfy(\.isEmpty) { continue }
      let numbers = fields.compactMap { ZetaViewText.number($0) }
      guard numbers.count == fields.count, numbers.count >= 4 else {
        throw .malformedHeader(
          path: text.path, problem: "\"\(line.prefix(60))\" is not a line of its size table")
      }
      if numbers[0] == -1 {
        tables.append([])
        continue
      }
      for (column, number) in zip(Self.columns, numbers) {
        try InstrumentFileError.check(
          number, path: text.path, line: text.firstTableLine + index, column: column)
      }
      tables[tables.count - 1].append(
        Row(
          diameter_nm: numbers[0], number: numbers[1], concentration_per_mL: numbers[2],
          volume_nm3: numbers[3]))
    }
    let isRising = tables.allSatisfy { rows in
      rows.adjacentPairs().allSatisfy { $0.diameter_nm < $1.diameter_nm }
    }
    guard isRising else {
      throw .malformedHeader(path: text.path, problem: "the bins of its size table do not ascend")
    }
    self.header = header
    printedD50_nm = text.number("Median Number (D50)")
    linear = tables[0]
    logarithmic = tables.count > 1 ? tables[1] : []
  }

  /// A quantile as the instrument's software computes it: cumulative numbers are assigned to the
  /// bin centres and interpolated linearly; 0 without particles.
  package func quantile_nm(_ level: Double) -> Double { Self.quantile_nm(level, of: linear) }

  static func quantile_nm(_ level: Double, of rows: [Row]) -> Double {
    let bins = SizeBins(edges_nm: [0] + rows.map(\.diameter_nm), interpolation: .linear)
    return SizeDistribution(bins: bins, weights: rows.map(\.number))?.quantile_nm(level) ?? 0
  }
}
