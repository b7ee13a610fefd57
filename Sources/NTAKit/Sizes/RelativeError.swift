import Foundation

/// Standard errors of positive quantities over these.
enum RelativeError {
  /// Standard deviation of positive values over their mean; 0 for fewer than two.
  static func spread(of values: [Double]) -> Double {
    moments(of: values).map { $0.deviation / $0.mean } ?? 0
  }

  /// Standard deviation of the logarithms of positive values; 0 for fewer than two.
  static func logarithmic(of values: [Double]) -> Double {
    moments(of: values.map { log($0) })?.deviation ?? 0
  }

  /// Nil for fewer than two values.
  private static func moments(of values: [Double]) -> (mean: Double, deviation: Double)? {
    guard values.count > 1 else { return nil }
    let mean = values.reduce(0, +) / Double(values.count)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (mean, (squares / Double(values.count - 1)).squareRoot())
  }

  /// That of a quantity with a 95 % interval between two positive ends, by their ratio.
  static func between95(_ lower: Double, _ upper: Double) -> Double {
    log(upper / lower) / (2 * 1.96)
  }
}
