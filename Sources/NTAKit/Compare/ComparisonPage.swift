import Mustache
import NTAAnalysis
import NTAVideo

extension Comparison {
  /// One self-contained HTML page: the distributions overlaid, and the tables.
  ///
  /// - Throws: `NTAError` with exit code 70 for an error in the built-in templates.
  package func html() throws(NTAError) -> String {
    do {
      let page = try MustacheTemplate(string: ComparisonTemplate.text)
      let library = MustacheLibrary(templates: [
        "plot": try MustacheTemplate(string: PlotTemplate.text),
        "script": try MustacheTemplate(string: HoverScript.text),
        "style": try MustacheTemplate(string: StyleSheet.text + ComparisonTemplate.style),
      ])
      return page.render(ComparisonView(self), library: library)
    } catch {
      throw NTAError(FileError.template(reason: "\(error)"))
    }
  }
}

/// A comparison as passed to its template, with all numbers formatted as text.
private struct ComparisonView {
  // The property names are those in the template.
  let software = "\(Software.name) \(Software.version)"
  let results: [[String: String]]
  let pairs: [[String: String]]
  let groups: [[String: any Sendable]]
  let plots: [[String: any Sendable]]
  /// Explains the shading in the plots and lists results without a curve; may be empty.
  let caption: String

  init(_ comparison: Comparison) {
    results = comparison.results.enumerated().map { Self.row($1, number: $0) }
    pairs = comparison.pairs.map { pair in
      [
        "names": "\(pair.first + 1) and \(pair.second + 1)",
        "distance": NumberText.fixed(pair.distance_nm, decimals: 1),
        "mode": Comparison.word(pair.modesDiffer), "d50": Comparison.word(pair.mediansDiffer),
        "concentration": Comparison.word(pair.concentrationsDiffer),
      ]
    }
    groups = comparison.groups.map { group in
      let rows: [(String, Replicates?, Bool)] = [
        ("Mode", group.mode_nm, false), ("D50", group.d50_nm, false),
        ("Concentration", group.concentration_per_mL, true),
      ]
      var lines = rows.compactMap { name, replicates, isLarge in
        replicates.map {
          [
            "name": name,
            "text": Comparison.summary($0) { value in
              isLarge
                ? NumberText.readable(value) : NumberText.fixed(value, decimals: 1) + " nm"
            },
          ]
        }
      }
      if let dilutions = group.dilutions {
        lines.append(["name": "Dilution", "text": Comparison.sentence(dilutions)])
      }
      return [
        "sample": group.sample, "count": "\(group.count)", "lines": lines,
        "plots": [group.dilutions?.plot].compactMap { $0 }.map { ["plot": PlotView($0)] },
      ]
    }
    plots = [Axis.Spacing.linear, .logarithmic].compactMap { spacing in
      comparison.plot(spacing).map { ["plot": PlotView($0)] }
    }
    let shade = comparison.shownLimits_nm.map { limits in
      let (low, high) = (limits.lowerBound, limits.upperBound)
      let range =
        low == high
        ? "limit of \(NumberText.significant(high)) nm"
        : "limits of \(NumberText.significant(low)) to \(NumberText.significant(high)) nm, darker "
          + "where it is so for all results that have one"
      return "Shaded: sizes under the detection \(range); there curves are extrapolated."
    }
    let missing = comparison.results.indices.filter {
      comparison.results[$0].distribution == nil
    }
    let undrawn =
      missing.isEmpty || plots.isEmpty
      ? nil
      : "Not drawn, as they have no distribution: "
        + missing.map { "\($0 + 1)" }.joined(separator: ", ") + "."
    caption = [shade, undrawn].compactMap { $0 }.joined(separator: " ")
  }

  private static func row(_ result: ComparedResult, number: Int) -> [String: String] {
    [
      "number": "\(number + 1)", "class": "series-\(number % ComparisonTemplate.seriesCount)",
      "name": result.name, "origin": result.origin.rawValue,
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

extension Comparison {
  /// The lowest and the highest detection limit of the plotted results; `nil` if none is known.
  var shownLimits_nm: ClosedRange<Double>? {
    let limits = results.filter { $0.distribution != nil }.compactMap(\.detectionLimit_nm)
    guard let low = limits.min(), let high = limits.max() else { return nil }
    return low...high
  }

  /// Plots all distributions with their bands; `nil` if there are none.
  func plot(_ spacing: Axis.Spacing) -> Plot? {
    let shown = results.enumerated().compactMap { index, result in
      result.distribution.map { (index, $0) }
    }
    guard !shown.isEmpty else { return nil }
    let end = shown.map { $0.1.quantile_nm(0.99) }.max() ?? 500
    let range =
      spacing == .linear ? Axis.roundRange(upTo: min(1.1 * end, 2000)) : 10.0...1000.0
    let curves = shown.map { index, distribution in
      let classes = distribution.shares.indices.filter {
        range.contains(distribution.centre_nm($0))
      }
      return Curve(
        number: index + 1, x: classes.map { distribution.centre_nm($0) },
        y: classes.map { distribution.density_per_nm($0) },
        lower: classes.compactMap { distribution.band_per_nm?.lower[$0] },
        upper: classes.compactMap { distribution.band_per_nm?.upper[$0] })
    }
    let top = curves.compactMap { $0.y.max() }.max() ?? 0
    let x = Axis(label: "diameter / nm", range: range, spacing: spacing)
    let y = Axis(
      label: "number density / (1/nm)", range: Axis.roundRange(upTo: 1.1 * top), spacing: .linear)
    var marks: [Plot.Mark] =
      shownLimits_nm.map { [.shade(below: $0.lowerBound), .shade(below: $0.upperBound)] } ?? []
    for curve in curves {
      if !curve.lower.isEmpty {
        marks.append(
          .seriesBand(x: curve.x, lower: curve.lower, upper: curve.upper, series: curve.series))
      }
      marks.append(.series(x: curve.x, y: curve.y, series: curve.series))
    }
    return Plot(
      title: "Size distributions, \(spacing == .linear ? "linear" : "logarithmic") axis",
      x: x, y: y, marks: marks + CurveTags.marks(curves, x: x, y: y))
  }
}
