/// What spots and noise look like in one recording, measured before the first spot is searched.
public struct ImagingModel: Sendable, Equatable {
  /// Width of an ordinary spot, the sigma of its Gaussian, in px.
  public var sigma_px: Float
  /// Noise of a pixel by the light on it.
  var noise: NoiseModel
  /// Raw grey level from which pixels count as saturated; infinite if none are.
  var saturation: Float
  /// Height, in deviations of the band-passed noise, above which a peak counts.
  var threshold: Float
  /// Spots the width was measured on; 0 when there were none and `sigma_px` is a guess.
  public var spotCount: Int
}
