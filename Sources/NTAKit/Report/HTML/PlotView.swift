/// A plot as its template sees it: coordinates of the picture instead of values.
struct PlotView {
  // The names are those of the template.
  let width = PlotGeometry.width
  let height = PlotGeometry.height
  let left = PlotGeometry.left
  let right = PlotGeometry.right
  let top = PlotGeometry.top
  let bottom = PlotGeometry.bottom
  let middle = (PlotGeometry.left + PlotGeometry.right) / 2
  let centre = (PlotGeometry.top + PlotGeometry.bottom) / 2
  let xLabelHeight = PlotGeometry.height - 8
  let xTickHeight = PlotGeometry.bottom + 18
  let title: String
  let xLabel: String
  let yLabel: String
  let xTicks: [[String: String]]
  let yTicks: [[String: String]]
  let marks: [[String: any Sendable]]

  init(_ plot: Plot) {
    let geometry = PlotGeometry(x: plot.x, y: plot.y)
    title = plot.title
    xLabel = plot.x.label
    yLabel = plot.y.label
    xTicks = zip(plot.x.ticks, plot.x.tickLabels).map { value, label in
      ["at": geometry.text(x: value), "label": label]
    }
    yTicks = zip(plot.y.ticks, plot.y.tickLabels).map { value, label in
      ["at": geometry.text(y: value), "label": label]
    }
    marks = plot.marks.flatMap { geometry.views(of: $0) }
  }
}

/// Where values lie in the picture, in its own units from the top-left corner.
private struct PlotGeometry {
  static let width = 640
  static let height = 320
  static let left = 78
  static let right = 624
  static let top = 14
  static let bottom = 266

  let x: Axis
  let y: Axis

  func text(x value: Double) -> String {
    Self.text(Double(Self.left) + x.fraction(of: value) * Double(Self.right - Self.left))
  }

  func text(y value: Double) -> String {
    Self.text(Double(Self.bottom) - y.fraction(of: value) * Double(Self.bottom - Self.top))
  }

  /// A tenth of a unit is finer than any screen shows.
  private static func text(_ coordinate: Double) -> String {
    NumberText.fixed(coordinate, decimals: 1)
  }

  private func path(_ xs: some Sequence<Double>, _ ys: some Sequence<Double>) -> String {
    zip(xs, ys).map { "\(text(x: $0)) \(text(y: $1))" }.joined(separator: "L")
  }

  func views(of mark: Plot.Mark) -> [[String: any Sendable]] {
    switch mark {
    case .bars(let bars, let style):
      let (muted, plain) = (bars.filter(\.isMuted), bars.filter { !$0.isMuted })
      return [(plain, style.rawValue), (muted, "muted")].filter { !$0.0.isEmpty }.map {
        ["path": self.path(of: $0), "class": "bar \($1)"]
      }
    case .band(let x, let lower, let upper):
      guard !x.isEmpty else { return [] }
      let outline = path(x + x.reversed(), upper + lower.reversed())
      return [["path": "M\(outline)Z", "class": "band"]]
    case .line(let x, let y, let style):
      guard !x.isEmpty else { return [] }
      return [["path": "M\(path(x, y))", "class": "line \(style.rawValue)"]]
    case .series(let x, let y, let series):
      guard !x.isEmpty else { return [] }
      return [["path": "M\(path(x, y))", "class": "line series-\(series)"]]
    case .seriesBand(let x, let lower, let upper, let series):
      guard !x.isEmpty else { return [] }
      let outline = path(x + x.reversed(), upper + lower.reversed())
      return [["path": "M\(outline)Z", "class": "seriesband series-\(series)"]]
    case .dots(let x, let y):
      let dots = zip(x, y).map { ["x": text(x: $0), "y": text(y: $1)] }
      return [["dots": dots]]
    case .rule(let value, let label):
      let isFarRight = x.fraction(of: value) > 0.85
      let rule = [
        "x": text(x: value), "label": label, "anchor": isFarRight ? "end" : "start",
        "shift": isFarRight ? "-4" : "4",
      ]
      return [["rule": rule]]
    }
  }

  private func path(of bars: [Plot.Bar]) -> String {
    bars.map { bar in
      "M\(text(x: bar.from)) \(Self.bottom)V\(text(y: bar.height))H\(text(x: bar.to))"
        + "V\(Self.bottom)Z"
    }.joined()
  }
}
