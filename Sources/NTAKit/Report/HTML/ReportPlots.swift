import Glibc

extension ReportContent {
  /// The size distribution over a linear or logarithmic axis, with its band and the raw per-track
  /// estimates behind it; `nil` without particles.
  func sizePlot(_ spacing: Axis.Spacing) -> Plot? {
    let total = distribution.reduce(0) { $0 + $1.numberFraction }
    guard total > 0, let range = diameterRange(spacing) else { return nil }
    let perMilliliter = summary.concentration.sample_per_mL
    let scale = perMilliliter ?? 1
    let rows = distribution.filter { range.contains($0.diameter_nm) }
    let diameters = rows.map(\.diameter_nm)
    let density = rows.map { $0.numberDensity_per_nm * scale }
    let upper = rows.map { $0.densityUpper95_per_nm * scale }
    let bars = histogram(rows).map { bar in
      Plot.Bar(from: bar.from, to: bar.to, height: bar.height * scale)
    }
    // A band that explodes in a thin tail must not flatten the curve.
    let top = max(
      density.max() ?? 0, bars.map(\.height).max() ?? 0,
      min(upper.max() ?? 0, 2 * (density.max() ?? 0)))
    let peaks = summary.size.peaks.compactMap { peak in
      peak.diameter_nm.map {
        Plot.Mark.rule(x: $0, label: "\(NumberText.significant($0)) nm")
      }
    }
    return Plot(
      title: "Size distribution, \(spacing == .linear ? "linear" : "logarithmic") axis",
      x: Axis(label: "diameter / nm", range: range, spacing: spacing),
      y: Axis(
        label: perMilliliter == nil ? "number density / (1/nm)" : "particles / (1/(mL·nm))",
        range: Axis.roundRange(upTo: top), spacing: .linear),
      marks: [
        .bars(bars, style: .quiet),
        .band(x: diameters, lower: rows.map { $0.densityLower95_per_nm * scale }, upper: upper),
        .line(x: diameters, y: density, style: .main),
      ] + peaks)
  }

  /// Particles per frame by position; removed positions are drawn pale.
  var profilePlot: Plot? {
    guard summary.positions.count > 1 else { return nil }
    let bars = summary.positions.map { position in
      Plot.Bar(
        from: Double(position.index) - 0.4, to: Double(position.index) + 0.4,
        height: position.particles_per_frame ?? 0, isMuted: !position.used)
    }
    return Plot(
      title: "Particles per frame by position",
      x: Axis(
        label: "position", range: 0.4...Double(summary.positions.count) + 0.6, spacing: .linear),
      y: Axis(
        label: "particles per frame",
        range: Axis.roundRange(upTo: bars.map(\.height).max() ?? 0), spacing: .linear),
      marks: [.bars(bars, style: .main)])
  }

  /// Mean squared displacement by lag, with the line of the diffusion coefficient.
  var displacementPlot: Plot? {
    guard let displacement = summary.displacement, let last = displacement.lags.last else {
      return nil
    }
    let points = zip(displacement.lags, displacement.msd_um2).compactMap { lag, value in
      value.map { (Double(lag), $0) }
    }
    guard points.count > 1 else { return nil }
    return Plot(
      title: "Mean squared displacement by lag",
      x: Axis(label: "lag / frames", range: 0...Double(last) + 0.5, spacing: .linear),
      y: Axis(
        label: "mean squared displacement / µm²",
        range: Axis.roundRange(upTo: points.map(\.1).max() ?? 0), spacing: .linear),
      marks: [
        .line(x: points.map(\.0), y: points.map(\.1), style: .main),
        .dots(x: points.map(\.0), y: points.map(\.1)),
      ])
  }

  /// From where to where the distribution is worth showing.
  private func diameterRange(_ spacing: Axis.Spacing) -> ClosedRange<Double>? {
    guard let first = distribution.first, let last = distribution.last else { return nil }
    if spacing == .logarithmic {
      return max(first.lower_nm, 10)...min(last.upper_nm, 1000)
    }
    var cumulated = 0.0
    let end = distribution.first { row in
      cumulated += row.numberFraction
      return cumulated > 0.995
    }
    let range = Axis.roundRange(upTo: 1.15 * (end ?? last).upper_nm)
    return range.lowerBound...min(range.upperBound, last.upper_nm)
  }

  /// The per-track diameters as densities over groups of four classes.
  private func histogram(_ rows: [DistributionRow]) -> [Plot.Bar] {
    guard !particles.isEmpty else { return [] }
    let diameters = particles.map(\.diameter_nm).sorted()
    return stride(from: 0, to: rows.count, by: 4).compactMap { start in
      let group = rows[start..<min(start + 4, rows.count)]
      guard let from = group.first?.lower_nm, let to = group.last?.upper_nm else { return nil }
      let count =
        diameters.partitioningIndex { $0 >= to }
        - diameters.partitioningIndex { $0 >= from }
      let share = Double(count) / Double(diameters.count)
      return count == 0 ? nil : Plot.Bar(from: from, to: to, height: share / (to - from))
    }
  }
}

extension [Double] {
  /// The first index of a sorted array whose element fulfils the predicate, by bisection.
  fileprivate func partitioningIndex(where isAfter: (Double) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isAfter(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
