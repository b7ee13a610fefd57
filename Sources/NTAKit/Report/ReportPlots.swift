import Algorithms
import Glibc
import NTAAnalysis
import NTAVideo

extension ReportContent {
  /// The size distribution over a linear or logarithmic axis, with its band and the raw per-track
  /// estimates behind it; `nil` without particles.
  func sizePlot(_ spacing: Axis.Spacing) -> Plot? {
    guard let shown = shownBins(spacing) else { return nil }
    let perMilliliter = summary.concentration.sample_per_mL
    let scale = perMilliliter ?? 1
    let diameters = shown.bins.map { distribution.diameter_nm($0) }
    let density = shown.bins.map { distribution.density_per_nm($0) * scale }
    let lower = shown.bins.map { distribution.densityLower95_per_nm[$0] * scale }
    let upper = shown.bins.map { distribution.densityUpper95_per_nm[$0] * scale }
    let bars = histogram(shown.bins).map { bar in
      Plot.Bar(from: bar.from, to: bar.to, height: bar.height * scale)
    }
    // A band that is very wide in a thin tail must not flatten the curve.
    let top = max(
      density.max() ?? 0, bars.map(\.height).max() ?? 0,
      min(upper.max() ?? 0, 1.5 * (density.max() ?? 0)))
    let peaks = summary.size.peaks.compactMap { peak in
      peak.diameter_nm.map {
        Plot.Mark.rule(x: $0, label: "\(NumberText.significant($0)) nm")
      }
    }
    return Plot(
      title: "Size distribution, \(spacing == .linear ? "linear" : "logarithmic") axis",
      x: .diameter(shown.range, spacing),
      y: Axis(
        label: perMilliliter == nil
          ? "number fraction per nm" : "particles per mL and nm",
        range: Axis.roundRange(upTo: top), spacing: .linear,
        reading: perMilliliter == nil ? "# per nm" : "# per mL and nm"),
      marks: undetectedSizes + [
        .bars(bars, style: .quiet),
        .band(x: diameters, lower: lower, upper: upper),
        .line(x: diameters, y: density, style: .main),
      ] + peaks)
  }

  /// The distributions of the particles' volume and surface; `nil` without particles.
  var weightedPlot: Plot? {
    guard let shown = shownBins(.logarithmic) else { return nil }
    let edges_nm = distribution.edges_nm
    // Per logarithm, so that equal areas are equal amounts on the logarithmic axis.
    func density(_ fraction: [Double]) -> [Double] {
      shown.bins.map { fraction[$0] / log10(edges_nm[$0 + 1] / edges_nm[$0]) }
    }
    let volume = density(distribution.volumeFraction)
    let surface = density(distribution.surfaceFraction)
    let diameters_nm = shown.bins.map { distribution.diameter_nm($0) }
    return Plot(
      title: "Volume-weighted and surface-weighted size distribution",
      x: .diameter(shown.range, .logarithmic),
      y: Axis(
        label: "fraction per decade",
        range: Axis.roundRange(upTo: (volume + surface).max() ?? 0), spacing: .linear,
        reading: "# per decade"),
      marks: undetectedSizes + [
        .line(x: diameters_nm, y: surface, style: .second),
        .line(x: diameters_nm, y: volume, style: .main),
      ],
      format: .small)
  }

  /// The fraction of the particles, and of their volume, below each diameter.
  var cumulativePlot: Plot? {
    guard let shown = shownBins(.logarithmic) else { return nil }
    let ends = shown.bins.map { distribution.edges_nm[$0 + 1] }
    func percent(_ distribution: SizeDistribution) -> [Double] {
      distribution.cumulativeFraction(below: ends).map { 100 * $0 }
    }
    return Plot(
      title: "Cumulative size distribution",
      x: .diameter(shown.range, .logarithmic),
      y: Axis(
        label: "smaller particles (%)", range: 0...100, spacing: .linear,
        reading: "# % are smaller"),
      marks: undetectedSizes + [
        .line(x: ends, y: percent(distribution.volumeWeighted), style: .second),
        .line(x: ends, y: percent(distribution), style: .main),
      ], format: .small)
  }

  /// The shading of sizes below the detection limit, drawn behind everything else.
  private var undetectedSizes: [Plot.Mark] {
    summary.size.detection_limit_nm.map { [.shade(below: $0)] } ?? []
  }

  /// The bins to be shown, and the range of the axis; `nil` without particles.
  private func shownBins(
    _ spacing: Axis.Spacing
  ) -> (bins: [Int], range: ClosedRange<Double>)? {
    guard let end = distribution.quantileBin(0.995), let first_nm = distribution.edges_nm.first,
      let last_nm = distribution.edges_nm.last, max(first_nm, 10) < min(last_nm, 1000)
    else { return nil }
    var range = max(first_nm, 10)...min(last_nm, 1000)
    if spacing == .linear {
      let round = Axis.roundRange(upTo: 1.15 * distribution.edges_nm[end + 1])
      range = round.lowerBound...min(round.upperBound, last_nm)
    }
    let bins = (0..<distribution.count).filter { range.contains(distribution.diameter_nm($0)) }
    return (bins, range)
  }

  /// The per-track diameters as densities over groups of four bins.
  private func histogram(_ bins: [Int]) -> [Plot.Bar] {
    guard !particles.isEmpty else { return [] }
    let diameters = particles.map(\.diameter_nm).sorted()
    return bins.chunks(ofCount: 4).compactMap { group in
      let from = distribution.edges_nm[group[group.startIndex]]
      let to = distribution.edges_nm[group[group.endIndex - 1] + 1]
      let count =
        diameters.partitioningIndex { $0 >= to }
        - diameters.partitioningIndex { $0 >= from }
      let fraction = Double(count) / Double(diameters.count)
      return count == 0 ? nil : Plot.Bar(from: from, to: to, height: fraction / (to - from))
    }
  }
}
