import NTAAnalysis
import NTAVideo

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
      let bins = distribution.numberFraction.indices.filter {
        range.contains(distribution.bins.midpoint_nm($0))
      }
      let (lower, upper) = (distribution.densityLower95_per_nm, distribution.densityUpper95_per_nm)
      return Curve(
        number: index + 1, x: bins.map { distribution.bins.midpoint_nm($0) },
        y: bins.map { distribution.density_per_nm($0) },
        lower: lower.isEmpty ? [] : bins.map { lower[$0] },
        upper: upper.isEmpty ? [] : bins.map { upper[$0] })
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
