/// Separates diffusing particles from immobile objects such as dirt and hot pixels.
///
/// A likelihood-ratio test of "immobile" against "diffusing", each with the localisation error that
/// fits the track best. Spots of dirt flicker more than their fits predict, and with too small an
/// error the flicker would be taken for motion.
package struct ImmobilityTest: Sendable {
  /// "Immobile" with each localisation error, then "diffusing" with the first of these errors.
  private var likeliest: MotionLikelihood
  /// "Diffusing" with each of the other localisation errors.
  private var others: [MotionLikelihood]
  /// Diffusion coefficient of the largest particle, µm²/s.
  private let slowest: Double

  /// Largest diameter that counts as a particle, nm; anything slower counts as immobile.
  package static let largestDiameter_nm = 2000.0
  /// Log-likelihood ratio in favour of "immobile" that is needed to reject a track (20 to 1).
  private static let evidence = 3.0
  /// Standard normal deviate below which a displacement sum is not chance (1 in 10,000).
  private static let chanceDeviation = 3.7
  /// Share of a displacement's variance that the longest exposure leaves.
  private static let leastUnblurred = 2.0 / 3
  /// Factors by which the localisation variance is multiplied in turn.
  private static let errorFactors = [1.0, 3, 10, 30]

  /// A test for particles in a liquid.
  ///
  /// - Parameters:
  ///   - liquid: the liquid, for Stokes-Einstein.
  ///   - model: motion blur and localisation error.
  package init(liquid: StokesEinstein, model: MotionModel) {
    self.init(
      slowest_um2_per_s: liquid.diffusion_um2_per_s(diameter_nm: Self.largestDiameter_nm),
      model: model)
  }

  /// A test for a given motion model.
  ///
  /// - Parameters:
  ///   - slowest_um2_per_s: diffusion coefficient of the largest particle, µm²/s, > 0.
  ///   - model: motion blur and localisation error.
  package init(slowest_um2_per_s: Double, model: MotionModel) {
    slowest = slowest_um2_per_s
    let ladder = (0..<10).map { slowest_um2_per_s * Double(1 << $0) }
    let models = Self.errorFactors.map { factor in
      MotionModel(
        exposure_s: model.exposure_s,
        localizationScale: max(model.localizationScale, 0.3) * factor)
    }
    let immobile_um2_per_s = 1e-4 * slowest_um2_per_s
    likeliest = MotionLikelihood(
      diffusion_um2_per_s: models.map { _ in immobile_um2_per_s } + ladder,
      localizationScales: models.map(\.localizationScale)
        + ladder.map { _ in models[0].localizationScale },
      model: models[0])
    others = models.dropFirst().map { MotionLikelihood(diffusion_um2_per_s: ladder, model: $0) }
  }

  /// True unless the track is immobile; short or noisy tracks count as mobile.
  package mutating func isMobile(_ track: Trajectory) -> Bool {
    guard track.count >= 3 else { return true }
    if isSlowerThanAnyParticle(track) { return false }
    let values = likeliest.evaluate(track)
    let immobileCount = Self.errorFactors.count
    let best = values[..<immobileCount].reduce(-.infinity, max)
    func isMotion(_ value: Double) -> Bool { best - value < Self.evidence }
    // One sufficiently likely "diffusing" hypothesis is enough; usually `likeliest` already has
    // one.
    if values[immobileCount...].contains(where: isMotion) { return true }
    for i in others.indices where others[i].evaluate(track).contains(where: isMotion) {
      return true
    }
    return false
  }

  /// Whether the displacements are too short for the largest particle, whatever the localisation error.
  ///
  /// Without error the squared displacements of a particle, over `4 D dt` each, sum to a gamma variable
  /// whose shape is their number; errors make it larger. A motionless mark that is drawn onto the
  /// recording has fits that claim far too small an error, so the likelihood ratio does not find it.
  private func isSlowerThanAnyParticle(_ track: Trajectory) -> Bool {
    var sum_um2_per_s = 0.0
    for k in 1..<track.count {
      let (dx, dy) = (track.x_um[k] - track.x_um[k - 1], track.y_um[k] - track.y_um[k - 1])
      sum_um2_per_s += (dx * dx + dy * dy) / (4 * (track.times_s[k] - track.times_s[k - 1]))
    }
    let shape = Double(track.count - 1)
    // Wilson and Hilferty's approximation of the quantile.
    let root = max(1 - 1 / (9 * shape) - Self.chanceDeviation / (3 * shape.squareRoot()), 0)
    return sum_um2_per_s < Self.leastUnblurred * slowest * shape * root * root * root
  }
}
