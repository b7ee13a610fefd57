import Foundation

/// The size distribution of a ZetaView's `.txt` export.
///
/// Two tables follow each other: 1,200 classes of 5 nm, a row of -1, and 64 classes a decade. An
/// aborted run has the row of -1 only. Concentrations are those in the cell: the dilution is not in
/// them.
public struct ZetaViewSizeTable: Sendable, Equatable {
  /// One class of a table.
  public struct Row: Sendable, Equatable {
    /// Middle of the class, nm.
    public var diameter_nm: Double
    /// Traces in the class.
    public var number: Double
    /// Particles per mL in the measured cell.
    public var concentration_per_mL: Double
    /// Volume of the particles, nm³.
    public var volume_nm3: Double
  }

  /// The header above the tables.
  public var header: ZetaViewHeader
  /// The median the instrument's software printed, nm; 0 for an aborted run.
  public var printedD50_nm: Double?
  /// Classes of 5 nm; empty for an aborted run.
  public var linear: [Row]
  /// Classes of a 64th of a decade; empty for an aborted run.
  public var logarithmic: [Row]

  /// Reads an export; throws if it is none, or one of a zeta-potential profile.
  public static func reading(_ path: String) throws(CompareError) -> ZetaViewSizeTable {
    do throws(RecordingError) {
      return try parsing(ZetaViewText.reading(path))
    } catch {
      throw .zetaView(error)
    }
  }

  /// Reads the text of an export.
  ///
  /// - Parameters:
  ///   - text: the file's content.
  ///   - path: for messages.
  /// - Returns: header and tables.
  /// - Throws: ``CompareError`` for another text, a damaged one, and a zeta-potential profile.
  public static func parsing(
    _ text: String, path: String
  ) throws(CompareError) -> ZetaViewSizeTable {
    do throws(RecordingError) {
      return try parsing(ZetaViewText(text, path: path))
    } catch {
      throw .zetaView(error)
    }
  }

  private static func parsing(_ text: ZetaViewText) throws(RecordingError) -> ZetaViewSizeTable {
    let header = try ZetaViewHeader(text)
    var tables: [[Row]] = [[]]
    for line in text.tableLines.dropFirst() {
      let fields = line.split(separator: "\t").map { $0.trimmingCharacters(in: .whitespaces) }
      if fields.allSatisfy(\.isEmpty) { continue }
      let numbers = fields.compactMap { ZetaViewText.number($0) }
      guard numbers.count == fields.count, numbers.count >= 4 else {
        throw .malformedHeader(
          path: text.path, problem: "\"\(line.prefix(60))\" is no line of its size table")
      }
      if numbers[0] < 0 {
        tables.append([])
        continue
      }
      tables[tables.count - 1].append(
        Row(
          diameter_nm: numbers[0], number: numbers[1], concentration_per_mL: numbers[2],
          volume_nm3: numbers[3]))
    }
    let isRising = tables.allSatisfy { rows in
      zip(rows, rows.dropFirst()).allSatisfy { $0.diameter_nm < $1.diameter_nm }
    }
    guard isRising, tables[0].allSatisfy({ $0.number >= 0 }) else {
      throw .malformedHeader(path: text.path, problem: "the classes of its size table do not rise")
    }
    return ZetaViewSizeTable(
      header: header, printedD50_nm: text.number("Median Number (D50)"), linear: tables[0],
      logarithmic: tables.count > 1 ? tables[1] : [])
  }

  /// A quantile as the instrument's software reckons it: cumulated numbers stand at the middles of
  /// the classes, with straight lines between; 0 without particles.
  public func quantile_nm(_ level: Double) -> Double { Self.quantile_nm(level, of: linear) }

  static func quantile_nm(_ level: Double, of rows: [Row]) -> Double {
    let total = rows.reduce(0) { $0 + $1.number }
    guard total > 0 else { return 0 }
    var below = 0.0
    var previous = 0.0
    for row in rows {
      if row.number > 0, below + row.number >= level * total {
        return previous + (row.diameter_nm - previous) * (level * total - below) / row.number
      }
      below += row.number
      previous = row.diameter_nm
    }
    return previous
  }
}

extension ComparedResult {
  /// What a ZetaView export says.
  ///
  /// Its software gives no intervals; that of the median is from the number of traces alone.
  init(_ table: ZetaViewSizeTable, name: String) {
    self.init(name: name, origin: .zetaView)
    sample = table.header.sample
    dilution = table.header.dilution
    tracks = table.header.traces
    let total = table.linear.reduce(0) { $0 + $1.number }
    guard total > 0 else { return }
    let mean = table.linear.reduce(0) { $0 + $1.number * $1.diameter_nm } / total
    let square = table.linear.reduce(0) { sum, row in
      sum + row.number * (row.diameter_nm - mean) * (row.diameter_nm - mean)
    }
    mean_nm = mean
    sd_nm = (square / total).squareRoot()
    d10_nm = table.quantile_nm(0.1)
    d50_nm = table.quantile_nm(0.5)
    d90_nm = table.quantile_nm(0.9)
    mode_nm = table.linear.max { $0.number < $1.number }?.diameter_nm
    // Order statistics: the rank of the median has the standard deviation sqrt(n)/2.
    let rank = 0.98 / total.squareRoot()
    d50Interval95_nm =
      table.quantile_nm(
        max(0.5 - rank, 0.001))...table.quantile_nm(
        min(0.5 + rank, 0.999))
    concentration_per_mL = dilution.map { dilution in
      dilution * table.linear.reduce(0) { $0 + $1.concentration_per_mL }
    }
    distribution = ComparedDistribution(
      borders_nm: Self.borders(table.linear.map(\.diameter_nm)), weights: table.linear.map(\.number)
    )
  }

  /// Borders half-way between the middles of classes.
  static func borders(_ centres_nm: [Double]) -> [Double] {
    guard centres_nm.count > 1 else { return centres_nm.flatMap { [0.5 * $0, 1.5 * $0] } }
    let inner = zip(centres_nm, centres_nm.dropFirst()).map { 0.5 * ($0 + $1) }
    let last = centres_nm.count - 1
    return [max(2 * centres_nm[0] - inner[0], 0)] + inner
      + [2 * centres_nm[last] - inner[last - 1]]
  }
}
