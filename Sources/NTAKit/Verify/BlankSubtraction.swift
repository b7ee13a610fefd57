import Glibc

/// A sample less the particles of its diluent, class by class.
///
/// Both are taken as concentrations in the measured cell: what the diluent brings is there whatever
/// the sample's dilution. Errors of sample and blank are independent; those of neighbouring classes
/// are not, and are added straight.
struct BlankSubtraction {
  /// A value and its standard deviation.
  struct Estimate: Sendable, Equatable {
    var value: Double
    var sd: Double

    /// The 95 % interval of a normal law.
    var interval95: ClosedRange<Double> { value - 1.96 * sd...value + 1.96 * sd }
  }

  /// One result as concentrations.
  struct Measured {
    /// All particles in the cell, per mL.
    var total: Estimate
    /// Share of each class.
    var shares: [Estimate]
    /// Share of the particles from 30 to 150 nm.
    var share30To150: Estimate
  }

  /// What is left in the cell, per mL.
  let net: Estimate
  /// Particles of the blank over those of the sample.
  let blankShare: Estimate
  /// Share of what is left from 30 to 150 nm; `nil` if nothing is.
  let share30To150: Estimate?
  /// What is left in each class; negative where the blank has more.
  let classes: [Estimate]

  init(_ sample: Measured, less blank: Measured) {
    let (c, b) = (sample.total, blank.total)
    let net = Estimate(
      value: c.value - b.value, sd: (c.sd * c.sd + b.sd * b.sd).squareRoot())
    self.net = net
    let ratio = b.value / c.value
    let relative = c.sd / c.value * ratio
    blankShare = Estimate(
      value: ratio,
      sd: (relative * relative + b.sd * b.sd / (c.value * c.value)).squareRoot())
    classes = zip(sample.shares, blank.shares).map { s, t in
      Self.difference(c, s, b, t)
    }
    guard net.value > 0 else {
      share30To150 = nil
      return
    }
    let (s, t) = (sample.share30To150, blank.share30To150)
    let share = (c.value * s.value - b.value * t.value) / net.value
    // Partial derivatives of that quotient by its four parts.
    let parts = [
      (s.value - share) * c.sd, c.value * s.sd, (share - t.value) * b.sd, b.value * t.sd,
    ].map { $0 / net.value }
    share30To150 = Estimate(
      value: share, sd: parts.reduce(0) { $0 + $1 * $1 }.squareRoot())
  }

  /// What is left between two classes, with errors added straight over them.
  func left(in range: Range<Int>) -> Estimate {
    classes[range].reduce(Estimate(value: 0, sd: 0)) {
      Estimate(value: $0.value + $1.value, sd: $0.sd + $1.sd)
    }
  }

  private static func difference(
    _ c: Estimate, _ s: Estimate, _ b: Estimate, _ t: Estimate
  ) -> Estimate {
    let parts = [c.sd * s.value, c.value * s.sd, b.sd * t.value, b.value * t.sd]
    return Estimate(
      value: c.value * s.value - b.value * t.value,
      sd: parts.reduce(0) { $0 + $1 * $1 }.squareRoot())
  }
}

extension BlankSubtraction.Measured {
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
      total: BlankSubtraction.Estimate(
        value: 0, sd: total.value * most / tracks * length / 1.96),
      shares: shares, share30To150: share30To150)
  }

  /// Concentrations of a result; `nil` where the volume is unknown.
  ///
  /// A result without particles has none, which is an answer too.
  init?(_ summary: SummaryDocument, _ rows: [DistributionRow]) {
    typealias Estimate = BlankSubtraction.Estimate
    let none = Estimate(value: 0, sd: 0)
    if summary.size.mode_nm == nil {
      self.init(total: none, shares: rows.map { _ in none }, share30To150: none)
      return
    }
    guard let measured = summary.concentration.measured_per_mL, measured > 0 else { return nil }
    var relative = 0.0
    if let bounds = summary.concentration.interval95_per_mL, bounds.count == 2, bounds[0] > 0 {
      relative = log(bounds[1] / bounds[0]) / (2 * 1.96)
    }
    let shares = rows.map { row in
      let width = row.upper_nm - row.lower_nm
      return Estimate(
        value: row.numberFraction,
        sd: max(row.densityUpper95_per_nm - row.densityLower95_per_nm, 0) * width / (2 * 1.96))
    }
    let share = PeakVerdict.share(of: rows, in: PeakVerdict.exosomes_nm)
    let bounds = summary.size.interval95.share_30_to_150
    let sd = bounds.map { $0.count == 2 ? ($0[1] - $0[0]) / (2 * 1.96) : 0 } ?? 0
    self.init(
      total: Estimate(value: measured, sd: relative * measured), shares: shares,
      share30To150: Estimate(value: share, sd: sd))
  }
}
