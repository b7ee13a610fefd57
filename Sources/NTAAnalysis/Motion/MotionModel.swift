/// Measurement model of a diffusing particle: the distribution of observed displacements given D.
///
/// Berglund, PRE 82:011917 (2010). For a displacement over `dt` with exposure time `tE` and
/// localisation variances `s0`, `s1` of its ends, per axis: variance
/// `2 D dt - (2/3) D tE + s0 + s1`; covariance of consecutive displacements `D tE / 3 - s`, where
/// `s` is the variance of the point they share.
package struct MotionModel: Sendable, Equatable {
  /// Exposure time, s; longer than the actual one if a codec smears motion over frames.
  var exposure_s: Double
  /// Factor on the localisation variances reported by the fits.
  package var localizationScale: Double
  /// Frames between the points used for displacements; 1 unless short lags are unusable.
  package var stride: Int = 1

  package init(exposure_s: Double, localizationScale: Double, stride: Int = 1) {
    self.exposure_s = exposure_s
    self.localizationScale = localizationScale
    self.stride = stride
  }
}
