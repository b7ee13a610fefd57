/// Variance of a pixel as a function of its signal above the background.
///
/// `variance = floor + gain * signal + misfit² * signal²`. The terms are read noise with the shot
/// noise of the background, the shot noise of the signal, and the misfit of the Gaussian to the
/// real shape of the PSF. All in grey levels.
package struct NoiseModel: Sendable, Equatable {
  /// Variance without signal, in grey levels squared, > 0.
  var floor: Float
  /// Variance per grey level of signal (the camera gain), in grey levels, >= 0.
  var gain: Float
  /// Misfit of the spot's shape relative to the signal, >= 0.
  var misfit: Float

  /// Variance of rounding to integers, the lower limit for any camera, in grey levels squared.
  static let quantisation: Float = 1 / 12

  @inline(__always)
  func variance(at signal: Float) -> Float {
    let light = signal > 0 ? signal : 0
    return floor + light * (gain + misfit * misfit * light)
  }
}
