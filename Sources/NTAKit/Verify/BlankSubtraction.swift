import Foundation

/// A sample less the particles of its diluent, class by class.
///
/// Both are taken as concentrations in the measured cell: what the diluent brings is there whatever
/// the sample's dilution. Errors of sample and blank are independent but for that of a calibration that
/// both were measured with. What they make of the classes is
/// told by differences of their resamples, in which every class moves along with its neighbours.
struct BlankSubtraction {
  /// A value and its standard deviation.
  struct Estimate: Sendable, Equatable {
    var value: Double
    var sd: Double

    /// The 95 % interval of a normal law.
    var interval95: ClosedRange<Double> { value - 1.96 * sd...value + 1.96 * sd }
  }

  /// Differences for each resample of the sample: with that many of the blank's.
  private static let pairings = 5

  /// What is left in the cell, per mL.
  let net: Estimate
  /// Particles of the blank over those of the sample.
  let blankShare: Estimate
  /// Class borders, rising, one more than there are classes.
  let borders_nm: [Double]
  /// What is left in each class, per mL; negative where the blank has more.
  let classes: [Double]
  /// The same with sample and blank as they might have been, one array a difference.
  let differences: [[Double]]

  /// Subtracts a blank.
  ///
  /// - Parameters:
  ///   - sample: the sample.
  ///   - blank: its diluent, in the same classes.
  ///   - commonError: relative error that both totals have in common, as part of their own.
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
      // Runs of like positions may have drawn the same ones: no resample meets its own number.
      let other = draw + draw / max(blank.resamples.count, 1) + 1
      let particles = sample.draw(draw, untold: ofSample, using: &generator)
      let diluent = blank.draw(other, untold: ofBlank, using: &generator)
      let factor = exp(commonError * generator.normal())
      return zip(particles, diluent).map { factor * ($0 - $1) }
    }
  }

  /// What is left between two classes, with the 95 % interval of its differences.
  func left(in range: Range<Int>) -> (value: Double, interval95: ClosedRange<Double>) {
    let value = classes[range].reduce(0, +)
    return (value, Self.interval(of: differences.map { $0[range].reduce(0, +) }, around: value))
  }

  /// Share of what is left that lies in a range, and its 95 % interval; `nil` if nothing is left.
  func share(in range_nm: ClosedRange<Double>) -> (value: Double, interval95: ClosedRange<Double>)?
  {
    guard net.value > 0, let value = share(of: classes, in: range_nm) else { return nil }
    let shares = differences.compactMap { share(of: $0, in: range_nm) }
    // Where nothing may be left, its share may be any.
    guard Double(shares.count) > 0.975 * Double(differences.count) else { return (value, 0...1) }
    return (value, Self.interval(of: shares, around: value))
  }

  /// In [0, 1], though classes in which the blank has more are below 0.
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
