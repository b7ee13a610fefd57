import Foundation

/// The localisation error where nothing states it.
///
/// The covariance of consecutive displacements, `D tE / 3 - s²`, is all that the displacements say of
/// blur and localisation error, and its noise is that of an error of tens of nanometres. What is known
/// without it enters as little as possible: with a stated exposure `s²` is not negative, and any error
/// `s` from 0 up is equally likely beforehand. Without one, what is below no error is blur of an
/// exposure that was not stated, and the covariance is taken as it is. The diffusion coefficient then
/// has the error of the covariance-based estimator (Vestergaard et al., PRE 89:022726, 2014, eq. 15).
extension MotionModel {
  /// Standard scores of equally likely values of a normal variate: medians of sixths, stretched to
  /// unit variance.
  private static let scores = [-1.546, -0.753, -0.234, 0.234, 0.753, 1.546]
  /// Standard errors below 0 from which on a stated exposure is not believed.
  private static let beyondDoubt = 4.0
  /// Errors at which the posterior is tabulated.
  private static let tabulated = 2000

  /// The model of tracks without stated localisation errors.
  ///
  /// - Parameters:
  ///   - displacement: the ensemble.
  ///   - exposure_s: stated exposure time, s; 0 for none.
  /// - Returns: the model; without localisation error for an ensemble of hardly any displacements.
  static func unstated(_ displacement: EnsembleMSD, exposure_s: Double) -> MotionModel {
    guard let scales = scales(displacement, exposure_s: exposure_s) else {
      return MotionModel(exposure_s: exposure_s, localizationScale: 0)
    }
    return model(displacement, exposure_s: exposure_s, scale: scales.mean)
  }

  /// Models that are equally likely, and represent what is unknown of the localisation error.
  ///
  /// - Parameters:
  ///   - displacement: the ensemble from which the model was measured.
  ///   - exposure_s: stated exposure time, s; 0 for none.
  /// - Returns: six models; none if the tracks state their errors, or short lags are not used.
  package func alternatives(
    _ displacement: EnsembleMSD, exposure_s: Double
  ) -> [MotionModel] {
    let displacement = flowVariance_um2_per_s2 == .zero ? displacement : displacement.withoutFlow
    var measured = Self.unstated(displacement, exposure_s: exposure_s)
    measured.flowVariance_um2_per_s2 = flowVariance_um2_per_s2
    guard !displacement.statesVariances, self == measured,
      let scales = Self.scales(displacement, exposure_s: exposure_s)
    else { return [] }
    return scales.equallyLikely.map {
      var model = Self.model(displacement, exposure_s: exposure_s, scale: $0)
      model.flowVariance_um2_per_s2 = flowVariance_um2_per_s2
      return model
    }
  }

  /// The model of one scale of the localisation variances; blur if it is negative.
  private static func model(
    _ displacement: EnsembleMSD, exposure_s: Double, scale: Double
  ) -> MotionModel {
    guard scale < 0,
      let longer_s = displacement.exposure_s(localizationScale: scale, stated_s: exposure_s)
    else { return MotionModel(exposure_s: exposure_s, localizationScale: max(scale, 0)) }
    return blurred(
      exposure_s: longer_s, localizationScale: 0, interval_s: displacement.interval_s)
  }

  /// Mean scale of the localisation variances, and equally likely values of it; nil for an ensemble of
  /// hardly any displacements.
  private static func scales(
    _ displacement: EnsembleMSD, exposure_s: Double
  ) -> (mean: Double, equallyLikely: [Double])? {
    guard
      let (value, error) = displacement.measuredLocalizationScale(
        exposure_s: exposure_s, fewest: 20), error > 0
    else { return nil }
    guard exposure_s > 0, value > -beyondDoubt * error else {
      return (value, scores.map { value + $0 * error })
    }
    let largest = (max(value, 0) + 6 * error).squareRoot()
    let squares = (0..<tabulated).map { index in
      let root = largest * (Double(index) + 0.5) / Double(tabulated)
      return root * root
    }
    let probabilities = squares.map { square in
      exp(-0.5 * ((square - value) / error) * ((square - value) / error))
    }.normalised
    let mean = zip(squares, probabilities).reduce(0) { $0 + $1.0 * $1.1 }
    let spread = zip(squares, probabilities).reduce(0) { $0 + $1.1 * ($1.0 - mean) * ($1.0 - mean) }
    return (mean, sixths(squares, probabilities, mean: mean, variance: spread))
  }

  /// Medians of the sixths of a distribution, stretched to its mean and variance.
  private static func sixths(
    _ values: [Double], _ probabilities: [Double], mean: Double, variance: Double
  ) -> [Double] {
    let count = scores.count
    var medians: [Double] = []
    var sum = 0.0
    for (value, probability) in zip(values, probabilities) {
      sum += probability
      while medians.count < count, sum >= (Double(medians.count) + 0.5) / Double(count) {
        medians.append(value)
      }
    }
    let centre = medians.reduce(0, +) / Double(medians.count)
    let scatter = medians.reduce(0) { $0 + ($1 - centre) * ($1 - centre) } / Double(medians.count)
    let stretch = scatter > 0 ? (variance / scatter).squareRoot() : 1
    return medians.map { max(mean + stretch * ($0 - centre), 0) }
  }
}
