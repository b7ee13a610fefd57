/// Whether the spots of a recording are brighter or darker than their surroundings.
package struct SpotPolarity: Sendable, Equatable {
  /// Strong peaks of the band-passed frames, and strong dips.
  package var peaks: Int
  package var dips: Int

  /// Peaks and dips count from so many standard deviations of the noise.
  private static let strong: Float = 8
  /// A spot has a ring of the other sign, so that a clear majority is needed.
  private static let majority = 3
  private static let fewest = 20

  /// Counts strong peaks and dips.
  ///
  /// - Parameters:
  ///   - frames: at least one frame.
  ///   - scale: their fixed-point scale.
  ///   - sigma_px: sigma of the PSF.
  /// - Returns: the counts over all frames, in the polarity of `scale`.
  package static func count(
    in frames: [GrayImage], scale: FixedPointScale, sigma_px: Float
  ) -> SpotPolarity {
    var result = SpotPolarity(peaks: 0, dips: 0)
    let bandpass = DifferenceOfGaussians(sigma: sigma_px)
    var scratch = DifferenceOfGaussiansScratch()
    var light = FixedPointImage(width: frames[0].width, height: frames[0].height)
    var filtered = light
    var peaks: [Peak] = []
    for frame in frames {
      scale.convert(frame, into: &light)
      bandpass.apply(to: light, into: &filtered, scratch: &scratch)
      let bar = strong * bandpass.noise(in: filtered, scale)
      localMaxima(of: filtered, above: bar, stepsPerLevel: scale.stepsPerLevel, into: &peaks)
      result.peaks += peaks.count
      filtered.negate()
      localMaxima(of: filtered, above: bar, stepsPerLevel: scale.stepsPerLevel, into: &peaks)
      result.dips += peaks.count
    }
    return result
  }

  /// True if most strong structures are of the other polarity than the one assumed.
  package var isOpposite: Bool {
    dips >= Self.fewest && dips > Self.majority * peaks
  }
}
