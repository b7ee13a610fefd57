import Glibc
import NTAAnalysis
import NTAVideo

extension ReportContent {
  /// The size distribution over a linear or logarithmic axis, with its band and the raw per-track
  /// estimates behind it; `nil` without particles.
  func sizePlot(_ spacing: Axis.Spacing) -> Plot? {
    guard let shown = shownClasses(spacing) else { return nil }
    let perMilliliter = summary.concentration.sample_per_mL
    let scale = perMilliliter ?? 1
    let rows = shown.rows
    let diameters = rows.map(\.diameter_nm)
    let density = rows.map { $0.numberDensity_per_nm * scale }
    let upper = rows.map { $0.densityUpper95_per_nm * scale }
    let bars = histogram(rows).map { bar in
      Plot.Bar(from: bar.from, to: bar.to, height: bar.height * scale)
    }
    // A band that explodes in a thin tail must not flatten the curve.
    let top = max(
      density.max() ?? 0, bars.map(\.height).max() ?? 0,
      min(upper.max() ?? 0, 1.5 * (density.max() ?? 0)))
    let peaks = summary.size.peaks.prefix(3).compactMap { peak in
      peak.diameter_nm.map {
        Plot.Mark.rule(x: $0, label: "\(NumberText.significant($0)) nm")
      }
    }
    return Plot(
      title: "Size distribution, \(spacing == .linear ? "linear" : "logarithmic") axis",
      x: Axis(label: "diameter / nm", range: shown.range, spacing: spacing),
      y: Axis(
        label: perMilliliter == nil ? "number density / (1/nm)" : "particles / (1/(mL·nm))",
        range: Axis.roundRange(upTo: top), spacing: .linear),
      marks: unseenSizes + [
        .bars(bars, style: .quiet),
        .band(x: diameters, lower: rows.map { $0.densityLower95_per_nm * scale }, upper: upper),
        .line(x: diameters, y: density, style: .main),
      ] + peaks)
  }

  /// The distribution of the particles' volume; `nil` without particles.
  var volumePlot: Plot? {
    guard let shown = shownClasses(.logarithmic) else { return nil }
    // Per logarithm, so that equal areas are equal volumes on the logarithmic axis.
    let density = shown.rows.map { $0.volumeFraction / log10($0.upper_nm / $0.lower_nm) }
    return Plot(
      title: "Volume-weighted size distribution",
      x: Axis(label: "diameter / nm", range: shown.range, spacing: .logarithmic),
      y: Axis(
        label: "volume share per decade", range: Axis.roundRange(upTo: density.max() ?? 0),
        spacing: .linear),
      marks: unseenSizes + [.line(x: shown.rows.map(\.diameter_nm), y: density, style: .main)],
      format: .small)
  }

  /// The share of the particles, and of their volume, below each diameter.
  var cumulativePlot: Plot? {
    guard let shown = shownClasses(.logarithmic) else { return nil }
    func cumulated(_ share: (DistributionRow) -> Double) -> [Double] {
      var sum =
        100
        * distribution.prefix { $0.upper_nm <= shown.range.lowerBound }
        .reduce(0) { $0 + share($1) }
      return shown.rows.map { row in
        sum += 100 * share(row)
        return sum
      }
    }
    let ends = shown.rows.map(\.upper_nm)
    return Plot(
      title: "Cumulative size distribution",
      x: Axis(label: "diameter / nm", range: shown.range, spacing: .logarithmic),
      y: Axis(label: "smaller particles / %", range: 0...100, spacing: .linear),
      marks: unseenSizes + [
        .line(x: ends, y: cumulated(\.volumeFraction), style: .second),
        .line(x: ends, y: cumulated(\.numberFraction), style: .main),
      ], format: .small)
  }

  /// The shade over sizes too faint to be seen, to be drawn behind everything else.
  private var unseenSizes: [Plot.Mark] {
    summary.size.detection_limit_nm.map { [.shade(below: $0)] } ?? []
  }

  /// The classes worth showing and the range of the axis.
  private func shownClasses(
    _ spacing: Axis.Spacing
  ) -> (rows: [DistributionRow], range: ClosedRange<Double>)? {
    let total = distribution.reduce(0) { $0 + $1.numberFraction }
    guard total > 0, let first = distribution.first, let last = distribution.last,
      max(first.lower_nm, 10) < min(last.upper_nm, 1000)
    else { return nil }
    var range = max(first.lower_nm, 10)...min(last.upper_nm, 1000)
    if spacing == .linear {
      var cumulated = 0.0
      let end = distribution.first { row in
        cumulated += row.numberFraction
        return cumulated > 0.995
      }
      let round = Axis.roundRange(upTo: 1.15 * (end ?? last).upper_nm)
      range = round.lowerBound...min(round.upperBound, last.upper_nm)
    }
    return (distribution.filter { range.contains($0.diameter_nm) }, range)
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
