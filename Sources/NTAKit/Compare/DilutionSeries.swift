import Glibc
import NTAAnalysis
import NTAVideo

/// Tests whether the measured concentration is proportional to 1 / dilution.
///
/// If it is, the slope of log (concentration in the cell) against log (1 / dilution) is 1. The slope is
/// below 1 if particles are lost at high concentrations, or if the diluent contains particles.
package struct DilutionSeries: Sendable, Equatable {
  /// One result of the series.
  package struct Point: Sendable, Equatable {
    /// Dilution factor of the sample, > 0.
    package let dilution: Double
    /// Particles per mL of the sample before dilution, > 0.
    package let concentration_per_mL: Double
  }

  /// The results, in the order in which they were given.
  package let points: [Point]
  /// Mean of the concentrations in the sample before dilution, per mL.
  package let mean_per_mL: Double
  /// Slope of the logarithms by least squares, dimensionless.
  package let slope: Double
  /// Its 95 % confidence interval; `nil` for two points, which any line fits.
  package let interval95: ClosedRange<Double>?
  /// Largest relative deviation of a sample concentration from the mean of all.
  package let largestDeviation: Double

  /// Largest relative deviation of a sample concentration in a linear series.
  package static let allowedDeviation = 0.25
  /// Slopes of a linear series, however precisely the slope is known: over a tenfold dilution, the
  /// deviation from 1 amounts to 12 %.
  package static let allowedSlope = 0.95...1.05

  /// True when the slope agrees with 1 and no point deviates too far.
  package var isLinear: Bool {
    (interval95?.overlaps(Self.allowedSlope) ?? (abs(slope - 1) < 0.1))
      && largestDeviation <= Self.allowedDeviation
  }

  /// Creates a series of dilution factors and concentrations in the sample before dilution, > 0.
  ///
  /// `nil` if there are fewer than two different dilutions.
  package init?(_ points: [(dilution: Double, concentration_per_mL: Double)]) {
    let points = points.filter { $0.dilution > 0 && $0.concentration_per_mL > 0 }
    let xs = points.map { -log($0.dilution) }
    let ys = points.map { log($0.concentration_per_mL / $0.dilution) }
    let n = Double(points.count)
    guard n >= 2 else { return nil }
    let middleX = xs.reduce(0, +) / n
    let middleY = ys.reduce(0, +) / n
    let spread = xs.reduce(0) { $0 + ($1 - middleX) * ($1 - middleX) }
    guard spread > 1e-6 else { return nil }
    let slope = zip(xs, ys).reduce(0) { $0 + ($1.0 - middleX) * ($1.1 - middleY) } / spread
    self.slope = slope
    if points.count > 2 {
      let residual = zip(xs, ys).reduce(0) { sum, point in
        let r = point.1 - middleY - slope * (point.0 - middleX)
        return sum + r * r
      }
      let error = (residual / (n - 2) / spread).squareRoot()
      let half = Replicates.student95(degrees: points.count - 2) * error
      interval95 = slope - half...slope + half
    } else {
      interval95 = nil
    }
    let mean = points.reduce(0) { $0 + $1.concentration_per_mL } / n
    self.points = points.map {
      Point(dilution: $0.dilution, concentration_per_mL: $0.concentration_per_mL)
    }
    mean_per_mL = mean
    largestDeviation = points.map { abs($0.concentration_per_mL / mean - 1) }.max() ?? 0
  }
}
