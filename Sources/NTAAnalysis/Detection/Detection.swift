/// One spot found in one frame.
///
/// Coordinates are pixels from the centre of the top-left pixel, x to the right and y down.
public struct Detection: Sendable, Equatable {
  /// Column of the centre.
  public var x: Float
  /// Row of the centre.
  public var y: Float
  /// Height of the fitted spot above its surroundings, in grey levels.
  public var intensity: Float
  /// Width of the fitted spot: the sigma of its Gaussian, in px.
  public var sigma: Float
  /// Variance of x, and of y, by the fit's own account, in px²; `nan` if unknown.
  public var variance: Float
  /// True when some of the spot's pixels were at the camera's limit.
  public var isSaturated: Bool

  /// A spot from its values.
  public init(
    x: Float, y: Float, intensity: Float, sigma: Float, variance: Float, isSaturated: Bool = false
  ) {
    self.x = x
    self.y = y
    self.intensity = intensity
    self.sigma = sigma
    self.variance = variance
    self.isSaturated = isSaturated
  }
}
