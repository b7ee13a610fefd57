import Foundation
import NTAAnalysis
import NTAVideo

/// Subtracts the particles of the diluent from a sample, bin by bin.
///
/// Both are concentrations in the measured cell, because the diluent contributes the same whatever
/// the sample's dilution. Errors of sample and blank are independent, except for that of a
/// calibration used for both. The uncertainty of the bins is determined from differences of
/// resamples, which preserve the correlation of neighbouring bins. ``PeakAfterBlank`` then finds
/// the remaining peak.
struct BlankSubtraction {
  /// A value and its standard deviation.
  struct Estimate: Sendable, Equatable {
    var value: Double
    var sd: Double

    /// The 95 % interval of a normal distribution.
    var interval95: ClosedRange<Double> { value - 1.96 * sd...value + 1.96 * sd }
  }

  /// Number of differences per resample, each with a different resample of the blank.
  private static let pairings = 5

  /// Net concentration in the cell, per mL.
  let net: Estimate
  /// Concentration of the blank divided by that of the sample.
  let blankShare: Estimate
  /// The bins of sample and blank.
  let bins: SizeBins
  /// Net concentration in each bin, per mL; negative where the blank has more.
  let netConcentrations_per_mL: [Double]
  /// Resampled net concentrations in each bin, one array per difference.
  let differences: [[Double]]

  /// Subtracts a blank.
  ///
  /// - Parameters:
  ///   - sample: the sample.
  ///   - blank: its diluent, in the same bins.
  ///   - commonError: relative error common to both totals, which is part of their errors.
  init(_ sample: MeasuredBins, less blank: MeasuredBins, commonError: Double = 0) {
    precondition(sample.distribution.count == blank.distribution.count, "bins are the same")
    let (sample, blank) = (sample.without(commonError), blank.without(commonError))
    let (c, b) = (sample.total, blank.total)
    let difference = c.value - b.value
    let common = commonError * difference
    net = Estimate(
      value: difference, sd: (c.sd * c.sd + b.sd * b.sd + common * common).squareRoot())
    let ratio = b.value / c.value
    let relative = c.sd / c.value * ratio
    blankShare = Estimate(
      value: ratio, sd: (relative * relative + b.sd * b.sd / (c.value * c.value)).squareRoot())
    bins = sample.distribution.bins
    netConcentrations_per_mL = zip(
      sample.distribution.numberFraction, blank.distribution.numberFraction
    ).map { c.value * $0 - b.value * $1 }
    let (ofSample, ofBlank) = (sample.residualError, blank.residualError)
    var generator = SeededGenerator(seed: 1)
    let count = Self.pairings * max(sample.resamples.count, blank.resamples.count, 1)
    differences = (0..<count).map { draw in
      // Runs with the same number of positions may have drawn the same ones, so that resamples of
      // equal number must not be paired.
      let other = draw + draw / max(blank.resamples.count, 1) + 1
      let particles = sample.draw(draw, residual: ofSample, using: &generator)
      let diluent = blank.draw(other, residual: ofBlank, using: &generator)
      let factor = exp(commonError * generator.normal())
      return zip(particles, diluent).map { factor * ($0 - $1) }
    }
  }

  /// Net concentration in a range of bins, with the 95 % interval of its resampled differences.
  func netConcentration(
    in range: Range<Int>
  ) -> (value: Double, interval95: ClosedRange<Double>) {
    let value = netConcentrations_per_mL[range].reduce(0, +)
    return (value, Self.interval(of: differences.map { $0[range].reduce(0, +) }, around: value))
  }

  /// Fraction of the net concentration in a size range, and its 95 % interval; `nil` without any.
  func share(in range_nm: ClosedRange<Double>) -> (value: Double, interval95: ClosedRange<Double>)?
  {
    guard net.value > 0, let value = share(of: netConcentrations_per_mL, in: range_nm) else {
      return nil
    }
    let fractions = differences.compactMap { share(of: $0, in: range_nm) }
    // If the net concentration may be zero, the fraction is undetermined.
    guard Double(fractions.count) > 0.975 * Double(differences.count) else { return (value, 0...1) }
    return (value, Self.interval(of: fractions, around: value))
  }

  /// The fraction, limited to [0, 1] because bins in which the blank has more particles are negative.
  private func share(of particles: [Double], in range_nm: ClosedRange<Double>) -> Double? {
    let all = particles.reduce(0, +)
    guard all > 0 else { return nil }
    return min(max(bins.sum(of: particles, in: range_nm) / all, 0), 1)
  }

  private static func interval(
    of values: [Double], around value: Double
  ) -> ClosedRange<Double> {
    let sorted = values.sorted()
    return min(
      ResampledIntervals.percentile(sorted, 0.025), value)...max(
        ResampledIntervals.percentile(sorted, 0.975), value)
  }
}
