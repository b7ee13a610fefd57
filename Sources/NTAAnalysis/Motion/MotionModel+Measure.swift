import Foundation

extension MotionModel {
  /// Results on the motion in a run besides the model itself.
  package struct Findings: Sendable, Equatable {
    /// True if the MSD is not a straight line and short lags were left out.
    package var isMSDNonlinear = false
    /// MSD slope at one frame over the slope at long lags.
    package var bend = 1.0
    /// Ensemble diffusion coefficient from the lags used, and its standard error, µm²/s.
    package var diffusion_um2_per_s = 0.0
    package var diffusionStandardError_um2_per_s = 0.0

    package init() {}
  }

  /// Relative uncertainty of the localisation variance reported by a fit, from simulated spots over
  /// the intensity range of the tests.
  private static let predictionUncertainty = 0.15
  /// Smallest log ratio of slopes that counts as a bend; it must also exceed 5 standard errors.
  private static let tolerableBend = 0.1
  /// Standard errors by which the variance of the flow must differ from 0 to be taken out.
  ///
  /// By chance, 1 in 10,000 runs exceeds it.
  private static let leastFlowSignificance = 4.5
  /// Longest exposure time, in units of the interval between points, that can be distinguished from
  /// slower diffusion; at 1.5 the covariance of the displacements becomes singular.
  private static let longestBlur = 1.45

  /// The model that describes an ensemble of mobile particles.
  ///
  /// - Parameters:
  ///   - ensemble: the ensemble; with fewer than 50 pairs of consecutive displacements, the exposure
  ///     time is the stated one and the localisation variances are those of the fits.
  ///   - exposure_s: stated exposure time, >= 0 s.
  public init(fittedTo ensemble: EnsembleMSD, exposure_s: Double) {
    self = Self.measured(from: ensemble, exposure_s: exposure_s).model
  }

  /// Estimates the model from the tracks of a run.
  ///
  /// The localisation variance reported by the fits is scaled by a factor measured from the
  /// covariance of consecutive displacements, combined with the fits' own uncertainty. If the MSD
  /// is not a straight line (video compression can freeze spots for a frame or two), displacements
  /// are taken over the smallest number of frames at which it is one, and the intercept of that
  /// line is attributed to motion blur or noise.
  ///
  /// Before all this, the flow that differs between particles is measured and taken out.
  package static func measured(
    from displacement: EnsembleMSD, exposure_s: Double
  ) -> (model: MotionModel, findings: Findings) {
    let flow = displacement.flowVariance
    let significance = flow.value_um2_per_s2 / flow.error_um2_per_s2
    guard max(significance.x, significance.y) > leastFlowSignificance else {
      return withoutFlow(measuredFrom: displacement, exposure_s: exposure_s)
    }
    var (model, findings) = withoutFlow(
      measuredFrom: displacement.withoutFlow, exposure_s: exposure_s)
    model.flowVariance_um2_per_s2 = pointwiseMax(flow.value_um2_per_s2, .zero)
    return (model, findings)
  }

  /// The model of particles that no flow carries, or without what it adds to their displacements.
  private static func withoutFlow(
    measuredFrom displacement: EnsembleMSD, exposure_s: Double
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
      // A positive intercept is noise correlated over frames: all of it is attributed to
      // localisation.
      return (
        MotionModel(exposure_s: 0, localizationScale: plain.localizationScale, stride: stride),
        findings
      )
    }
    // -offset = (2/3) D tE defines the exposure time with the same motion blur.
    let smear = -1.5 * offset / findings.diffusion_um2_per_s
    let longest = longestBlur * Double(stride) * displacement.interval_s
    return (
      MotionModel(exposure_s: min(smear, longest), localizationScale: 0, stride: stride), findings
    )
  }

  /// The model if the MSD is a straight line.
  ///
  /// A negative localisation variance means that the motion blur is longer than the stated exposure
  /// time: the exposure was not stated, or a codec mixes two frames, which keeps the MSD straight.
  /// The exposure time is then measured, too. One longer than a frame interval is physically
  /// impossible and makes consecutive displacements nearly dependent; displacements are then taken
  /// over two frames.
  private static func plainModel(
    _ displacement: EnsembleMSD, exposure_s: Double
  ) -> MotionModel {
    guard displacement.statesVariances else {
      return unstated(displacement, exposure_s: exposure_s)
    }
    guard let measured = displacement.measuredLocalizationScale(exposure_s: exposure_s) else {
      return MotionModel(exposure_s: exposure_s, localizationScale: 1)
    }
    if measured.value < -4 * measured.error, let smear = displacement.measuredExposure_s,
      smear > exposure_s
    {
      return blurred(exposure_s: smear, localizationScale: 1, interval_s: displacement.interval_s)
    }
    return MotionModel(exposure_s: exposure_s, localizationScale: localizationScale(measured))
  }

  /// The model of a measured exposure time, of displacements over two frames if it is longer than one.
  static func blurred(
    exposure_s: Double, localizationScale: Double, interval_s: Double
  ) -> MotionModel {
    let stride = exposure_s > 1.05 * interval_s ? 2 : 1
    return MotionModel(
      exposure_s: min(exposure_s, longestBlur * Double(stride) * interval_s),
      localizationScale: localizationScale, stride: stride)
  }

  /// The measured scale, combined with a prior of 1 for the variance reported by the fits.
  private static func localizationScale(_ measured: (value: Double, error: Double)) -> Double {
    let prior = predictionUncertainty
    let distance = abs(measured.value - 1)
    // Too far from 1 for the uncertainty of the fits, so the prior is not used.
    guard distance < 4 * (measured.error * measured.error + prior * prior).squareRoot() else {
      return max(measured.value, 0)
    }
    let weight = prior * prior / (prior * prior + measured.error * measured.error)
    return max(1 + weight * (measured.value - 1), 0)
  }
}
