/// A distribution as it is drawn, and the number it is called by.
struct Curve: Sendable, Equatable {
  var number: Int
  var x: [Double]
  var y: [Double]
  /// The band; empty where there is none.
  var lower: [Double]
  var upper: [Double]

  /// Which colour it has.
  var series: Int { (number - 1) % ComparisonTemplate.seriesCount }
}

/// Places for the numbers of curves, so that those of equal curves do not lie on each other.
///
/// A number stands at the peak of its curve, or else where the curve has fallen far enough for it to
/// be alone.
enum CurveTags {
  /// Room a number takes, as shares of the plot's width and height.
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

  /// The peak, and then where the curve falls by steps of a twentieth of it.
  private static func places(along curve: Curve) -> [Int] {
    guard let peak = curve.y.indices.max(by: { curve.y[$0] < curve.y[$1] }), curve.y[peak] > 0
    else { return [] }
    var places = [peak]
    for index in curve.y.indices[peak...] {
      let share = curve.y[index] / curve.y[peak]
      if share < 0.05 { break }
      if share <= curve.y[places[places.count - 1]] / curve.y[peak] - 0.05 { places.append(index) }
    }
    return places
  }
}
