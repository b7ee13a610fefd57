import NTAAnalysis
import NTAVideo

/// A distribution as a plotted curve, and its number in the table.
struct Curve: Sendable, Equatable {
  var number: Int
  var x: [Double]
  var y: [Double]
  /// The confidence band; empty if there is none.
  var lower: [Double]
  var upper: [Double]

  /// Number of colours in `comparison.css`; they repeat after that.
  static let seriesCount = 8

  /// Index of its colour.
  var series: Int { (number - 1) % Self.seriesCount }
}

/// Positions for the numbers of curves, so that numbers of similar curves do not overlap.
///
/// A number is placed at the peak of its curve, or else further down the curve where there is room.
enum CurveTags {
  /// Size of a number, as fractions of the plot's width and height.
  private static let room = (width: 0.035, height: 0.065)

  static func marks(_ curves: [Curve], x: Axis, y: Axis) -> [Plot.Mark] {
    var taken: [(Double, Double)] = []
    return curves.compactMap { curve in
      let points = places(along: curve)
      func spot(_ index: Int) -> (Double, Double) {
        (x.fraction(of: curve.x[index]), y.fraction(of: curve.y[index]))
      }
      func isFree(_ index: Int) -> Bool {
        let here = spot(index)
        return taken.allSatisfy {
          abs($0.0 - here.0) >= room.width || abs($0.1 - here.1) >= room.height
        }
      }
      guard let chosen = points.first(where: isFree) ?? points.last else { return nil }
      taken.append(spot(chosen))
      return .tag(
        x: curve.x[chosen], y: curve.y[chosen], text: "\(curve.number)", series: curve.series)
    }
  }

  /// The peak, then points to its right, each 5 % of the peak's height lower than the one before.
  private static func places(along curve: Curve) -> [Int] {
    guard let peak = curve.y.indices.max(by: { curve.y[$0] < curve.y[$1] }), curve.y[peak] > 0
    else { return [] }
    var places = [peak]
    for index in curve.y.indices[peak...] {
      let fraction = curve.y[index] / curve.y[peak]
      if fraction < 0.05 { break }
      if fraction <= curve.y[places[places.count - 1]] / curve.y[peak] - 0.05 {
        places.append(index)
      }
    }
    return places
  }
}
