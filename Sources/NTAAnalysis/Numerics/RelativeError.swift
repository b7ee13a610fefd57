import Foundation

/// Relative standard errors of positive quantities.
package enum RelativeError {
  /// Coefficient of variation: standard deviation over mean of positive values; 0 for fewer than
  /// two.
  package static func spread(of values: [Double]) -> Double {
    guard values.count > 1 else { return 0 }
    let moments = SampleMoments(values)
    return moments.deviation / moments.mean
  }

  /// Standard deviation of the logarithms of positive values; 0 for fewer than two.
  static func logarithmic(of values: [Double]) -> Double {
    values.count > 1 ? SampleMoments(values.map { log($0) }).deviation : 0
  }

  /// Relative standard error from the ratio of the ends, both positive, of a 95 % confidence
  /// interval.
  package static func between95(_ lower: Double, _ upper: Double) -> Double {
    log(upper / lower) / (2 * 1.96)
  }
}
