/// Mean and scatter of some numbers.
struct SampleMoments: Sendable, Equatable {
  let count: Int
  let mean: Double
  /// Sum of the squared distances from the mean.
  let squares: Double

  /// The moments of at least one number.
  init(_ values: [Double]) {
    precondition(!values.isEmpty)
    count = values.count
    let mean = values.reduce(0, +) / Double(values.count)
    self.mean = mean
    squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  }

  /// The unbiased estimate of the variance; of a single number 0.
  var variance: Double { squares / Double(max(count - 1, 1)) }

  /// Its square root.
  var deviation: Double { variance.squareRoot() }
}
