/// How a diffusing particle shows up in frames: what turns D into the law of observed steps.
///
/// Berglund, PRE 82:011917 (2010). For a step over `dt` with shutter time `tE` and localisation
/// variances `s0`, `s1` of its ends, per axis:
/// variance `2 D dt - (2/3) D tE + s0 + s1`; covariance of neighbouring steps `D tE / 3 - s`,
/// `s` being the variance of the point they share.
struct MotionModel: Sendable, Equatable {
  /// Shutter time, s; larger than the real one where a codec smears motion over frames.
  var exposure_s: Double
  /// Factor on the localisation variances the fits report.
  var localizationScale: Double
  /// Frames between the points whose steps are used; 1 but where short lags are spoilt.
  var stride: Int = 1
}
