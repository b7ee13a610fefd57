import NTAAnalysis
import NTAVideo

/// `resamples.csv`: the distributions behind the intervals, a class a row, a resample a column.
///
/// Classes that no resample has particles in are left out.
struct ResampleTable: Sendable, Equatable {
  static let fileName = "resamples.csv"
  /// Steps in which shares are written: far below what they scatter by.
  private static let resolution = 1e-6
  private static let classColumns = ["lower_nm", "upper_nm"]

  /// Particles of each class over all those of the mean resample, one array a resample.
  var resamples: [[Double]]
  /// Class borders, rising, one more than there are classes.
  var borders_nm: [Double]

  init(resamples: [[Double]], borders_nm: [Double]) {
    self.resamples = resamples
    self.borders_nm = borders_nm
  }

  /// What a run yielded; without particles there is nothing to resample.
  init(_ size: SizeResult?) {
    self.init(resamples: size?.resamples ?? [], borders_nm: size?.distribution.borders_nm ?? [])
  }

  /// `lower_nm,upper_nm,share_1,share_2,…`.
  var header: String {
    (Self.classColumns + Self.columns(resamples.count)).joined(separator: ",")
  }

  private static func columns(_ count: Int) -> [String] { (0..<count).map { "share_\($0 + 1)" } }

  var rows: [CSVRow] {
    guard !resamples.isEmpty else { return [] }
    return (0..<borders_nm.count - 1).compactMap { j in
      let steps = resamples.map { ($0[j] / Self.resolution).rounded() }
      guard steps.contains(where: { $0 > 0 }) else { return nil }
      var row = CSVRow()
      row.append(borders_nm[j])
      row.append(borders_nm[j + 1])
      // Divided, not multiplied: the quotient is the number of six decimals nearest to it.
      for step in steps { row.append(step / (1 / Self.resolution).rounded()) }
      return row
    }
  }
}

extension ResultFolder {
  /// `resamples.csv`, read back; empty where an earlier version wrote none.
  ///
  /// - Parameter distribution: `distribution.csv`, whose classes it has some of.
  /// - Returns: shares in the classes of the distribution, one array a resample.
  /// - Throws: `FileError` when the table is damaged.
  func resamples(on distribution: [DistributionRow]) throws(FileError) -> [[Double]] {
    let file = "\(path)/\(ResampleTable.fileName)"
    guard FileTree.exists(file) else { return [] }
    try Self.checkRegular(file)
    let places = Dictionary(
      distribution.enumerated().map { ($1.lower_nm, $0) }, uniquingKeysWith: { first, _ in first })
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
          resamples[k][place] = try reader.finite(index, column: columns[k])
        }
      }
      return resamples
    } catch {
      throw .table(error)
    }
  }
}
