import Glibc
import NTAAnalysis
import NTAVideo

extension ReportContent {
  /// Largest number of points in a scatter plot; more would enlarge the page and show nothing new.
  private static let maximumPoints = 2500

  /// Brightness of the particles against their diameter, on logarithmic axes.
  var brightnessPlot: Plot? {
    let shown = particles.filter { $0.diameter_nm > 0 && $0.intensity > 0 }
    guard shown.count > 1 else { return nil }
    let step = (shown.count + Self.maximumPoints - 1) / Self.maximumPoints
    let some = stride(from: 0, to: shown.count, by: step).map { shown[$0] }
    guard let x = Axis.logarithmicRange(of: some.map(\.diameter_nm)),
      let y = Axis.logarithmicRange(of: some.map(\.intensity))
    else { return nil }
    return Plot(
      title: "Brightness against diameter",
      x: .diameter(x, .logarithmic),
      y: Axis(label: "brightness (grey levels)", range: y, spacing: .logarithmic),
      marks: [.cloud(x: some.map(\.diameter_nm), y: some.map(\.intensity))], format: .small)
  }

  /// Mean squared displacement by lag, with the line of the ensemble's diffusion coefficient; `nil`
  /// without used tracks.
  var displacementPlot: Plot? {
    guard let displacement = summary.displacement, summary.tracks.used > 0 else { return nil }
    // If the time between frames is unknown, lags are in frames.
    let unit = displacement.interval_s ?? 1
    let points = zip(displacement.lags, displacement.msd_um2).compactMap { lag, value in
      value.map { (x: Double(lag) * unit, y: $0) }
    }
    guard points.count > 1, let last = points.last else { return nil }
    var marks: [Plot.Mark] = [.dots(x: points.map(\.x), y: points.map(\.y))]
    if let line = displacement.line {
      // If motion blur exceeds the localisation error, the line starts below the axis.
      let ends = [max(0, -line.offset_um2 / line.slope), last.x]
      marks.insert(
        .line(x: ends, y: ends.map { line.offset_um2 + line.slope * $0 }, style: .second), at: 0)
    }
    return Plot(
      title: "Mean squared displacement by lag",
      x: Axis(
        label: displacement.interval_s == nil ? "time lag (frames)" : "time lag (s)",
        range: 0...1.04 * last.x, spacing: .linear,
        reading: displacement.interval_s == nil ? "# frames" : "# s"),
      y: Axis(
        label: "squared displacement (µm²)",
        range: Axis.roundRange(upTo: points.map(\.y).max() ?? 0), spacing: .linear,
        reading: "# µm²"),
      marks: marks, format: .small)
  }

  /// Lengths of the used tracks.
  var trackLengthPlot: Plot? {
    let lengths = particles.map { Double($0.frames) }
    guard let longest = lengths.max(), longest > 0 else { return nil }
    let step = max((longest / 30).rounded(.up), 1)
    return histogram(
      lengths, from: 0.5, step: step, to: longest + 0.5,
      title: "Lengths of the used tracks", label: "track length (frames)", unit: "frames")
  }

  /// Brightness of the used tracks.
  var intensityPlot: Plot? {
    let values = particles.map(\.intensity).filter { $0 > 0 }.sorted()
    guard let last = values.last else { return nil }
    // The few brightest would compress all others into one bar.
    let end = Axis.roundRange(upTo: min(last, 1.2 * values[values.count * 98 / 100])).upperBound
    return histogram(
      values, from: 0, step: end / 30, to: end, title: "Brightness of the used tracks",
      label: "brightness (grey levels)", unit: "grey levels")
  }

  /// Histogram of the subpixel coordinates of the spots.
  var subpixelPlot: Plot? {
    guard let data, data.subpixel_x.count > 1, data.subpixel_x.count == data.subpixel_y.count else {
      return nil
    }
    let total = data.subpixel_x.reduce(0.0) { $0 + Double($1) }
    guard total > 0 else { return nil }
    let count = Double(data.subpixel_x.count)
    func steps(_ counts: [Int]) -> (x: [Double], y: [Double]) {
      var (x, y): ([Double], [Double]) = ([], [])
      for (index, value) in counts.enumerated() {
        x += [Double(index) / count, Double(index + 1) / count]
        y += [Double(value) * count / total, Double(value) * count / total]
      }
      return (x, y)
    }
    let (across, down) = (steps(data.subpixel_x), steps(data.subpixel_y))
    let top = (across.y + down.y).max() ?? 1
    return Plot(
      title: "Subpixel positions of the spots",
      x: Axis(
        label: "position within the pixel (px)", range: 0...1, spacing: .linear, reading: "# px"),
      y: Axis(
        label: "relative frequency", range: Axis.roundRange(upTo: 1.2 * top),
        spacing: .linear),
      marks: [
        .line(x: across.x, y: across.y, style: .main), .line(x: down.x, y: down.y, style: .second),
      ], format: .small)
  }

  private func histogram(
    _ values: [Double], from start: Double, step: Double, to end: Double, title: String,
    label: String, unit: String
  ) -> Plot? {
    let count = Int(((end - start) / step).rounded(.up))
    guard count > 0, count < 1000 else { return nil }
    var counts = [Int](repeating: 0, count: count)
    for value in values where value >= start && value < start + Double(count) * step {
      counts[min(Int((value - start) / step), count - 1)] += 1
    }
    let bars = counts.enumerated().map { index, number in
      let from = start + Double(index) * step
      return Plot.Bar(
        from: from, to: from + 0.94 * step, height: Double(number),
        note: "\(NumberText.significant(from)) to \(NumberText.significant(from + step)) \(unit): "
          + "\(number) tracks")
    }
    return Plot(
      title: title,
      x: Axis(
        label: label, range: min(start, 0)...start + Double(count) * step, spacing: .linear),
      y: Axis(
        label: "number of tracks", range: Axis.roundRange(upTo: bars.map(\.height).max() ?? 0),
        spacing: .linear),
      marks: [.bars(bars.filter { $0.height > 0 }, style: .main)], format: .small)
  }
}

extension SummaryDocument.Displacement {
  /// The line of the ensemble's diffusion coefficient, through the mean of the lags from which it was
  /// estimated.
  ///
  /// Its value at lag 0 is four localisation variances minus the effect of motion blur.
  var line: (slope: Double, offset_um2: Double)? {
    guard let diffusion = diffusion_um2_per_s, diffusion > 0, let interval = interval_s else {
      return nil
    }
    let slope = 4 * diffusion
    let residuals = zip(lags, msd_um2).compactMap { lag, value in
      (stride...max(2 * stride, stride + 1)).contains(lag)
        ? value.map { $0 - slope * Double(lag) * interval } : nil
    }
    guard !residuals.isEmpty else { return nil }
    return (slope, residuals.reduce(0, +) / Double(residuals.count))
  }
}

extension Axis {
  /// A range for a logarithmic axis that shows all values but the outermost 0.5 % at each end.
  static func logarithmicRange(of values: [Double]) -> ClosedRange<Double>? {
    let sorted = values.filter { $0.isFinite && $0 > 0 }.sorted()
    guard !sorted.isEmpty else { return nil }
    let low = 0.8 * sorted[sorted.count / 200]
    let high = 1.25 * sorted[sorted.count - 1 - sorted.count / 200]
    return low...max(high, 4 * low)
  }
}
