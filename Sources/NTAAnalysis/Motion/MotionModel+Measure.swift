import Foundation

extension MotionModel {
  /// What was found out about the motion of a run, beside the model itself.
  struct Findings: Sendable, Equatable {
    /// True when short lags had to be left out.
    var isMSDNonlinear = false
    /// Slope at one frame over the slope at long lags.
    var bend = 1.0
    /// Ensemble diffusion coefficient from the lags used, and its standard error.
    var diffusion_um2_per_s = 0.0
    var diffusionStandardError_um2_per_s = 0.0
  }

  /// Relative uncertainty of the variance that a fit's own covariance predicts.
  ///
  /// From simulated spots: fits in the tests' range of brightness report their variance within
  /// this much.
  private static let predictionUncertainty = 0.15
  /// A curve is called bent when its slopes differ by more than this, and by more than 5 errors.
  private static let tolerableBend = 0.1
  /// Longest shutter time, in steps, that is told from slower motion; at 1.5 the law of the steps
  /// ends.
  private static let longestBlur = 1.45

  /// Learns the model from the tracks of a run.
  ///
  /// The localisation variance reported by the fits is scaled by what the covariance of neighbouring
  /// steps says, weighed against the fits' own accuracy. Where the mean squared displacement is no
  /// line (video compression holds spots still for a frame or two), steps are taken over as many
  /// frames as it needs to become one, and the offset of that line stands for blur or noise.
  static func measured(
    from displacement: EnsembleMSD, exposure_s: Double
  ) -> (model: MotionModel, findings: Findings) {
    var findings = Findings()
    (findings.diffusion_um2_per_s, findings.diffusionStandardError_um2_per_s) =
      displacement.covarianceDiffusion
    let plain = plainModel(displacement, exposure_s: exposure_s)
    findings.isMSDNonlinear = plain.stride > 1
    guard displacement.hasLongTracks else { return (plain, findings) }
    let far = EnsembleMSD.longestLag / 2
    let bend = displacement.logSlopeRatio(1, far)
    findings.bend = exp(bend.value)
    guard abs(bend.value) > tolerableBend, abs(bend.value) > 5 * bend.error else {
      return (plain, findings)
    }
    findings.isMSDNonlinear = true
    let stride =
      (2..<far).first {
        let rest = displacement.logSlopeRatio($0, far)
        return abs(rest.value) < max(0.05, 2 * rest.error)
      } ?? far
    (findings.diffusion_um2_per_s, findings.diffusionStandardError_um2_per_s) =
      displacement.slope(from: stride)
    let offset = displacement.offset(from: stride)
    guard offset < 0 else {
      // Noise that fades only after some frames: all of it is put down to the points.
      return (
        MotionModel(exposure_s: 0, localizationScale: plain.localizationScale, stride: stride),
        findings
      )
    }
    // -offset = (2/3) D tE defines the shutter time that would smear the motion as much.
    let smear = -1.5 * offset / findings.diffusion_um2_per_s
    let longest = longestBlur * Double(stride) * displacement.interval_s
    return (
      MotionModel(exposure_s: min(smear, longest), localizationScale: 0, stride: stride), findings
    )
  }

  /// The model where the mean squared displacement is a line.
  ///
  /// A localisation variance that comes out negative means that the motion is smeared over more than
  /// the stated shutter time, by a shutter no one has stated or by a codec that mixes two frames,
  /// which leaves the line one. The shutter time is then measured, too. No shutter is open for longer
  /// than a frame, and steps of such smear are next to dependent: they are taken over two frames.
  private static func plainModel(
    _ displacement: EnsembleMSD, exposure_s: Double
  ) -> MotionModel {
    guard let measured = displacement.measuredLocalizationScale(exposure_s: exposure_s) else {
      return MotionModel(exposure_s: exposure_s, localizationScale: 1)
    }
    if measured.value < -4 * measured.error, let smear = displacement.measuredExposure_s,
      smear > exposure_s
    {
      let stride = smear > 1.05 * displacement.interval_s ? 2 : 1
      let longest = longestBlur * Double(stride) * displacement.interval_s
      return MotionModel(
        exposure_s: min(smear, longest), localizationScale: 1, stride: stride)
    }
    return MotionModel(exposure_s: exposure_s, localizationScale: localizationScale(measured))
  }

  /// The measured scale, weighed against the fits' own account.
  private static func localizationScale(_ measured: (value: Double, error: Double)) -> Double {
    let prior = predictionUncertainty
    let distance = abs(measured.value - 1)
    // Far from what the fits can be wrong by, the prior has lost its say.
    guard distance < 4 * (measured.error * measured.error + prior * prior).squareRoot() else {
      return max(measured.value, 0)
    }
    let weight = prior * prior / (prior * prior + measured.error * measured.error)
    return max(1 + weight * (measured.value - 1), 0)
  }
}
