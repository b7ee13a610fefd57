/// The acceptance of a bead run, after ISO 19430 and the habits of instruments' own cell checks.
struct CalibrationAcceptance {
  /// Relative uncertainty (k = 2) of a standard whose file states none.
  static let assumedUncertainty = 0.03
  /// Coefficient of variation of a standard whose file states none.
  static let assumedVariation = 0.05
  /// What the measured coefficient of variation may exceed the certified one by.
  static let allowedBroadening = 0.10
  /// Fewest sized tracks.
  static let fewestTracks = 1000.0
  /// Of 11 positions, 8 have to be kept; the same share of any other number.
  static let keptShare = 8.0 / 11
  /// Fastest drift of a kept position: two thirds of what removes a position.
  static let fastestDrift_um_per_s = 20.0
  /// `(D75 - D50) / (D50 - D25)`: 1 is symmetric, a lognormal of CV 0.15 has 1.11.
  static let symmetryLimits = (lower: 0.6, upper: 1.6)
  /// Temperatures a water cell is used at, °C.
  static let temperatures_C = (lower: 15.0, upper: 35.0)
  /// How far the pixel size may be from the nominal one; beyond it the beads or the optics are others.
  static let pixelSizeDeviation = 0.15
  /// Widest 95 % interval of the pixel size to either side, relative.
  static let pixelSizeInterval = 0.02

  /// Least share of the particles within a factor of 1.35 of the mode: the rest is pairs and dust.
  static let smallestMainShare = 0.8

  /// Coefficient of variation by D10 and D90, as those of a normal law: a few aggregates, which the
  /// standard deviation would mostly consist of, do not matter.
  static func variation(_ sizes: SizeStatistics) -> Double {
    (sizes.d90_nm - sizes.d10_nm) / (2 * 1.2816 * sizes.d50_nm)
  }

  /// The quartiles' distances from the median, upper over lower; those of the rest do not matter.
  static func symmetry(_ distribution: SizeDistribution) -> Double {
    let median = distribution.quantile_nm(0.5)
    return (distribution.quantile_nm(0.75) - median) / (median - distribution.quantile_nm(0.25))
  }

  /// How far the beads' own count may be from a stated concentration, to either side: methods differ
  /// by that much, a mistyped power of ten or a forgotten dilution by more.
  static let concentrationFactor = 2.0

  /// Judges a bead run that was sized with its calibrated pixel size.
  ///
  /// - Parameters:
  ///   - result: the run, sized.
  ///   - standard: the beads.
  ///   - pixelSizeRatio: of the pixel size to the nominal one.
  ///   - pixelSizeInterval: its 95 % interval, µm.
  ///   - concentrationRatio: of the beads' self-calibrated concentration to the stated one, where both
  ///     are known.
  /// - Returns: the table's lines, in order.
  static func criteria(
    _ result: RunResult, standard: ReferenceStandard, pixelSizeRatio: Double,
    pixelSizeInterval: ClosedRange<Double>, concentrationRatio: Double? = nil
  ) -> [CalibrationCriterion] {
    let certified = standard.diameter_nm
    let uncertainty = standard.expandedUncertainty_nm ?? assumedUncertainty * certified
    let statistics = result.size?.statistics
    let intervals = result.size?.intervals
    func ownUncertainty(_ interval: ClosedRange<Double>?) -> Double {
      interval.map { 0.5 * ($0.upperBound - $0.lowerBound) } ?? 0
    }
    let mean = uncertainty + ownUncertainty(intervals?.mean_nm)
    let mode = uncertainty + ownUncertainty(intervals?.mode_nm)
    let used = result.positions.filter { $0.removal == nil }
    let wanted = (keptShare * Double(result.positions.count)).rounded(.up)
    let drift = used.map { position in
      (position.driftX_um_per_s * position.driftX_um_per_s
        + position.driftY_um_per_s * position.driftY_um_per_s).squareRoot()
    }.max()
    let symmetryOfSizes = result.size.map { Self.symmetry($0.distribution) }
    let criteria = [
      CalibrationCriterion(
        "mean_nm", statistics?.mean_nm, from: certified - mean, to: certified + mean),
      CalibrationCriterion(
        "mode_nm", statistics?.mode_nm, from: certified - mode, to: certified + mode),
      CalibrationCriterion(
        "main_share", result.size.map { BeadPopulation.share($0) }, from: smallestMainShare),
      CalibrationCriterion(
        "cv", statistics.map(variation), to: (standard.cv ?? assumedVariation) + allowedBroadening),
      CalibrationCriterion("tracks", Double(result.tracking.used), from: fewestTracks),
      CalibrationCriterion("positions_kept", Double(used.count), from: max(wanted, 1)),
      CalibrationCriterion("drift_um_per_s", drift, to: fastestDrift_um_per_s),
      CalibrationCriterion(
        "symmetry", symmetryOfSizes, from: symmetryLimits.lower, to: symmetryLimits.upper),
      CalibrationCriterion(
        "temperature_C", result.settings.temperature_C.value, from: temperatures_C.lower,
        to: temperatures_C.upper),
      CalibrationCriterion(
        "pixel_size_over_nominal", pixelSizeRatio, from: 1 - pixelSizeDeviation,
        to: 1 + pixelSizeDeviation),
      CalibrationCriterion(
        "pixel_size_interval_relative",
        0.5 * (pixelSizeInterval.upperBound / pixelSizeInterval.lowerBound - 1),
        to: self.pixelSizeInterval),
    ]
    guard let concentrationRatio else { return criteria }
    return criteria + [
      CalibrationCriterion(
        "concentration_over_stated", concentrationRatio, from: 1 / concentrationFactor,
        to: concentrationFactor)
    ]
  }
}
