/// Tells particles from what only looks like them: dirt and hot pixels do not diffuse.
struct MobilityTest: Sendable {
  private var likelihood: MotionLikelihood

  /// Largest diameter that counts as a particle, nm; slower is called still.
  static let largestDiameter_nm = 5000.0
  /// How much better "still" must explain a track, as a log-likelihood ratio (20 to 1).
  private static let evidence = 3.0

  /// A test for given motion.
  ///
  /// - Parameters:
  ///   - slowest_um2_per_s: diffusion coefficient of the largest particle, > 0.
  ///   - model: blur and localisation error.
  init(slowest_um2_per_s: Double, model: MotionModel) {
    let ladder = [1e-4 * slowest_um2_per_s] + (0..<10).map { slowest_um2_per_s * Double(1 << $0) }
    likelihood = MotionLikelihood(diffusion_um2_per_s: ladder, model: model)
  }

  /// True when the track moves as a particle would; short or noisy tracks have the benefit of doubt.
  mutating func isMobile(_ track: Trajectory) -> Bool {
    guard track.count >= 3 else { return true }
    let curve = likelihood.evaluate(track)
    let moving = curve.dropFirst().max() ?? 0
    return curve[0] - moving < Self.evidence
  }
}
