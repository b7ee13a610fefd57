import Mustache

extension Comparison {
  /// One self-contained page: the distributions over each other, and the tables.
  ///
  /// - Throws: `NTAError` with exit code 70 for a fault in the built-in templates.
  public func html() throws(NTAError) -> String {
    do {
      let page = try MustacheTemplate(string: ComparisonTemplate.text)
      let library = MustacheLibrary(templates: [
        "plot": try MustacheTemplate(string: PlotTemplate.text),
        "style": try MustacheTemplate(string: StyleSheet.text + ComparisonTemplate.style),
      ])
      return page.render(ComparisonView(self), library: library)
    } catch {
      throw NTAError(ReportError.template(reason: "\(error)"))
    }
  }
}

/// A comparison as its template sees it: every number is text already.
private struct ComparisonView {
  // The names are those of the template.
  let software = "\(Software.name) \(Software.version)"
  let results: [[String: String]]
  let pairs: [[String: String]]
  let groups: [[String: any Sendable]]
  let plots: [[String: any Sendable]]

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
        replicates.map { ["name": name, "text": Comparison.summary($0, isLarge: isLarge)] }
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
      "concentration": NumberText.readable(result.concentration_per_mL),
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
  /// Every distribution with its band; `nil` where there are none.
  func plot(_ spacing: Axis.Spacing) -> Plot? {
    let shown = results.enumerated().compactMap { index, result in
      result.distribution.map { (index, $0) }
    }
    guard !shown.isEmpty else { return nil }
    let end = shown.map { $0.1.quantile_nm(0.99) }.max() ?? 500
    let range =
      spacing == .linear ? Axis.roundRange(upTo: min(1.1 * end, 2000)) : 10.0...1000.0
    var marks: [Plot.Mark] = []
    var tags: [Plot.Mark] = []
    var top = 0.0
    for (index, distribution) in shown {
      let classes = distribution.shares.indices.filter {
        range.contains(distribution.centre_nm($0))
      }
      let x = classes.map { distribution.centre_nm($0) }
      let y = classes.map { distribution.density_per_nm($0) }
      let series = index % ComparisonTemplate.seriesCount
      if let band = distribution.band_per_nm {
        marks.append(
          .seriesBand(
            x: x, lower: classes.map { band.lower[$0] }, upper: classes.map { band.upper[$0] },
            series: series))
      }
      marks.append(.series(x: x, y: y, series: series))
      if let peak = y.indices.max(by: { y[$0] < y[$1] }) {
        tags.append(.tag(x: x[peak], y: y[peak], text: "\(index + 1)", series: series))
      }
      top = max(top, y.max() ?? 0)
    }
    return Plot(
      title: "Size distributions, \(spacing == .linear ? "linear" : "logarithmic") axis",
      x: Axis(label: "diameter / nm", range: range, spacing: spacing),
      y: Axis(
        label: "number density / (1/nm)", range: Axis.roundRange(upTo: 1.1 * top), spacing: .linear),
      marks: marks + tags)
  }
}
