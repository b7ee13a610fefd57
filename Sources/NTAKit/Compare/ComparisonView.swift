import NTAAnalysis
import NTAVideo

/// A comparison as passed to its template, with all numbers formatted as text.
struct ComparisonView {
  // The property names are those in the template.
  let software = "\(Software.name) \(Software.version)"
  /// Foot of each printed page, as the content of a CSS string.
  let footer: String
  let results: [[String: String]]
  let pairs: [[String: String]]
  let groups: [[String: any Sendable]]
  let plots: [[String: any Sendable]]
  /// Explains the shading in the plots and lists results without a curve; may be empty.
  let caption: String

  init(_ comparison: Comparison) {
    footer = CSSText.content(
      "Comparison of " + comparison.results.map(\.name).joined(separator: ", ").prefix(120))
    results = comparison.results.enumerated().map { Self.row($1, number: $0) }
    pairs = comparison.pairs.map { Self.row($0) }
    groups = comparison.groups.map { Self.section($0, of: comparison) }
    plots = [
      comparison.plot(.linear, of: .concentration), comparison.plot(.linear),
      comparison.plot(.logarithmic),
    ].compactMap { $0 }.map { ["plot": PlotView($0)] }
    caption = [
      comparison.shownLimits_nm.map { Self.shadeText($0) },
      plots.isEmpty ? nil : Self.missingCurvesText(comparison.results),
    ].compactMap { $0 }.joined(separator: " ")
  }

  private static func row(_ pair: Comparison.Pair) -> [String: String] {
    [
      "names": "\(pair.first + 1) and \(pair.second + 1)",
      "distance": NumberText.fixed(pair.distance_nm, decimals: 1),
      "mode": Comparison.yesOrNo(pair.modesDiffer), "d50": Comparison.yesOrNo(pair.mediansDiffer),
      "concentration": Comparison.yesOrNo(pair.concentrationsDiffer),
    ]
  }

  /// Mean and scatter of replicates, with the plots of their mean and of a dilution series.
  private static func section(
    _ group: Comparison.Group, of comparison: Comparison
  ) -> [String: any Sendable] {
    let rows: [(String, String, Replicates?, (Double) -> String)] = [
      ("Mode", "nm", group.mode_nm, { NumberText.fixed($0, decimals: 1) }),
      ("D50", "nm", group.d50_nm, { NumberText.fixed($0, decimals: 1) }),
      ("Concentration", "/mL of sample", group.concentration_per_mL, { NumberText.readable($0) }),
    ]
    let lines = rows.compactMap { name, unit, replicates, text in
      replicates.map {
        [
          "name": name, "unit": unit, "mean": text($0.mean), "sd": text($0.sd),
          "cv": NumberText.fixed(100 * $0.cv, decimals: 1),
          "interval": "\(text($0.interval95.lowerBound)) – \(text($0.interval95.upperBound))",
        ]
      }
    }
    let plots: [(Plot?, String)] = [
      (
        comparison.meanPlot(group),
        "Mean of the results (line) with its standard error (band), and the results (thin lines)."
      ),
      (
        group.dilutions?.plot,
        "Results of the series (points), their mean (line), and the deviation from the mean up to "
          + "which the series counts as linear (band)."
      ),
    ]
    return [
      "sample": group.sample, "count": "\(group.count)", "lines": lines,
      "numbers": group.members.map { "\($0 + 1)" }.joined(separator: ", "),
      "dilution": group.dilutions.map(Comparison.sentence) ?? "",
      "plots": plots.compactMap { plot, caption -> [String: any Sendable]? in
        plot.map { ["plot": PlotView($0), "caption": caption] }
      },
    ]
  }

  /// Explains the shading between the lowest and the highest detection limit.
  private static func shadeText(_ limits_nm: ClosedRange<Double>) -> String {
    let (low, high) = (limits_nm.lowerBound, limits_nm.upperBound)
    let range =
      low == high
      ? "limit of \(NumberText.significant(high)) nm"
      : "limits of \(NumberText.significant(low)) to \(NumberText.significant(high)) nm (darker "
        + "below the limits of all results)"
    return "Shaded: sizes below the detection \(range), where the curves are extrapolated."
  }

  /// Lists the results without a curve; `nil` if there are none.
  private static func missingCurvesText(_ results: [ComparedResult]) -> String? {
    let missing = results.indices.filter { results[$0].distribution == nil }
    guard !missing.isEmpty else { return nil }
    return "Not drawn, because they have no distribution: "
      + missing.map { "\($0 + 1)" }.joined(separator: ", ") + "."
  }

  private static func row(_ result: ComparedResult, number: Int) -> [String: String] {
    [
      "number": "\(number + 1)", "class": "series-\(number % Curve.seriesCount)",
      "name": result.markedName, "origin": result.origin.rawValue,
      "sample": result.sample ?? NumberText.missing,
      "mode": NumberText.fixed(result.mode_nm, decimals: 1) + interval(result.modeInterval95_nm),
      "mean": NumberText.fixed(result.mean_nm, decimals: 1),
      "sd": NumberText.fixed(result.sd_nm, decimals: 1),
      "d10": NumberText.fixed(result.d10_nm, decimals: 1),
      "d50": NumberText.fixed(result.d50_nm, decimals: 1) + interval(result.d50Interval95_nm),
      "d90": NumberText.fixed(result.d90_nm, decimals: 1),
      "limit": NumberText.fixed(result.detectionLimit_nm, decimals: 1),
      "concentration": NumberText.readable(result.concentration_per_mL)
        + (result.concentrationInterval95_per_mL.map {
          " (\(NumberText.range($0.lowerBound, $0.upperBound)))"
        } ?? ""),
      "dilution": NumberText.significant(result.dilution),
      "tracks": result.tracks.map { "\($0)" } ?? NumberText.missing,
    ]
  }

  private static func interval(_ range: ClosedRange<Double>?) -> String {
    guard let range else { return "" }
    return " (\(NumberText.fixed(range.lowerBound, decimals: 1)) – "
      + "\(NumberText.fixed(range.upperBound, decimals: 1)))"
  }
}
