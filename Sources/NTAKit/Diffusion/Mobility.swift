/// Tells particles from what only looks like them: dirt and hot pixels do not diffuse.
///
/// "Still" and "moving" are compared as explanations of a track, each with the localisation error
/// that suits it best: the spots of dirt flicker more than their fits expect, and an error taken
/// too small would make motion of it.
struct MobilityTest: Sendable {
  private var likelihoods: [MotionLikelihood]

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
    let ladder = [1e-4 * slowest_um2_per_s] + (0..<10).map { slowest_um2_per_s * Double(1 << $0) }
    likelihoods = Self.errorFactors.map { factor in
      var noisy = model
      noisy.localizationScale = max(model.localizationScale, 0.3) * factor
      noisy.stride = 1
      return MotionLikelihood(diffusion_um2_per_s: ladder, model: noisy)
    }
  }

  /// True when the track moves as a particle would; short or noisy tracks have the benefit of doubt.
  mutating func isMobile(_ track: Trajectory) -> Bool {
    guard track.count >= 3 else { return true }
    var still = -Double.infinity
    var moving = -Double.infinity
    for i in likelihoods.indices {
      let curve = likelihoods[i].evaluate(track)
      still = max(still, curve[0])
      moving = max(moving, curve.dropFirst().max() ?? moving)
    }
    return still - moving < Self.evidence
  }
}
