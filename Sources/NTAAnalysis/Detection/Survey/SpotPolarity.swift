/// Whether the spots of a recording are brighter or darker than their surroundings.
package struct SpotPolarity: Sendable, Equatable {
  /// Number of strong dips in the band-passed frames.
  package var dips: Int
  /// Mean response of the strongest peaks, in standard deviations of the noise; 0 without any.
  package var peakStrength: Float
  /// The same of the strongest dips.
  package var dipStrength: Float

  /// Peaks and dips count from so many standard deviations of the noise.
  private static let strong: Float = 8
  /// Peaks and dips whose responses are compared.
  private static let compared = 20
  /// The ring around a spot has the other sign and a fraction of the response.
  private static let dominance: Float = 1.5

  /// Measures peaks and dips.
  ///
  /// - Parameters:
  ///   - frames: at least one frame, all of one size.
  ///   - scale: their fixed-point scale.
  ///   - sigma_px: sigma of the PSF.
  /// - Returns: the strengths over all frames, in the polarity of `scale`.
  package static func measure(
    in frames: [GrayImage], scale: FixedPointScale, sigma_px: Float
  ) -> SpotPolarity {
    let bandpass = DifferenceOfGaussians(sigma: sigma_px)
    var scratch = DifferenceOfGaussiansScratch()
    var light = FixedPointImage(width: frames[0].width, height: frames[0].height)
    var filtered = light
    var found: [Peak] = []
    var (peaks, dips): ([Float], [Float]) = ([], [])
    for frame in frames {
      scale.convert(frame, into: &light)
      bandpass.apply(to: light, into: &filtered, scratch: &scratch)
      let deviation = bandpass.noise(in: filtered, scale)
      let bar = strong * deviation
      localMaxima(of: filtered, above: bar, stepsPerLevel: scale.stepsPerLevel, into: &found)
      peaks += found.map { $0.response / deviation }
      filtered.negate()
      localMaxima(of: filtered, above: bar, stepsPerLevel: scale.stepsPerLevel, into: &found)
      dips += found.map { $0.response / deviation }
    }
    return SpotPolarity(
      dips: dips.count, peakStrength: strength(of: peaks), dipStrength: strength(of: dips))
  }

  /// Mean of the strongest responses.
  private static func strength(of responses: [Float]) -> Float {
    let strongest = responses.sorted(by: >).prefix(compared)
    return strongest.isEmpty ? 0 : strongest.reduce(0, +) / Float(strongest.count)
  }

  /// True if the strongest structures are of the other polarity than the one assumed.
  package var isOpposite: Bool {
    dips >= Self.compared && dipStrength > Self.dominance * peakStrength
  }
}
