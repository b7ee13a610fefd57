import Foundation

/// Fluctuation of the brightness of particles that is not caused by their motion along the optical axis:
/// rotation of aspherical particles, for example.
///
/// Diffusion along the axis makes ln amplitude change ever more with time, until the particle has
/// crossed the depth of detection. A fluctuation with a relaxation time t adds 2 s² (1 - exp(-lag / t)),
/// which grows at short lags alone. Taken for diffusion, it would make the depth too small and the
/// concentration too high: particles would leave it sooner than they do.
struct IntrinsicFluctuation: Sendable, Equatable {
  /// Standard deviation of ln amplitude.
  var relativeSD: Double
  /// Probability that there is such a fluctuation, in [0, 1].
  var probability: Double
  /// Axial half-width, µm: mean of those with and without a fluctuation, by their probabilities.
  var width_um: Double
  /// Relative standard error of the half-width, from the errors of the growths and from not knowing
  /// whether there is a fluctuation.
  var widthRelativeError: Double

  /// What the tracks show, and how well it is known from the scatter between tracks.
  struct Observation: Sendable {
    var value: Double
    var error: Double

    /// A ratio of two sums over the tracks; nil for too small a denominator.
    init?(_ terms: some Sequence<(of: Double, over: Double)>) {
      let terms = Array(terms)
      let total = terms.reduce(0) { $0 + $1.over }
      guard total >= AxialCalibration.fewestStarts else { return nil }
      let ratio = terms.reduce(0) { $0 + $1.of } / total
      value = ratio
      error = terms.reduce(0) { $0 + pow($1.of - ratio * $1.over, 2) }.squareRoot() / total
    }
  }

  /// The observations of a run.
  struct Observations: Sendable {
    /// Growth of the squared change of ln amplitude for each of ``AxialGrowth/lags``.
    var growths: [Observation?]
    /// Pair of lags from which survival is counted: tracks too short to be sized are missing before.
    var survivalFrom: Int
    /// Fraction of the starts of that pair that are tracked up to the longest lag.
    var survival: Observation?

    /// - Parameters:
    ///   - fluctuations: sums of each track.
    ///   - shortest: number of detections of the shortest track.
    init(_ fluctuations: [BrightnessSamples.IntensityFluctuation], shortest: Int) {
      growths = AxialGrowth.lags.indices.map { pair in
        Observation(fluctuations.lazy.map { $0.growth(pair) })
      }
      let from = AxialGrowth.lags.firstIndex { $0.to >= shortest - 1 } ?? AxialGrowth.lags.count - 1
      survivalFrom = from
      survival = Observation(
        fluctuations.lazy.map {
          (of: Double($0.survivors[AxialGrowth.lags.count - 1]), over: Double($0.survivors[from]))
        })
    }
  }

  /// Relative error of an expected growth because the axial detection profile is not Gaussian.
  ///
  /// In simulated mixtures with saturated spots, growths at long lags are up to 13 % too small.
  private static let profileError = 0.06
  /// Fraction of the particles that are lost for other reasons than diffusion along the axis, up to the
  /// longest lag, and its error: in simulated runs of all presets 2 to 5 %.
  private static let otherLosses = (fraction: 0.035, error: 0.02)
  /// Decrease of chi-squared at which a fluctuation is as probable as none: its two parameters explain
  /// something by chance, and most particles are spheres.
  private static let evenDecrease = 6.0
  /// Decrease of chi-squared below which diffusion alone is assumed.
  private static let leastDecrease = 3.0
  /// Relaxation times that can be told from diffusion along the axis, in frames.
  private static let relaxations = [0.5, 0.7, 1, 1.4, 2, 2.8, 4, 5.6, 8]
  /// Factors on the half-width that are tried, as logarithms; a fluctuation makes it too small.
  private static let widths = (-3...14).map { 0.08 * Double($0) }

  /// Finds the fluctuation where diffusion alone explains the growths worse.
  ///
  /// - Parameters:
  ///   - observed: what the tracks show.
  ///   - width_um: half-width from the growth of the first lags.
  ///   - expected: growths for a half-width.
  /// - Returns: the fluctuation and the half-width beside it; nil where diffusion explains the growths.
  static func find(
    _ observed: Observations, width_um: Double, expected: (Double) -> AxialGrowth
  ) -> IntrinsicFluctuation? {
    guard observed.growths.count(where: { $0 != nil }) >= 3 else { return nil }
    func expectations(_ widths: some Sequence<Double>) -> [AxialGrowth] {
      widths.map { expected(width_um * exp($0)) }
    }
    func unexplained(_ growth: AxialGrowth) -> Double { misfit(observed, growth) { _ in 0 } }
    // Most runs end here, without further half-widths.
    guard unexplained(expected(width_um)) > leastDecrease else { return nil }
    let near = expectations(widths.prefix { $0 < -widths[0] })
    let without = near.map(unexplained).min() ?? 0
    guard without > leastDecrease else { return nil }
    let fits = (near + expectations(widths.dropFirst(near.count))).map { fit(observed, $0) }
    let least = fits.map(\.misfit).min() ?? 0
    guard without - least > leastDecrease else { return nil }
    // The half-widths within one unit of misfit, weighted by their likelihood.
    let likelihoods = fits.map { exp(-0.5 * ($0.misfit - least)) }
    let total = likelihoods.reduce(0, +)
    let mean = zip(widths, likelihoods).reduce(0) { $0 + $1.0 * $1.1 } / total
    let variance =
      zip(widths, likelihoods).reduce(0) { $0 + ($1.0 - mean) * ($1.0 - mean) * $1.1 } / total
    let square = zip(fits, likelihoods).reduce(0) { $0 + $1.0.variance * $1.1 } / total
    let probability = 1 / (1 + exp(-0.5 * (without - least - evenDecrease)))
    return IntrinsicFluctuation(
      relativeSD: square.squareRoot(), probability: probability,
      width_um: width_um * exp(probability * mean),
      widthRelativeError: (probability * variance + probability * (1 - probability) * mean * mean)
        .squareRoot())
  }

  /// The variance of ln amplitude that explains what diffusion does not, for the best relaxation time.
  private static func fit(
    _ observed: Observations, _ expected: AxialGrowth
  ) -> (variance: Double, misfit: Double) {
    let means = expected.means
    let fits = relaxations.map { relaxation in
      func growth(_ pair: Int) -> Double {
        let lags = AxialGrowth.lags[pair]
        return 2 * (exp(-Double(lags.from) / relaxation) - exp(-Double(lags.to) / relaxation))
      }
      var (product, norm) = (0.0, 0.0)
      for (pair, own) in observed.growths.enumerated() {
        guard let own else { continue }
        let weight = 1 / variance(own, profileError * means[pair])
        product += weight * growth(pair) * (own.value - means[pair])
        norm += weight * growth(pair) * growth(pair)
      }
      let variance = max(product / norm, 0)
      return (variance: variance, misfit: misfit(observed, expected) { variance * growth($0) })
    }
    return fits.min { $0.misfit < $1.misfit } ?? (0, .infinity)
  }

  /// Chi-squared of what diffusion and a fluctuation leave unexplained.
  private static func misfit(
    _ observed: Observations, _ expected: AxialGrowth, fluctuation: (Int) -> Double
  ) -> Double {
    let means = expected.means
    var sum = 0.0
    for (pair, own) in observed.growths.enumerated() {
      guard let own else { continue }
      let off = own.value - means[pair] - fluctuation(pair)
      sum += off * off / variance(own, profileError * means[pair])
    }
    let (first, last) = (expected.starts[observed.survivalFrom], expected.starts.last ?? 0)
    if let survival = observed.survival, first > 0 {
      let off = survival.value - last / first + otherLosses.fraction
      sum += off * off / variance(survival, otherLosses.error)
    }
    return sum
  }

  private static func variance(_ own: Observation, _ modelError: Double) -> Double {
    own.error * own.error + modelError * modelError
  }
}
