import NTAAnalysis
import NTAVideo

/// A plot: two axes and the marks between them, from back to front.
struct Plot: Sendable, Equatable {
  /// A mark; its coordinates are values on the axes.
  enum Mark: Sendable, Equatable {
    /// Upright bars between two x values, from the bottom.
    case bars([Bar], style: Style)
    /// The area between two curves over the same x values.
    case band(x: [Double], lower: [Double], upper: [Double])
    /// A curve.
    case line(x: [Double], y: [Double], style: Style)
    /// A curve in the colour of one of several series, from 0.
    case series(x: [Double], y: [Double], series: Int)
    /// The band of a series.
    case seriesBand(x: [Double], lower: [Double], upper: [Double], series: Int)
    /// The name of a series, written above a point of it.
    case tag(x: Double, y: Double, text: String, series: Int)
    /// Single points.
    case dots(x: [Double], y: [Double])
    /// Single points with a text each.
    case points([Point])
    /// Very many points, drawn small and transparent.
    case cloud(x: [Double], y: [Double])
    /// The stretch of the x axis below a value, shaded over the whole height.
    case shade(below: Double)
    /// An upright dashed line with its value written beside it.
    case rule(x: Double, label: String)
  }

  struct Bar: Sendable, Equatable {
    var from: Double
    var to: Double
    var height: Double
    /// Text that is shown under the pointer; `nil` for bars in the background.
    var note: String?
  }

  struct Point: Sendable, Equatable {
    var x: Double
    var y: Double
    /// True for a position that is not used, which is drawn in a pale colour.
    var isMuted = false
    /// Text that is shown under the pointer.
    var note: String
  }

  /// Appearance of a mark; the names are classes in the style sheet.
  enum Style: String, Sendable { case main, second, quiet }

  /// Size of the picture.
  enum Format: Sendable { case wide, small }

  /// What the plot shows; screen readers read it aloud.
  var title: String
  var x: Axis
  var y: Axis
  var marks: [Mark]
  var format = Format.wide
}
