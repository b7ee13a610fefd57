import Foundation

/// Standard errors of positive quantities over these.
enum RelativeError {
  /// Standard deviation of positive values over their mean; 0 for fewer than two.
  static func spread(of values: [Double]) -> Double {
    guard values.count > 1 else { return 0 }
    let moments = SampleMoments(values)
    return moments.deviation / moments.mean
  }

  /// Standard deviation of the logarithms of positive values; 0 for fewer than two.
  static func logarithmic(of values: [Double]) -> Double {
    values.count > 1 ? SampleMoments(values.map { log($0) }).deviation : 0
  }

  /// That of a quantity with a 95 % interval between two positive ends, by their ratio.
  static func between95(_ lower: Double, _ upper: Double) -> Double {
    log(upper / lower) / (2 * 1.96)
  }
}
