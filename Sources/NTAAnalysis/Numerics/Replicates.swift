/// Mean and scatter of a quantity over replicates.
package struct Replicates: Sendable, Equatable {
  /// Number of measurements, at least 2.
  package let count: Int
  /// Arithmetic mean, in the unit of the values.
  package let mean: Double
  /// Standard deviation between measurements, with `count - 1` degrees of freedom.
  package let sd: Double
  /// 95 % confidence interval of the mean, by Student's t.
  package let interval95: ClosedRange<Double>

  /// Coefficient of variation, `sd / mean`.
  package var cv: Double { sd / mean }

  /// Computes the statistics of the finite values; `nil` for fewer than two.
  package init?(_ values: [Double]) {
    let values = values.filter(\.isFinite)
    guard values.count >= 2 else { return nil }
    let moments = SampleMoments(values)
    (mean, sd) = (moments.mean, moments.deviation)
    let half =
      Self.student95(degrees: values.count - 1) * sd / Double(values.count).squareRoot()
    // Numbers in a damaged table may be so large that their sum overflows.
    guard mean.isFinite, half.isFinite else { return nil }
    count = values.count
    interval95 = mean - half...mean + half
  }

  private static let student: [Double] = [
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160,
    2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056,
    2.052, 2.048, 2.045, 2.042,
  ]

  /// Two-sided 95 % quantile of Student's t; above 30 degrees of freedom by expansion, to within
  /// 0.001.
  package static func student95(degrees: Int) -> Double {
    if degrees <= student.count { return student[max(degrees, 1) - 1] }
    return 1.95996 + 2.3722 / Double(degrees) + 2.82 / Double(degrees * degrees)
  }
}
