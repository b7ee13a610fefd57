import Mustache
import NTAAnalysis
import NTAVideo

/// A plot as passed to its template, with coordinates of the picture instead of values.
struct PlotView {
  // The property names are those in the template.
  let width: Int
  let height: Int
  let left: Int
  let right: Int
  let top: Int
  let bottom: Int
  let middle: Int
  let centre: Int
  let xLabelHeight: Int
  let xTickHeight: Int
  let title: String
  let xLabel: String
  let yLabel: String
  let multiplier: String
  let xTicks: [[String: String]]
  let yTicks: [[String: String]]
  let marks: [[String: any Sendable]]
  /// Ranges and spacings of the axes, for the script that reads values off curves.
  let scales: String
  /// A point of a curve in words, for the same script.
  let hover: String

  init(_ plot: Plot) {
    let geometry = PlotGeometry(plot)
    width = geometry.width
    height = geometry.height
    left = geometry.left
    right = geometry.right
    top = geometry.top
    bottom = geometry.bottom
    middle = (left + right) / 2
    centre = (top + bottom) / 2
    xLabelHeight = height - 6
    xTickHeight = bottom + 16
    title = plot.title
    xLabel = plot.x.label
    yLabel = plot.y.label
    multiplier = plot.y.multiplier
    xTicks = zip(plot.x.ticks, plot.x.tickLabels).map { value, label in
      ["at": geometry.text(x: value), "label": label]
    }
    yTicks = zip(plot.y.ticks, plot.y.tickLabels).map { value, label in
      ["at": geometry.text(y: value), "label": label]
    }
    hover = "\(plot.x.reading): \(plot.y.reading)"
    var ruleNumber = 0
    marks = plot.marks.compactMap { mark in
      guard let view = geometry.view(of: mark, ruleNumber: ruleNumber) else { return nil }
      if case .rule = mark { ruleNumber += 1 }
      return view
    }
    scales = [plot.x, plot.y].map { axis in
      let isLogarithmic = axis.spacing == .logarithmic ? 1 : 0
      return "\(axis.range.lowerBound),\(axis.range.upperBound),\(isLogarithmic)"
    }.joined(separator: ",")
  }
}

// Called thousands of times per page: reflection would take longer than everything else.
extension PlotView: MustacheParent {
  func child(named name: String) -> Any? {
    switch name {
    case "width": width
    case "height": height
    case "left": left
    case "right": right
    case "top": top
    case "bottom": bottom
    case "middle": middle
    case "centre": centre
    case "xLabelHeight": xLabelHeight
    case "xTickHeight": xTickHeight
    case "title": title
    case "xLabel": xLabel
    case "yLabel": yLabel
    case "multiplier": multiplier
    case "xTicks": xTicks
    case "yTicks": yTicks
    case "marks": marks
    case "scales": scales
    case "hover": hover
    default: nil
    }
  }
}
