import NTAAnalysis
import NTAVideo

extension Comparison {
  /// Number, five sizes, concentration and tracks.
  private static let layout = ColumnLayout(
    [.right(3), .right(10, gap: 1)] + [ColumnLayout.Column](repeating: .right(10), count: 6))
  /// Number and name.
  private static let nameLayout = ColumnLayout([.right(3), .left(0, gap: 1)])

  /// The results, pairs and groups as text for a terminal.
  package var text: String {
    var lines = [
      Self.layout.line(["", "mode/nm", "mean/nm", "D10/nm", "D50/nm", "D90/nm", "per mL", "tracks"])
    ]
    for (number, result) in results.enumerated() {
      let sizes = [
        result.mode_nm, result.mean_nm, result.d10_nm, result.d50_nm, result.d90_nm,
      ].map { NumberText.fixed($0, decimals: 1) }
      let rest = [
        NumberText.scientific(result.concentration_per_mL),
        result.tracks.map { "\($0)" } ?? NumberText.missing,
      ]
      lines.append(Self.layout.line(["\(number + 1)"] + sizes + rest))
    }
    lines.append("")
    for (number, result) in results.enumerated() {
      lines.append(
        Self.nameLayout.line(["\(number + 1)", "\(result.markedName) (\(result.origin.rawValue))"]))
    }
    lines.append("")
    for pair in pairs {
      let distance = NumberText.fixed(pair.distance_nm, decimals: 1)
      lines.append(
        "\(pair.first + 1) and \(pair.second + 1): distance \(distance) nm; significant difference: "
          + "mode \(Self.yesOrNo(pair.modesDiffer)), D50 \(Self.yesOrNo(pair.mediansDiffer)), "
          + "concentration \(Self.yesOrNo(pair.concentrationsDiffer))")
    }
    for group in groups { lines += Self.lines(of: group) }
    return lines.map { $0 + "\n" }.joined()
  }

  /// The statistics of a group, one line per quantity.
  private static func lines(of group: Group) -> [String] {
    var lines = ["", "\(group.sample): \(group.count) results"]
    let rows: [(String, Replicates?, Bool)] = [
      ("mode", group.mode_nm, false), ("D50", group.d50_nm, false),
      ("concentration", group.concentration_per_mL, true),
    ]
    for (name, replicates, isLarge) in rows {
      guard let replicates else { continue }
      let text = summary(replicates) { value in
        isLarge ? NumberText.scientific(value) : NumberText.fixed(value, decimals: 1) + " nm"
      }
      lines.append("  \(name): \(text)")
    }
    if let dilutions = group.dilutions { lines.append("  \(sentence(dilutions))") }
    return lines
  }

  /// Mean, standard deviation, coefficient of variation and interval.
  static func summary(_ replicates: Replicates, as text: (Double) -> String) -> String {
    "mean \(text(replicates.mean)), SD \(text(replicates.sd)), CV "
      + "\(NumberText.fixed(100 * replicates.cv, decimals: 1)) %, 95 % interval "
      + "\(text(replicates.interval95.lowerBound)) to \(text(replicates.interval95.upperBound))"
  }

  /// States whether a dilution series is linear, and why.
  static func sentence(_ series: DilutionSeries) -> String {
    let interval = series.interval95.map {
      ", 95 % interval \(NumberText.fixed($0.lowerBound, decimals: 2)) to "
        + NumberText.fixed($0.upperBound, decimals: 2)
    }
    return "dilution series: slope \(NumberText.fixed(series.slope, decimals: 2))\(interval ?? "")"
      + " (1 is ideal), largest deviation "
      + "\(NumberText.fixed(100 * series.largestDeviation, decimals: 0)) %: "
      + (series.isLinear ? "linear" : "not linear")
  }

  static func yesOrNo(_ differs: Bool?) -> String {
    differs.map { $0 ? "yes" : "no" } ?? "unknown"
  }
}
