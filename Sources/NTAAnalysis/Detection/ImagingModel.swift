/// The PSF and noise model of one recording, measured before detection starts.
public struct ImagingModel: Sendable, Equatable {
  /// Sigma of the Gaussian PSF of an in-focus spot, in px.
  public var sigma_px: Float
  /// Noise of a pixel as a function of the signal.
  package var noise: NoiseModel
  /// Raw grey level at and above which pixels count as saturated; infinite if none are.
  package var saturation: Float
  /// Detection threshold on the peak response, in standard deviations of the band-passed noise.
  package var threshold: Float
  /// Number of spots the width was measured on; 0 if there were too few and `sigma_px` is a guess.
  public var spotCount: Int

  /// Standard deviation of a pixel between spots, in grey levels.
  public var noiseDeviation: Float { noise.floor.squareRoot() }
  /// Lowest saturated grey level; nil if no pixel is saturated.
  public var saturationLevel: Float? { saturation.isFinite ? saturation : nil }
}
