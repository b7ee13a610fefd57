/// One detected spot in one frame.
///
/// Coordinates are in px from the centre of the top-left pixel, x to the right and y down.
public struct Detection: Sendable, Equatable {
  /// Column of the centre.
  public var x: Float
  /// Row of the centre.
  public var y: Float
  /// Fitted amplitude above the local background, in grey levels.
  public var intensity: Float
  /// Sigma of the fitted Gaussian, in px.
  public var sigma: Float
  /// Localization variance per axis as estimated by the fit, in px²; `nan` if unknown.
  public var variance: Float
  /// True if some of the spot's pixels were saturated.
  public var isSaturated: Bool

  /// Creates a detection from its values.
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
