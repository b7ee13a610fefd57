import NTAAnalysis
import NTAVideo

/// The acceptance criteria for a bead run, based on ISO 19430 and the cell checks of instruments.
struct CalibrationAcceptance {
  /// Relative uncertainty (k = 2) assumed for a standard whose file states none.
  static let assumedUncertainty = 0.03
  /// Coefficient of variation assumed for a standard whose file states none.
  static let assumedVariation = 0.05
  /// Allowed excess of the measured coefficient of variation over the certified one.
  static let allowedBroadening = 0.10
  /// Smallest number of sized tracks.
  static let fewestTracks = 1000.0
  /// Least fraction of positions kept: 8 of 11.
  static let keptShare = 8.0 / 11
  /// Fastest drift of a kept position: two thirds of the speed at which a position is removed.
  static let fastestDrift_um_per_s = 20.0
  /// `(D75 - D50) / (D50 - D25)`: 1 is symmetric, a lognormal of CV 0.15 has 1.11.
  static let symmetryLimits = (lower: 0.6, upper: 1.6)
  /// Temperatures at which a water-filled cell is used, °C.
  static let temperatures_C = (lower: 15.0, upper: 35.0)
  /// Largest relative deviation of the pixel size from the nominal one; a larger one means other
  /// beads or optics.
  static let pixelSizeDeviation = 0.15
  /// Largest error of the temperature, °C, that may be behind the change of the pixel size.
  ///
  /// Beads alone do not tell a wrong temperature from a wrong pixel size. Pixel sizes are known to a
  /// tenth beforehand, which a thermometer would have to be 8 °C off for.
  static let temperatureEquivalent_C = 9.0
  /// Largest relative half-width of the pixel size's 95 % interval.
  static let pixelSizeInterval = 0.02

  /// Least fraction of particles within a factor of 1.35 of the mode; others are doublets and dust.
  static let smallestMainShare = 0.8

  /// Coefficient of variation from D10 and D90 of a normal distribution, so that a few aggregates,
  /// which would dominate the standard deviation, have little influence.
  static func variation(_ sizes: SizeStatistics) -> Double {
    (sizes.d90_nm - sizes.d10_nm) / (2 * 1.2816 * sizes.d50_nm)
  }

  /// The upper quartile's distance from the median over the lower's; the tails have no influence.
  static func symmetry(_ distribution: SizeDistribution) -> Double {
    let median = distribution.quantile_nm(0.5)
    return (distribution.quantile_nm(0.75) - median) / (median - distribution.quantile_nm(0.25))
  }

  /// Largest factor between the beads' self-calibrated concentration and the stated one, in either
  /// direction: methods differ by up to this, a mistyped power of ten or a forgotten dilution by
  /// more.
  static let concentrationFactor = 2.0

  /// Judges a bead run that was sized with its calibrated pixel size.
  ///
  /// - Parameters:
  ///   - result: the sized run.
  ///   - standard: the beads.
  ///   - pixelSizeRatio: the pixel size over the nominal one.
  ///   - pixelSizeInterval: the 95 % interval of the pixel size, µm.
  ///   - temperatureEquivalent_C: the error of the temperature that would explain the change of the
  ///     pixel size; nil if none in the liquid range does.
  ///   - concentrationRatio: the beads' self-calibrated concentration over the stated one, if both
  ///     are known.
  /// - Returns: the lines of the acceptance table, in order.
  static func criteria(
    _ result: RunResult, standard: ReferenceStandard, pixelSizeRatio: Double,
    pixelSizeInterval: ClosedRange<Double>, temperatureEquivalent_C: Double?,
    concentrationRatio: Double? = nil
  ) -> [CalibrationCriterion] {
    var criteria = sizeCriteria(result.size, standard: standard)
    criteria += trackingCriteria(result)
    criteria += [
      CalibrationCriterion(
        "symmetry", result.size.map { symmetry($0.distribution) }, from: symmetryLimits.lower,
        to: symmetryLimits.upper),
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
      CalibrationCriterion(
        "temperature_equivalent_C", temperatureEquivalent_C, from: -self.temperatureEquivalent_C,
        to: self.temperatureEquivalent_C),
    ]
    if let concentrationRatio {
      criteria.append(
        CalibrationCriterion(
          "concentration_over_stated", concentrationRatio, from: 1 / concentrationFactor,
          to: concentrationFactor))
    }
    return criteria + validityCriteria(result.validity)
  }

  /// How many checks of validity are not met, none of which may be, and each of these.
  private static func validityCriteria(_ validity: Validity) -> [CalibrationCriterion] {
    let failed = validity.checks.filter { !$0.passed }
    return [CalibrationCriterion("validity_checks_failed", Double(failed.count), to: 0)]
      + failed.map { CalibrationCriterion(failed: $0) }
  }

  private static func sizeCriteria(
    _ size: SizeResult?, standard: ReferenceStandard
  ) -> [CalibrationCriterion] {
    let certified = standard.diameter_nm
    let uncertainty = standard.expandedUncertainty_nm ?? assumedUncertainty * certified
    func criterion(
      _ name: String, _ value: Double?, _ interval: ClosedRange<Double>?
    ) -> CalibrationCriterion {
      let own = interval.map { 0.5 * ($0.upperBound - $0.lowerBound) } ?? 0
      let allowed = uncertainty + own
      return CalibrationCriterion(name, value, from: certified - allowed, to: certified + allowed)
    }
    return [
      criterion("mean_nm", size?.statistics.mean_nm, size?.intervals.mean_nm),
      criterion("mode_nm", size?.statistics.mode_nm, size?.intervals.mode_nm),
      CalibrationCriterion(
        "main_share", size.map { BeadPopulation.share($0) }, from: smallestMainShare),
      CalibrationCriterion(
        "cv", size.map { variation($0.statistics) },
        to: (standard.cv ?? assumedVariation) + allowedBroadening),
    ]
  }

  private static func trackingCriteria(_ result: RunResult) -> [CalibrationCriterion] {
    let used = result.positions.filter { $0.removal == nil }
    let wanted = (keptShare * Double(result.positions.count)).rounded(.up)
    let drift = used.map { position in
      (position.driftX_um_per_s * position.driftX_um_per_s
        + position.driftY_um_per_s * position.driftY_um_per_s).squareRoot()
    }.max()
    return [
      CalibrationCriterion("tracks", Double(result.tracking.used), from: fewestTracks),
      CalibrationCriterion("positions_kept", Double(used.count), from: max(wanted, 1)),
      CalibrationCriterion("drift_um_per_s", drift, to: fastestDrift_um_per_s),
    ]
  }
}
