import NTAAnalysis
import NTAVideo

/// `resamples.csv`: the resampled distributions from which intervals are calculated, with one row per
/// bin and one column per resample.
///
/// Bins in which no resample has particles are left out.
struct ResampleTable: Sendable, Equatable {
  static let fileName = "resamples.csv"
  /// Resolution at which fractions are written, which is far below their scatter.
  private static let resolution = 1e-6
  private static let binColumns = ["lower_nm", "upper_nm"]

  /// The columns; the last one stands for all resamples.
  static let fields = [
    ResultField("lower_nm", "nm", "lower edge of the bin"),
    ResultField("upper_nm", "nm", "upper edge of the bin"),
    ResultField(
      "share_1, share_2, …", "",
      "number of particles in the bin divided by the total of the mean resample, one column per "
        + "resample"),
  ]

  /// Number of particles in each bin divided by the total of the mean resample, one array per
  /// resample.
  var resamples: [[Double]]
  /// Bin edges in nm, ascending; one more than there are bins.
  var edges_nm: [Double]

  init(resamples: [[Double]], edges_nm: [Double]) {
    self.resamples = resamples
    self.edges_nm = edges_nm
  }

  /// The resamples of a run; empty without particles.
  init(_ size: SizeResult?) {
    self.init(resamples: size?.resamples ?? [], edges_nm: size?.distribution.edges_nm ?? [])
  }

  /// `lower_nm,upper_nm,share_1,share_2,…`.
  var header: String {
    (Self.binColumns + Self.columns(resamples.count)).joined(separator: ",")
  }

  private static func columns(_ count: Int) -> [String] { (0..<count).map { "share_\($0 + 1)" } }

  var rows: [CSVRow] {
    guard !resamples.isEmpty else { return [] }
    return (0..<edges_nm.count - 1).compactMap { j in
      let steps = resamples.map { ($0[j] / Self.resolution).rounded() }
      guard steps.contains(where: { $0 > 0 }) else { return nil }
      var row = CSVRow()
      row.append(edges_nm[j])
      row.append(edges_nm[j + 1])
      // Dividing, unlike multiplying, gives the nearest number with six decimals.
      for step in steps { row.append(step / (1 / Self.resolution).rounded()) }
      return row
    }
  }
}

extension ResultFolder {
  /// Reads `resamples.csv`; empty if an earlier version wrote none.
  ///
  /// - Parameter distribution: the distribution in `distribution.csv`; the resamples have some of
  ///   its bins.
  /// - Returns: fractions in the bins of the distribution, one array per resample.
  /// - Throws: ``FileError`` for a damaged table.
  func resamples(on distribution: SizeDistribution) throws(FileError) -> [[Double]] {
    let file = "\(path)/\(ResampleTable.fileName)"
    guard FileTree.exists(file) else { return [] }
    try Self.checkRegular(file)
    let places = Dictionary(
      distribution.edges_nm.dropLast().enumerated().map { ($1, $0) },
      uniquingKeysWith: { first, _ in first })
    do throws(TableError) {
      var reader = try CSVReader.open(file)
      guard try reader.advance() else { throw .empty(path: file) }
      let header = TableColumns(header: reader.fields)
      let lower = try reader.require([("lower_nm", header.index(of: "lower_nm"))])[0]
      let columns = (0..<reader.count).map { "share_\($0 + 1)" }.prefix {
        header.index(of: $0) != nil
      }
      let indices = columns.compactMap { header.index(of: $0) }
      var resamples = columns.map { _ in [Double](repeating: 0, count: distribution.count) }
      while try reader.advance() {
        try reader.requireFields((indices + [lower]).reduce(0, max) + 1)
        guard let place = reader.number(lower).flatMap({ places[$0] }) else { continue }
        for (k, index) in indices.enumerated() {
          let share = try reader.finite(index, column: columns[k])
          guard (0...1.001).contains(share) else {
            throw .badValue(
              path: file, line: reader.line, column: columns[k], text: reader.text(index),
              expected: "a share")
          }
          resamples[k][place] = share
        }
      }
      return resamples
    } catch {
      throw .table(error)
    }
  }
}
