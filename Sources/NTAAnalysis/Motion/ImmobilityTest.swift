/// Tells particles from what only looks like them: dirt and hot pixels do not diffuse.
///
/// "Still" and "moving" are compared as explanations of a track, each with the localisation error
/// that suits it best: the spots of dirt flicker more than their fits expect, and an error taken
/// too small would make motion of it.
struct ImmobilityTest: Sendable {
  /// A coefficient that means "still" with each localisation error, then those that mean "moving" with
  /// the first of them.
  private var likeliest: MotionLikelihood
  /// Coefficients that mean "moving", with each of the other errors.
  private var others: [MotionLikelihood]

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
    let stillness = 1e-4 * slowest_um2_per_s
    likeliest = MotionLikelihood(
      diffusion_um2_per_s: models.map { _ in stillness } + ladder,
      localizationScales: models.map(\.localizationScale)
        + ladder.map { _ in models[0].localizationScale },
      model: models[0])
    others = models.dropFirst().map { MotionLikelihood(diffusion_um2_per_s: ladder, model: $0) }
  }

  /// True when the track moves as a particle would; short or noisy tracks have the benefit of doubt.
  mutating func isMobile(_ track: Trajectory) -> Bool {
    guard track.count >= 3 else { return true }
    let values = likeliest.evaluate(track)
    let stillCount = Self.errorFactors.count
    let best = values[..<stillCount].reduce(-.infinity, max)
    func isMotion(_ value: Double) -> Bool { best - value < Self.evidence }
    // The first explanation as motion that is good enough will do: mostly that is the first of all.
    if values[stillCount...].contains(where: isMotion) { return true }
    for i in others.indices where others[i].evaluate(track).contains(where: isMotion) {
      return true
    }
    return false
  }
}
