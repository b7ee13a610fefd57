import NTAAnalysis
import NTAVideo

/// Positions of values in the picture, in its own units from the top-left corner.
struct PlotGeometry {
  let width: Int
  let height: Int
  let left: Int
  let top = 18
  let x: Axis
  let y: Axis
  /// Values of the rules, so that their labels do not overlap.
  private let rules: [Double]

  /// Largest width of a label of a rule.
  private static let ruleLabelWidth = 56.0

  init(_ plot: Plot) {
    (width, height) = plot.format == .wide ? (520, 280) : (340, 210)
    // Long numbers must not overlap the name of the axis.
    let longest = plot.y.tickLabels.map(\.count).max() ?? 0
    left = 50 + 8 * max(longest - 3, 0)
    x = plot.x
    y = plot.y
    rules = plot.marks.compactMap { mark in
      if case .rule(let value, _) = mark { value } else { nil }
    }
  }

  var right: Int { width - 18 }
  var bottom: Int { height - 40 }

  func text(x value: Double) -> String {
    Self.text(Double(left) + x.fraction(of: value) * Double(right - left))
  }

  func text(y value: Double) -> String {
    Self.text(height(of: value))
  }

  /// A tenth of a unit is finer than any screen shows.
  private static func text(_ coordinate: Double) -> String {
    // Curves have thousands of coordinates, and general formatting takes a microsecond each.
    guard coordinate.magnitude < 1e6 else { return NumberText.fixed(coordinate, decimals: 1) }
    let tenths = Int((10 * coordinate).rounded())
    return "\(tenths < 0 ? "-" : "")\(tenths.magnitude / 10).\(tenths.magnitude % 10)"
  }

  private func height(of value: Double) -> Double {
    Double(bottom) - y.fraction(of: value) * Double(bottom - top)
  }

  private func path(_ xs: some Sequence<Double>, _ ys: some Sequence<Double>) -> String {
    zip(xs, ys).map { "\(text(x: $0)) \(text(y: $1))" }.joined(separator: "L")
  }

  /// A mark as passed to the template; labels of rules alternate between three lines.
  func view(of mark: Plot.Mark, ruleNumber: Int = 0) -> [String: any Sendable]? {
    switch mark {
    case .bars(let bars, let style):
      return ["bars": bars.map { view(of: $0, style: style) }]
    case .band(let x, let lower, let upper):
      guard !x.isEmpty else { return nil }
      let outline = path(x + x.reversed(), upper + lower.reversed())
      return ["path": "M\(outline)Z", "class": "band"]
    case .line(let x, let y, let style):
      guard !x.isEmpty else { return nil }
      return ["path": "M\(path(x, y))", "class": "line \(style.rawValue)"]
    case .series(let x, let y, let series):
      guard !x.isEmpty else { return nil }
      return ["path": "M\(path(x, y))", "class": "line series-\(series)"]
    case .seriesBand(let x, let lower, let upper, let series):
      guard !x.isEmpty else { return nil }
      let outline = path(x + x.reversed(), upper + lower.reversed())
      return ["path": "M\(outline)Z", "class": "seriesband series-\(series)"]
    case .tag(let x, let y, let name, let series):
      let tag = [
        "x": text(x: x), "y": text(y: y), "label": name, "class": "tag series-\(series)",
      ]
      return ["tag": tag]
    case .dots(let x, let y):
      let dots = zip(x, y).map { ["x": text(x: $0), "y": text(y: $1)] }
      return ["dots": dots]
    case .points(let points):
      return [
        "points": points.map { point in
          [
            "x": text(x: point.x), "y": text(y: point.y), "note": point.note,
            "class": point.isMuted ? "dot muted" : "dot",
          ]
        }
      ]
    case .cloud(let x, let y):
      guard !x.isEmpty else { return nil }
      // Points outside the axes would line up at their ends.
      let shown = zip(x, y).filter { self.x.range.contains($0) && self.y.range.contains($1) }
      let dots = shown.map { "M\(text(x: $0)) \(text(y: $1))h0" }.joined()
      return dots.isEmpty ? nil : ["path": dots, "class": "cloud"]
    case .shade(let end):
      guard x.fraction(of: end) > 0 else { return nil }
      return ["path": "M\(left) \(top)H\(text(x: end))V\(bottom)H\(left)Z", "class": "shade"]
    case .rule(let value, let label):
      guard x.range.contains(value) else { return nil }
      let isBefore = hasLabelBefore(value)
      let rule = [
        "x": text(x: value), "label": label, "anchor": isBefore ? "end" : "start",
        "shift": isBefore ? "-4" : "4", "down": "\(11 + 13 * (ruleNumber % 3))",
      ]
      return ["rule": rule]
    }
  }

  /// True when a rule's label is on its left: at the right end, and where the next rule would cross
  /// it otherwise.
  private func hasLabelBefore(_ value: Double) -> Bool {
    if x.fraction(of: value) > 0.8 { return true }
    func place(_ value: Double) -> Double { x.fraction(of: value) * Double(right - left) }
    let neighbours = rules.filter { $0 != value && x.range.contains($0) }.map {
      place($0) - place(value)
    }
    let room = -Self.ruleLabelWidth...0
    return neighbours.contains { (0...Self.ruleLabelWidth).contains($0) }
      && !neighbours.contains { room.contains($0) } && place(value) > Self.ruleLabelWidth
  }

  /// Bars grow from zero, or from the bottom where zero is not shown.
  private func view(of bar: Plot.Bar, style: Plot.Style) -> [String: String] {
    let zero = height(of: max(y.range.lowerBound, min(0, y.range.upperBound)))
    let end = height(of: bar.height)
    let from = Double(left) + x.fraction(of: bar.from) * Double(right - left)
    let to = Double(left) + x.fraction(of: bar.to) * Double(right - left)
    return [
      "x": Self.text(from), "y": Self.text(min(zero, end)),
      "width": Self.text(max(to - from, 0)), "height": Self.text(abs(end - zero)),
      "class": style.rawValue, "note": bar.note ?? "",
    ]
  }
}
