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
  /// Concentration of the blank over that of the sample.
  let blankShare: Estimate
  /// Bin edges, ascending, one more than there are bins.
  let borders_nm: [Double]
  /// Net concentration in each bin, per mL; negative where the blank has more.
  let classes: [Double]
  /// Resampled net concentrations in each bin, one array per difference.
  let differences: [[Double]]

  /// Subtracts a blank.
  ///
  /// - Parameters:
  ///   - sample: the sample.
  ///   - blank: its diluent, in the same bins.
  ///   - commonError: relative error common to both totals, which is part of their errors.
  init(_ sample: MeasuredBins, less blank: MeasuredBins, commonError: Double = 0) {
    precondition(sample.shares.count == blank.shares.count, "classes are the same")
    let (sample, blank) = (sample.without(commonError), blank.without(commonError))
    let (c, b) = (sample.total, blank.total)
    let left = c.value - b.value
    let common = commonError * left
    net = Estimate(value: left, sd: (c.sd * c.sd + b.sd * b.sd + common * common).squareRoot())
    let ratio = b.value / c.value
    let relative = c.sd / c.value * ratio
    blankShare = Estimate(
      value: ratio, sd: (relative * relative + b.sd * b.sd / (c.value * c.value)).squareRoot())
    borders_nm = sample.borders_nm
    classes = zip(sample.shares, blank.shares).map { c.value * $0 - b.value * $1 }
    let (ofSample, ofBlank) = (sample.untoldError, blank.untoldError)
    var generator = SeededGenerator(seed: 1)
    let count = Self.pairings * max(sample.resamples.count, blank.resamples.count, 1)
    differences = (0..<count).map { draw in
      // Runs with the same number of positions may have drawn the same ones, so that resamples of
      // equal number must not be paired.
      let other = draw + draw / max(blank.resamples.count, 1) + 1
      let particles = sample.draw(draw, untold: ofSample, using: &generator)
      let diluent = blank.draw(other, untold: ofBlank, using: &generator)
      let factor = exp(commonError * generator.normal())
      return zip(particles, diluent).map { factor * ($0 - $1) }
    }
  }

  /// Net concentration in a range of bins, with the 95 % interval of its resampled differences.
  func left(in range: Range<Int>) -> (value: Double, interval95: ClosedRange<Double>) {
    let value = classes[range].reduce(0, +)
    return (value, Self.interval(of: differences.map { $0[range].reduce(0, +) }, around: value))
  }

  /// Fraction of the net concentration in a size range, and its 95 % interval; `nil` without any.
  func share(in range_nm: ClosedRange<Double>) -> (value: Double, interval95: ClosedRange<Double>)?
  {
    guard net.value > 0, let value = share(of: classes, in: range_nm) else { return nil }
    let shares = differences.compactMap { share(of: $0, in: range_nm) }
    // If the net concentration may be zero, the fraction is undetermined.
    guard Double(shares.count) > 0.975 * Double(differences.count) else { return (value, 0...1) }
    return (value, Self.interval(of: shares, around: value))
  }

  /// Limited to [0, 1], because bins in which the blank has more are negative.
  private func share(of particles: [Double], in range_nm: ClosedRange<Double>) -> Double? {
    let all = particles.reduce(0, +)
    guard all > 0 else { return nil }
    let inside = PeakVerdict.sum(of: particles, borders_nm: borders_nm, in: range_nm)
    return min(max(inside / all, 0), 1)
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
