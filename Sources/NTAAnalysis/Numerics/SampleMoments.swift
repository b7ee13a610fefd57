/// Mean and variance of some numbers.
struct SampleMoments: Sendable, Equatable {
  let count: Int
  let mean: Double
  /// Sum of the squared deviations from the mean.
  let squares: Double

  /// The moments of `values`, at least one.
  init(_ values: [Double]) {
    precondition(!values.isEmpty)
    count = values.count
    let mean = values.reduce(0, +) / Double(values.count)
    self.mean = mean
    squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  }

  /// Unbiased estimate of the variance; 0 for a single number.
  var variance: Double { squares / Double(max(count - 1, 1)) }

  /// Standard deviation: the square root of the variance.
  var deviation: Double { variance.squareRoot() }
}
