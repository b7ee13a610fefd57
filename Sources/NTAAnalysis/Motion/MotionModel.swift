/// Measurement model of a diffusing particle: the distribution of observed displacements given D.
///
/// Berglund, PRE 82:011917 (2010). For a displacement over `dt` with exposure time `tE` and
/// localisation variances `s0`, `s1` of its ends, per axis: variance
/// `2 D dt - (2/3) D tE + s0 + s1`; covariance of consecutive displacements `D tE / 3 - s`, where
/// `s` is the variance of the point they share. A flow that differs from particle to particle adds
/// `V dt dt'` to the covariance of any two displacements of a track, where `V` is the variance of the
/// flow velocity over the particles.
public struct MotionModel: Sendable, Equatable {
  /// Exposure time, s; longer than the actual one if a codec smears motion over frames.
  public var exposure_s: Double
  /// Factor on the localisation variances reported by the fits.
  public var localizationScale: Double
  /// Frames between the points used for displacements; 1 unless short lags are unusable.
  public var stride: Int = 1
  /// Variance over the particles of the velocity with which a flow carries each of them, along x and
  /// y, µm²/s²; 0 without such a flow.
  ///
  /// The velocity of a track is not estimated but integrated over, with a normal distribution of this
  /// variance.
  public var flowVariance_um2_per_s2 = SIMD2<Double>.zero

  /// A model from its values.
  ///
  /// - Parameters:
  ///   - exposure_s: exposure time, >= 0 s.
  ///   - localizationScale: factor on the localisation variances reported by the fits, >= 0.
  ///   - stride: frames between the points used for displacements, at least 1.
  public init(exposure_s: Double, localizationScale: Double = 1, stride: Int = 1) {
    precondition(exposure_s >= 0 && localizationScale >= 0 && stride >= 1)
    self.exposure_s = exposure_s
    self.localizationScale = localizationScale
    self.stride = stride
  }
}
