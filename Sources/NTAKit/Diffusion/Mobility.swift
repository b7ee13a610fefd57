/// Tells particles from what only looks like them: dirt and hot pixels do not diffuse.
///
/// "Still" and "moving" are compared as explanations of a track, each with the localisation error
/// that suits it best: the spots of dirt flicker more than their fits expect, and an error taken
/// too small would make motion of it.
struct MobilityTest: Sendable {
  /// For each localisation error, a coefficient that means "still" and those that mean "moving".
  private var still: [MotionLikelihood]
  private var moving: [MotionLikelihood]

  /// Largest diameter that counts as a particle, nm; slower is called still.
  static let largestDiameter_nm = 2000.0
  /// How much better "still" must explain a track, as a log-likelihood ratio (20 to 1).
  private static let evidence = 3.0
  /// Factors on the localisation variance that are tried.
  private static let errorFactors = [1.0, 3, 10, 30]

  /// A test for given motion.
  ///
  /// - Parameters:
  ///   - slowest_um2_per_s: diffusion coefficient of the largest particle, > 0.
  ///   - model: blur and localisation error.
  init(slowest_um2_per_s: Double, model: MotionModel) {
    let ladder = (0..<10).map { slowest_um2_per_s * Double(1 << $0) }
    let models = Self.errorFactors.map { factor in
      MotionModel(
        exposure_s: model.exposure_s,
        localizationScale: max(model.localizationScale, 0.3) * factor)
    }
    still = models.map {
      MotionLikelihood(diffusion_um2_per_s: [1e-4 * slowest_um2_per_s], model: $0)
    }
    moving = models.map { MotionLikelihood(diffusion_um2_per_s: ladder, model: $0) }
  }

  /// True when the track moves as a particle would; short or noisy tracks have the benefit of doubt.
  mutating func isMobile(_ track: Trajectory) -> Bool {
    guard track.count >= 3 else { return true }
    var best = -Double.infinity
    for i in still.indices { best = max(best, still[i].evaluate(track)[0]) }
    // The first explanation as motion that is good enough will do: mostly that is the first of all.
    for i in moving.indices {
      for value in moving[i].evaluate(track) where best - value < Self.evidence { return true }
    }
    return false
  }
}
