import NTAAnalysis
import NTAVideo

/// The result of a run as text for a terminal with 80 columns.
package struct ResultText: Sendable {
  /// Name, value, unit and a remark.
  private static let layout = ColumnLayout([.left(20), .right(12), .left(5, gap: 2)])
  /// Name and a text.
  private static let textLayout = ColumnLayout([.left(22)])

  /// The lines, each at most 80 characters long.
  package let lines: [String]

  /// The lines as one text.
  package var text: String { lines.map { $0 + "\n" }.joined() }

  /// Formats the result of a run.
  package init(_ result: RunResult) {
    let size = result.size
    let statistics = size?.statistics
    var lines = [
      Self.truncated("sample", result.sample ?? NumberText.missing)
    ]
    let rows: [(String, Double?, ClosedRange<Double>?)] = [
      ("mode", statistics?.mode_nm, size?.intervals.mode_nm),
      ("mean", statistics?.mean_nm, size?.intervals.mean_nm),
      ("standard deviation", statistics?.sd_nm, nil),
      ("D10", statistics?.d10_nm, size?.intervals.d10_nm),
      ("D50", statistics?.d50_nm, size?.intervals.d50_nm),
      ("D90", statistics?.d90_nm, size?.intervals.d90_nm),
    ]
    if size == nil {
      lines.append(Self.absence(result))
    } else {
      lines.append(Self.row("", "", "", "95 % interval"))
      lines += rows.map { name, value, interval in
        Self.row(
          name, NumberText.fixed(value, decimals: 1), "nm",
          Self.interval(interval) { NumberText.fixed($0, decimals: 1) })
      }
      lines += Self.extrapolationLines(size) + Self.uncorrected(result.validity)
    }
    if size != nil { lines += Self.concentrationLines(result) }
    let used = result.positions.count { $0.removal == nil }
    lines.append(
      Self.row("tracks used", "\(result.tracking.used)", "", "of \(result.tracking.count)"))
    lines.append(Self.row("positions used", "\(used)", "", "of \(result.positions.count)"))
    for position in result.positions {
      // Without particles in the sample it goes without saying that the positions have none.
      guard let removal = position.removal, size != nil || removal != .minTracks else { continue }
      lines.append(Self.truncated("", "position \(position.index) removed: \(removal.rawValue)"))
    }
    if !result.validity.checks.isEmpty {
      lines.append(Self.truncated("validity", ValidityDocument(result.validity).line))
    }
    self.lines = lines
  }

  /// Says that there are no particles, and how many at most.
  private static func absence(_ result: RunResult) -> String {
    guard let limit = result.concentrationLimit else {
      return truncated("size", "no particles were found")
    }
    let sample = limit.measured_per_mL * result.settings.dilution.value
    let depth = "a depth of \(NumberText.plain(limit.depth_um)) µm"
    return "no particles: below \(NumberText.scientific(sample)) /mL "
      + (limit.isDepthPresumed ? "(95 %, presuming \(depth))" : "(95 %)")
  }

  /// The concentration, and that without the blank if there is one.
  private static func concentrationLines(_ result: RunResult) -> [String] {
    func line(_ name: String, _ value: Double?, _ interval: ClosedRange<Double>?) -> String {
      row(
        name, NumberText.scientific(value), "/mL",
        Self.interval(interval) { NumberText.scientific($0) })
    }
    let concentration = result.concentration
    let measured = line(
      "concentration", concentration?.sample_per_mL, concentration?.interval95_per_mL)
    guard let blank = result.blank else { return [measured] }
    return [
      measured, line("less the blank", blank.net_per_mL, blank.netInterval95_per_mL),
      line("blank, in the cell", blank.measured_per_mL, blank.interval95_per_mL),
    ]
  }

  /// A line about particles that are too faint to be detected, if there are more than a few.
  private static func extrapolationLines(_ size: SizeResult?) -> [String] {
    guard let size, let limit_nm = size.detectionLimit_nm, size.shareBelowDetectionLimit > 0.05
    else { return [] }
    let percent = NumberText.fixed(100 * size.shareBelowDetectionLimit, decimals: 0)
    let limit = NumberText.significant(limit_nm)
    return [
      "\(percent) % of the particles are extrapolated, below the detection limit of \(limit) nm"
    ]
  }

  /// A line about sizes that could not be corrected for the depth they are seen in.
  private static func uncorrected(_ validity: Validity) -> [String] {
    guard
      let check = validity.checks.first(where: { $0.name == ValidityChecks.depthCheckName }),
      !check.passed, let bias = check.measured
    else { return [] }
    let percent = NumberText.significant(100 * bias, digits: 2)
    return ["sizes are not corrected for depth: D50 may be up to \(percent) % too large"]
  }

  private static func row(
    _ label: String, _ value: String, _ unit: String, _ remark: String
  ) -> String {
    layout.line([label, value, unit, remark])
  }

  /// A line with a text that is shortened if it is too long.
  private static func truncated(_ label: String, _ text: String) -> String {
    let room = 80 - 22
    let oneLine = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    let short = oneLine.count > room ? oneLine.prefix(room - 1) + "…" : oneLine[...]
    return textLayout.line([label, String(short)])
  }

  private static func interval(
    _ interval: ClosedRange<Double>?, _ text: (Double) -> String
  ) -> String {
    guard let interval else { return "" }
    return "\(text(interval.lowerBound)) to \(text(interval.upperBound))"
  }
}
