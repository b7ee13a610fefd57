import NTAAnalysis
import NTAVideo

extension Comparison {
  private static let csvHeader =
    "name,origin,sample,mode_nm,mode_lower95_nm,mode_upper95_nm,mean_nm,sd_nm,d10_nm,d50_nm,"
    + "d50_lower95_nm,d50_upper95_nm,d90_nm,concentration_per_mL,concentration_lower95_per_mL,"
    + "concentration_upper95_per_mL,dilution,tracks,detection_limit_nm,validity"

  /// One row per result, as CSV according to RFC 4180.
  package var csv: String {
    let rows = results.map { result in
      var row = CSVRow()
      row.append(result.name)
      row.append(result.origin.rawValue)
      row.append(result.sample)
      row.append(result.mode_nm)
      row.append(result.modeInterval95_nm?.lowerBound)
      row.append(result.modeInterval95_nm?.upperBound)
      row.append(result.mean_nm)
      row.append(result.sd_nm)
      row.append(result.d10_nm)
      row.append(result.d50_nm)
      row.append(result.d50Interval95_nm?.lowerBound)
      row.append(result.d50Interval95_nm?.upperBound)
      row.append(result.d90_nm)
      row.append(result.concentration_per_mL)
      row.append(result.concentrationInterval95_per_mL?.lowerBound)
      row.append(result.concentrationInterval95_per_mL?.upperBound)
      row.append(result.dilution)
      row.append(result.tracks)
      row.append(result.detectionLimit_nm)
      row.append(result.validity?.rawValue)
      return row.line
    }
    return Self.csvHeader + "\n" + rows.joined()
  }

  /// The differences between every two results, one row per pair; whether they differ by more than
  /// their intervals allow is `true`, `false`, or empty if an interval is unknown.
  package var pairsCSV: String {
    var text =
      "first,second,distance_nm,modes_differ,medians_differ,concentrations_differ\n"
    for pair in pairs {
      var row = CSVRow()
      row.append(results[pair.first].name)
      row.append(results[pair.second].name)
      row.append(pair.distance_nm)
      for differs in [pair.modesDiffer, pair.mediansDiffer, pair.concentrationsDiffer] {
        row.append(differs)
      }
      text += row.line
    }
    return text
  }

  /// The scatter of replicates: one row per sample and quantity, whose name includes its unit.
  ///
  /// The slope of a dilution series has no scatter. Only the header if there are no replicates.
  package var replicatesCSV: String {
    var text = "sample,quantity,count,mean,sd,cv,lower95,upper95\n"
    for group in groups {
      let rows: [(String, Replicates?)] = [
        ("mode_nm", group.mode_nm), ("d50_nm", group.d50_nm),
        ("concentration_per_mL", group.concentration_per_mL),
      ]
      for (name, replicates) in rows {
        guard let replicates else { continue }
        var row = CSVRow()
        row.append(group.sample)
        row.append(name)
        row.append(replicates.count)
        row.append(replicates.mean)
        row.append(replicates.sd)
        row.append(replicates.cv)
        row.append(replicates.interval95.lowerBound)
        row.append(replicates.interval95.upperBound)
        text += row.line
      }
      if let series = group.dilutions {
        var row = CSVRow()
        row.append(group.sample)
        row.append("dilution_slope")
        row.append(series.points.count)
        row.append(series.slope)
        for _ in 0..<2 { row.append(Double?.none) }
        row.append(series.interval95?.lowerBound)
        row.append(series.interval95?.upperBound)
        text += row.line
      }
    }
    return text
  }

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
