import Foundation
import NTAAnalysis
import NTAVideo

/// A result as concentration in each size bin, with its resamples.
struct MeasuredBins {
  typealias Estimate = BlankSubtraction.Estimate

  /// Total concentration in the cell, per mL.
  var total: Estimate
  /// Fraction of the particles in each bin.
  var distribution: SizeDistribution
  /// Number of particles in each bin divided by the total of the mean resample, one array per resample;
  /// if there are none, the fractions have no uncertainty.
  var resamples: [[Double]]

  /// Draws concentrations in all bins from their uncertainty.
  ///
  /// - Parameters:
  ///   - number: index of the resample, >= 0, modulo their number.
  ///   - residual: ``residualError``.
  ///   - generator: draws the error of the total beyond the scatter of the resamples.
  /// - Returns: concentrations in the bins, per mL.
  func draw(
    _ number: Int, residual: Double, using generator: inout SeededGenerator
  ) -> [Double] {
    let deviation = generator.normal()
    guard total.value > 0 else {
      // No particles were measured, so the deviation can only be positive.
      return distribution.numberFraction.map { $0 * abs(deviation) * total.sd }
    }
    let factor = total.value * exp(residual * deviation)
    let fractions =
      resamples.isEmpty ? distribution.numberFraction : resamples[number % resamples.count]
    return fractions.map { $0 * factor }
  }

  /// Removes one contribution, the relative error `relative`, from the error of the total.
  func without(_ relative: Double) -> MeasuredBins {
    var other = self
    let part = relative * total.value
    other.total.sd = max(total.sd * total.sd - part * part, 0).squareRoot()
    return other
  }

  /// Relative error of the total beyond the scatter of the resamples' totals.
  var residualError: Double {
    guard total.value > 0 else { return 0 }
    let relative = total.sd / total.value
    let explained = RelativeError.spread(of: resamples.map { $0.reduce(0, +) })
    return max(relative * relative - explained * explained, 0).squareRoot()
  }
}

extension MeasuredBins {
  /// Takes the concentrations of a result; `nil` if the volume is unknown.
  ///
  /// A result without particles has the concentration zero.
  init?(_ summary: SummaryDocument, _ distribution: SizeDistribution, resamples: [[Double]]) {
    if summary.size.mode_nm == nil {
      self.init(
        total: Estimate(value: 0, sd: 0),
        distribution: SizeDistribution(
          bins: distribution.bins, numberFraction: [Double](repeating: 0, count: distribution.count)
        ), resamples: [])
      return
    }
    guard let measured = summary.concentration.measured_per_mL, measured > 0 else { return nil }
    var relative = 0.0
    if let bounds = summary.concentration.interval95_per_mL, bounds.count == 2, bounds[0] > 0 {
      relative = RelativeError.between95(bounds[0], bounds[1])
    }
    self.init(
      total: Estimate(value: measured, sd: relative * measured), distribution: distribution,
      resamples: resamples)
  }

  /// Estimates a diluent without measured particles, for a sample recorded in the same way.
  ///
  /// It may still contain particles, up to the 95 % upper limit for its few tracks; their number is
  /// converted to a concentration by that of the sample per track, corrected for the number of frames.
  /// Their sizes are unknown, so those of the sample are assumed.
  func upperLimit(ofEmpty blank: SummaryDocument, sample: SummaryDocument) -> Self {
    func frames(_ summary: SummaryDocument, where isCounted: (SummaryDocument.Position) -> Bool)
      -> Double
    {
      Double(summary.positions.filter(isCounted).reduce(0) { $0 + $1.frames })
    }
    let recorded = frames(blank) { _ in true }
    let compared = frames(sample, where: \.used)
    let tracks = Double(max(sample.tracks.used, 1))
    let most = ChiSquare.poissonMean(ofAtMost: blank.tracks.count, probability: 0.025)
    // If the number of frames is unknown, both recordings are assumed to be equally long.
    let length = recorded > 0 && compared > 0 ? compared / recorded : 1
    return Self(
      total: Estimate(value: 0, sd: total.value * most / tracks * length / 1.96),
      distribution: distribution, resamples: [])
  }
}
