/// How much a pixel fluctuates, by the light above the background that falls on it.
///
/// `variance = floor + gain * signal + misfit² * signal²`: read noise and the background's shot
/// noise; the signal's own shot noise; and what the Gaussian leaves of the spot's real shape.
/// All in grey levels.
struct NoiseModel: Sendable, Equatable {
  /// Variance where there is no particle, > 0.
  var floor: Float
  /// Grey levels of variance per grey level of signal, >= 0.
  var gain: Float
  /// Relative misfit of the spot's shape, >= 0.
  var misfit: Float

  /// Rounding to integers alone has this variance; no camera does better.
  static let quantisation: Float = 1 / 12

  @inline(__always)
  func variance(at signal: Float) -> Float {
    let light = signal > 0 ? signal : 0
    return floor + light * (gain + misfit * misfit * light)
  }
}
