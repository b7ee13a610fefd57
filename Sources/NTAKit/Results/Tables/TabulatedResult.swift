import NTAAnalysis
import NTAVideo

/// A result in the form in which tables hold it: the numbers of `summary.json`, the bins of the
/// distribution and the particles.
package struct TabulatedResult: Sendable {
  let summary: SummaryDocument
  let bins: [(row: DistributionRow, isBelowLimit: Bool?)]
  let particles: ParticleList

  /// The verdict of the checks: `valid`, `doubtful` or `invalid`; `nil` without checks.
  package var verdict: String? { summary.validity?.verdict.rawValue }

  /// The tables of a result.
  ///
  /// - Parameters:
  ///   - result: the result of a run.
  ///   - wording: how warnings name what the caller gives.
  package init(_ result: RunResult, wording: Wording) {
    summary = SummaryDocument(result, wording: wording)
    let limit_nm = result.size?.detectionLimit_nm
    bins = DistributionRow.all(of: result).map { row in
      (row, limit_nm.map { row.diameter_nm < $0 })
    }
    particles = result.particleList
  }
}

/// A table of one or several rows a run.
package struct ResultTable: Sendable {
  /// Name of the table.
  package let name: String
  /// What a row is, without a full stop.
  package let meaning: String
  /// The columns; the first identifies a row within its run.
  package let columns: [ResultColumn]
  private let visit:
    @Sendable (TabulatedResult, (_ row: [ResultCell]) throws -> Void) throws -> Void

  /// A table whose rows are the elements of a sequence of the result.
  init<Rows: Sequence & SendableMetatype>(
    _ name: String, _ meaning: String, columns: [RowColumn<Rows.Element>],
    rows: @escaping @Sendable (TabulatedResult) -> Rows
  ) {
    self.name = name
    self.meaning = meaning
    self.columns = columns.map(\.column)
    visit = { result, receive in
      for row in rows(result) { try receive(columns.map { $0.cell(row) }) }
    }
  }

  /// Passes the rows of a run to `receive`, one after the other.
  package func forEachRow(
    of result: TabulatedResult, _ receive: ([ResultCell]) throws -> Void
  ) throws {
    try visit(result, receive)
  }
}
