import NTAAnalysis
import NTAVideo

extension Comparison {
  /// What the curves of a plot show.
  enum Quantity: Sendable {
    /// The fraction of the particles per nm, so that all areas are equal.
    case fraction
    /// The particles per mL of the sample and nm, for the results whose concentration is known.
    case concentration

    fileprivate var axis: (label: String, reading: String) {
      switch self {
      case .fraction: ("number fraction per nm", "# per nm")
      case .concentration: ("particles per mL and nm", "# per mL and nm")
      }
    }

    /// What fractions are multiplied by; `nil` if a result lacks it.
    fileprivate func scale(of result: ComparedResult) -> Double? {
      switch self {
      case .fraction: 1
      case .concentration: result.concentration_per_mL
      }
    }
  }

  /// The lowest and the highest detection limit of the plotted results; `nil` if none is known.
  var shownLimits_nm: ClosedRange<Double>? {
    let limits = results.filter { $0.distribution != nil }.compactMap(\.detectionLimit_nm)
    guard let low = limits.min(), let high = limits.max() else { return nil }
    return low...high
  }

  /// Plots all distributions with their bands; `nil` if there are none.
  func plot(_ spacing: Axis.Spacing, of quantity: Quantity = .fraction) -> Plot? {
    let members = results.enumerated().map { (number: $0 + 1, result: $1) }
    let curves = self.curves(of: members, quantity, in: range(spacing))
    guard !curves.isEmpty else { return nil }
    var marks = limitMarks
    for curve in curves {
      if !curve.lower.isEmpty {
        marks.append(
          .seriesBand(x: curve.x, lower: curve.lower, upper: curve.upper, series: curve.series))
      }
      marks.append(.series(x: curve.x, y: curve.y, series: curve.series))
    }
    let (x, y) = axes(curves, spacing, quantity)
    let axis = spacing == .linear ? "linear" : "logarithmic"
    let title =
      switch quantity {
      case .fraction: "Size distributions, \(axis) axis"
      case .concentration: "Concentrations by size, \(axis) axis"
      }
    return Plot(title: title, x: x, y: y, marks: marks + CurveTags.marks(curves, x: x, y: y))
  }

  /// Plots the mean of the distributions of a group with its standard error, and the distributions
  /// themselves; `nil` for fewer than two in the same bins.
  func meanPlot(_ group: Group) -> Plot? {
    let members = group.members.map { (number: $0 + 1, result: results[$0]) }
    let quantity: Quantity =
      members.allSatisfy { $0.result.concentration_per_mL != nil } ? .concentration : .fraction
    let curves = self.curves(of: members, quantity, in: range(.linear))
    guard curves.count > 1, let grid = curves.first?.x, curves.allSatisfy({ $0.x == grid }) else {
      return nil
    }
    let bins = grid.indices.compactMap { index in Replicates(curves.map { $0.y[index] }) }
    guard bins.count == grid.count else { return nil }
    let means = bins.map(\.mean)
    let errors = bins.map { $0.sd / Double($0.count).squareRoot() }
    let lower = zip(means, errors).map { max($0 - $1, 0) }
    let upper = zip(means, errors).map { $0 + $1 }
    let single: [Plot.Mark] = curves.map { .line(x: $0.x, y: $0.y, style: .quiet) }
    let mean: [Plot.Mark] = [
      .band(x: grid, lower: lower, upper: upper), .line(x: grid, y: means, style: .main),
    ]
    let (x, y) = axes(curves, .linear, quantity)
    return Plot(
      title: "Mean of \(curves.count) results with its standard error", x: x, y: y,
      marks: limitMarks + single + mean)
  }

  private var limitMarks: [Plot.Mark] {
    shownLimits_nm.map { [.shade(below: $0.lowerBound), .shade(below: $0.upperBound)] } ?? []
  }

  private func range(_ spacing: Axis.Spacing) -> ClosedRange<Double> {
    let end = results.compactMap { $0.distribution?.quantile_nm(0.99) }.max() ?? 500
    return spacing == .linear ? Axis.roundRange(upTo: min(1.1 * end, 2000)) : 10.0...1000.0
  }

  private func curves(
    of members: [(number: Int, result: ComparedResult)], _ quantity: Quantity,
    in range: ClosedRange<Double>
  ) -> [Curve] {
    members.compactMap { number, result in
      guard let distribution = result.distribution, let scale = quantity.scale(of: result) else {
        return nil
      }
      let bins = distribution.numberFraction.indices.filter {
        range.contains(distribution.bins.midpoint_nm($0))
      }
      let (lower, upper) = (distribution.densityLower95_per_nm, distribution.densityUpper95_per_nm)
      return Curve(
        number: number, x: bins.map { distribution.bins.midpoint_nm($0) },
        y: bins.map { scale * distribution.density_per_nm($0) },
        lower: lower.isEmpty ? [] : bins.map { scale * lower[$0] },
        upper: upper.isEmpty ? [] : bins.map { scale * upper[$0] })
    }
  }

  private func axes(
    _ curves: [Curve], _ spacing: Axis.Spacing, _ quantity: Quantity
  ) -> (x: Axis, y: Axis) {
    let top = curves.compactMap { $0.y.max() }.max() ?? 0
    return (
      .diameter(range(spacing), spacing),
      Axis(
        label: quantity.axis.label, range: Axis.roundRange(upTo: 1.1 * top), spacing: .linear,
        reading: quantity.axis.reading)
    )
  }
}
