import NTAAnalysis
import NTAVideo

extension ClosedRange<Double> {
  /// The range from a list of its two ends; `nil` for any other list.
  init?(bounds: [Double]?) {
    guard let bounds, bounds.count == 2, bounds[0] <= bounds[1] else { return nil }
    self = bounds[0]...bounds[1]
  }

  /// Both ends as a list.
  var bounds: [Double] { [lowerBound, upperBound] }

  /// Both ends as a list; `nil` unless both are finite.
  var finiteBounds: [Double]? {
    lowerBound.isFinite && upperBound.isFinite ? bounds : nil
  }
}
