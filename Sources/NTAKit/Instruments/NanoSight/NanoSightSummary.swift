import Foundation
import NTAAnalysis
import NTAVideo

/// A NanoSight's `ExperimentSummary.csv`, or the `Summary.csv` of one capture, from software 3.2 or 3.4.
///
/// The columns are the captures, followed by their average and standard error. If there are several
/// tables, only the number-weighted size distribution is read.
package struct NanoSightSummary: Sendable, Equatable {
  /// Version of the software as stated in the file: `NTA 3.4 Build 3.4.003`.
  package var software: String
  /// The sample's description, or else its name; the experiment's is that of a file or a procedure.
  package var sample: String?
  /// Number of captures.
  package var captures: Int
  /// Dilution factor; `nil` unless all captures have the same.
  package var dilution: Double?
  /// Values by row name (`Mean`, `D50`, `Concentration (Particles / ml)`): captures, then average
  /// and standard error if the file has them.
  package var values: [String: [Double?]]
  /// Bin centres, nm.
  package var diameters_nm: [Double]
  /// Particles per mL in each bin: captures, then the average.
  package var concentrations_per_mL: [[Double]]

  /// The file's average of a row over the captures, in the row's unit; that of the captures if the file has
  /// none, and `nil` if a capture has no value.
  package func average(_ row: String) -> Double? {
    if let average = value(row, captures) { return average }
    let values = (0..<captures).compactMap { value(row, $0) }
    return values.count == captures ? values.reduce(0, +) / Double(captures) : nil
  }

  /// The file's standard error of that average; `nil` if there is none.
  package func standardError(_ row: String) -> Double? { value(row, captures + 1) }

  /// Whether each capture states its dilution; if not, concentrations are those in the cell.
  var statesDilution: Bool {
    let row = values[NanoSightRecords.dilution] ?? []
    return row.prefix(captures).compactMap(\.self).count == captures
  }

  /// A size averaged over the captures that found particles, nm.
  ///
  /// The file's own average counts captures without particles as 0 nm.
  ///
  /// - Parameter row: `Mean`, `Mode`, `SD` or a quantile.
  /// - Returns: the average with its standard error and the number of captures; `nil` if no capture
  ///   found particles.
  func averageSize(_ row: String) -> (mean: Double, error: Double?, captures: Int)? {
    let found = (0..<captures).filter { (value("D50", $0) ?? 0) > 0 }
    guard found.count < captures else {
      return average(row).map { ($0, standardError(row), captures) }
    }
    let sizes = found.compactMap { value(row, $0) }
    guard let replicates = Replicates(sizes) else { return sizes.first.map { ($0, nil, 1) } }
    return (replicates.mean, replicates.sd / Double(sizes.count).squareRoot(), sizes.count)
  }

  /// One capture's value, numbered from 0; the average follows the captures.
  func value(_ row: String, _ column: Int) -> Double? {
    guard let values = values[row], column < values.count else { return nil }
    return values[column]
  }

  /// A quantile of a capture's table, as the software prints it.
  ///
  /// - Parameters:
  ///   - level: fraction of the particles below, in (0, 1).
  ///   - capture: number of the capture from 0; ``captures`` itself is the average.
  /// - Returns: the diameter in nm; `nil` for a capture without particles.
  ///
  /// Version 3.2 prints the cumulative curve one bin (1 nm) too low; 3.4 does not.
  package func quantile_nm(_ level: Double, capture: Int) -> Double? {
    let column = concentrations_per_mL.map { $0[capture] }
    let distribution = SizeDistribution(bins: SizeBins(centres_nm: diameters_nm), weights: column)
    return distribution.map { $0.quantile_nm(level) - (software.contains("NTA 3.2") ? 1 : 0) }
  }

  /// The first lines: of all captures of an experiment, and of a single one.
  private static let titles = ["NTA Experiment Summary File", "NTA Single Analysis Summary File"]

  /// True when a text is such a file.
  static func isSummary(_ text: some StringProtocol) -> Bool {
    titles.contains { text.hasPrefix($0) }
  }
}

extension NanoSightSummary {
  /// Reads a file.
  ///
  /// - Parameter path: a CSV file of the instrument's software.
  /// - Throws: ``InstrumentFileError`` for a file that cannot be read, is truncated, or is of another
  ///   kind.
  package init(path: String) throws(InstrumentFileError) {
    var records: [NanoSightRecords.Record] = []
    do throws(TableError) {
      var reader = try CSVReader.open(path)
      while try reader.advance() {
        records.append(NanoSightRecords.Record(line: reader.line, fields: reader.fields))
      }
    } catch {
      throw .table(error)
    }
    self = try NanoSightRecords.summary(of: records, path: path)
  }
}
