import Foundation

/// A ZetaView's `_11pos.txt`: one row a position, then mean and deviation of those in use.
public struct ZetaViewPositionTable: Sendable, Equatable {
  /// One position, or the mean of those in use.
  public struct Row: Sendable, Equatable {
    /// Whether the position is in use.
    public var isUsed: Bool
    /// Share of the cell's depth, in [0, 1]; `nil` for the mean.
    public var position: Double?
    /// Particles in a frame.
    public var particlesPerFrame: Double
    /// Particles per mL of the sample before dilution.
    public var concentration_per_mL: Double
    /// Number of tracks; a mean is no whole number.
    public var traces: Double
    /// Median diameter, nm; NaN where the file has none.
    public var d50_nm: Double
    /// Diameter of the peak, nm; NaN where the file has none.
    public var peak_nm: Double
    /// Why it is not in use, in the instrument's words; empty where it is.
    public var removal: String
  }

  /// The positions, in the order of the file.
  public var positions: [Row]
  /// The instrument's own mean over the positions in use.
  public var mean: Row?

  private static let title = "Use\tPosition\t"

  /// Whether a text is such a table.
  static func isTable(_ text: some StringProtocol) -> Bool { text.hasPrefix(title) }

  /// Reads the text of a table.
  ///
  /// - Parameters:
  ///   - text: the file's content.
  ///   - path: for messages.
  /// - Returns: the positions and their mean.
  /// - Throws: ``CompareError`` for a text that is no such table, or cut short.
  public static func parsing(
    _ text: String, path: String
  ) throws(CompareError) -> ZetaViewPositionTable {
    let lines = text.split { $0.isNewline }
    guard let header = lines.first, isTable(header) else { throw .unknownKind(path: path) }
    var positions: [Row] = []
    var mean: Row?
    for line in lines.dropFirst() {
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
      if row.position != nil {
        positions.append(row)
      } else if fields[1] == "Mean" {
        mean = row
      }
    }
    guard !positions.isEmpty else { throw .malformed(path: path, problem: "it has no positions") }
    return ZetaViewPositionTable(positions: positions, mean: mean)
  }
}

extension ComparedResult {
  /// What a table of positions says: means over the positions in use, without a distribution.
  init(_ table: ZetaViewPositionTable, name: String) {
    self.init(name: name, origin: .zetaView)
    let used = table.positions.filter(\.isUsed)
    tracks = Int(exactly: used.reduce(0) { $0 + ($1.traces.finite ?? 0) }.rounded(.down))
    guard !used.isEmpty, let mean = table.mean else { return }
    mode_nm = mean.peak_nm.finite
    d50_nm = mean.d50_nm.finite
    concentration_per_mL = mean.concentration_per_mL.finite
    d50Interval95_nm = Replicates(used.map(\.d50_nm))?.interval95
    concentrationInterval95_per_mL = Replicates(used.map(\.concentration_per_mL))?.interval95
  }
}
