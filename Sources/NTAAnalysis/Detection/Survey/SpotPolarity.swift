/// Whether the spots of a recording are brighter or darker than their surroundings.
package struct SpotPolarity: Sendable, Equatable {
  /// Strong peaks of the band-passed frames, and strong dips; those beside a stronger structure of the
  /// other sign are not counted, because every spot has a ring of the other sign.
  package var peaks: Int
  package var dips: Int

  /// Peaks and dips count from so many standard deviations of the noise.
  private static let strong: Float = 8
  /// Structures of one sign for each one of the other, above which they are the spots.
  private static let majority = 3
  /// Radius of a spot's ring, in sigmas of the PSF.
  private static let ringRadius: Float = 4
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
    let reach = Int((ringRadius * sigma_px).rounded(.up))
    for frame in frames {
      scale.convert(frame, into: &light)
      bandpass.apply(to: light, into: &filtered, scratch: &scratch)
      let bar = strong * bandpass.noise(in: filtered, scale)
      localMaxima(of: filtered, above: bar, stepsPerLevel: scale.stepsPerLevel, into: &peaks)
      result.peaks += peaks.count { stands($0, in: filtered, reach: reach) }
      filtered.negate()
      localMaxima(of: filtered, above: bar, stepsPerLevel: scale.stepsPerLevel, into: &peaks)
      result.dips += peaks.count { stands($0, in: filtered, reach: reach) }
    }
    return result
  }

  /// True if no structure of the other sign within `reach` px is stronger than a peak.
  private static func stands(
    _ peak: Peak, in image: borrowing FixedPointImage, reach: Int
  ) -> Bool {
    let opposite = -image[peak.x, peak.y]
    for y in max(peak.y - reach, 0)...min(peak.y + reach, image.height - 1) {
      for x in max(peak.x - reach, 0)...min(peak.x + reach, image.width - 1)
      where image[x, y] < opposite { return false }
    }
    return true
  }

  /// True if most strong structures are of the other polarity than the one assumed.
  package var isOpposite: Bool {
    dips >= Self.fewest && dips > Self.majority * peaks
  }
}
