import Foundation

/// A result as particles per volume in each size class, with what these might have been instead.
struct MeasuredBins {
  typealias Estimate = BlankSubtraction.Estimate

  /// All particles in the cell, per mL.
  var total: Estimate
  /// Class borders, rising, one more than there are classes.
  var borders_nm: [Double]
  /// Share of each class; sums to 1, or to 0 without particles.
  var shares: [Double]
  /// Particles of each class over all of the mean resample, one array a resample; without any, the
  /// shares are taken as they are.
  var resamples: [[Double]]

  /// The classes as they might have been.
  ///
  /// - Parameters:
  ///   - number: of the resample, >= 0; begins anew after the last.
  ///   - untold: ``untoldError``.
  ///   - generator: draws what resamples do not tell of the total.
  /// - Returns: concentrations, per mL.
  func draw(
    _ number: Int, untold: Double, using generator: inout SeededGenerator
  ) -> [Double] {
    let deviation = generator.normal()
    guard total.value > 0 else {
      // Nothing was seen: there is no particle too few.
      return shares.map { $0 * abs(deviation) * total.sd }
    }
    let factor = total.value * exp(untold * deviation)
    return (resamples.isEmpty ? shares : resamples[number % resamples.count]).map { $0 * factor }
  }

  /// The same with a part of the total's relative error left out.
  func without(_ relative: Double) -> MeasuredBins {
    var other = self
    let part = relative * total.value
    other.total.sd = max(total.sd * total.sd - part * part, 0).squareRoot()
    return other
  }

  /// Relative error of the total beyond what the resamples' own totals scatter by.
  var untoldError: Double {
    guard total.value > 0 else { return 0 }
    let relative = total.sd / total.value
    let told = RelativeError.spread(of: resamples.map { $0.reduce(0, +) })
    return max(relative * relative - told * told, 0).squareRoot()
  }
}

extension MeasuredBins {
  /// Concentrations of a result; `nil` where the volume is unknown.
  ///
  /// A result without particles has none, which is an answer too.
  init?(_ summary: SummaryDocument, _ rows: [DistributionRow], resamples: [[Double]]) {
    let borders_nm = rows.borders_nm
    if summary.size.mode_nm == nil {
      self.init(
        total: Estimate(value: 0, sd: 0), borders_nm: borders_nm, shares: rows.map { _ in 0 },
        resamples: [])
      return
    }
    guard let measured = summary.concentration.measured_per_mL, measured > 0 else { return nil }
    var relative = 0.0
    if let bounds = summary.concentration.interval95_per_mL, bounds.count == 2, bounds[0] > 0 {
      relative = RelativeError.between95(bounds[0], bounds[1])
    }
    self.init(
      total: Estimate(value: measured, sd: relative * measured), borders_nm: borders_nm,
      shares: rows.map(\.numberFraction), resamples: resamples)
  }

  /// A diluent in which no particles were measured, for a sample recorded in the same way.
  ///
  /// Nothing seen is not nothing there: up to the 95 % limit of its few tracks, as many to a frame and
  /// per mL as those of the sample. Of what sizes is unknown, so that they are taken as the sample's.
  func nothingSeen(in blank: SummaryDocument, sample: SummaryDocument) -> Self {
    func frames(_ summary: SummaryDocument, where isCounted: (SummaryDocument.Position) -> Bool)
      -> Double
    {
      Double(summary.positions.filter(isCounted).reduce(0) { $0 + $1.frames })
    }
    let recorded = frames(blank) { _ in true }
    let compared = frames(sample, where: \.used)
    let tracks = Double(max(sample.tracks.used, 1))
    let most = ChiSquare.poissonMean(ofAtMost: blank.tracks.count, probability: 0.025)
    // Without a length of the recordings they are taken to be as long.
    let length = recorded > 0 && compared > 0 ? compared / recorded : 1
    return Self(
      total: Estimate(value: 0, sd: total.value * most / tracks * length / 1.96),
      borders_nm: borders_nm, shares: shares, resamples: [])
  }
}
