/// Learns from the dark side of the noise how high a peak must stand to mean something.
///
/// Noise is as likely to dip as to rise, and particles only rise: the deepest dips, away from
/// particles (whose band-passed spots have dark rings), tell how high noise peaks get, whatever a
/// codec or a camera has done to it.
enum FalsePeaks {
  /// For white noise at 640 × 480 one peak in some ten frames passes this.
  static let lowestThreshold: Float = 4.5
  /// Beyond this, faint particles would be given up for the sake of single odd pixels.
  private static let highestThreshold: Float = 9
  /// False peaks tolerated in a frame, on average.
  private static let toleratedPerFrame = 0.5

  /// Threshold in units of the band-passed noise's robust deviation.
  ///
  /// - Parameters:
  ///   - lights: frames with bright spots up, still light removed.
  ///   - scale: how their light is held.
  ///   - sigma: width of a spot, px.
  /// - Returns: a height from 4.5 to 9.
  static func threshold(_ lights: [FixedImage], scale: LightScale, sigma: Float) -> Float {
    let bandpass = Bandpass(sigma: sigma)
    let reach = Int((8 * sigma).rounded(.up))
    var depths: [Float] = []
    var scratch = BandpassScratch()
    var filtered = FixedImage(width: lights[0].width, height: lights[0].height)
    var peaks: [Peak] = []
    var dips: [Peak] = []
    let steps = scale.stepsPerLevel
    for light in lights {
      bandpass.apply(to: light, into: &filtered, scratch: &scratch)
      let deviation = bandpass.noise(in: filtered, scale)
      let bar = lowestThreshold * deviation
      localMaxima(of: filtered, above: bar, stepsPerLevel: steps, into: &peaks)
      filtered.negate()
      localMaxima(of: filtered, above: bar, stepsPerLevel: steps, into: &dips)
      // Both lists are in reading order, so that the rows near a dip move along with it.
      var first = 0
      for dip in dips {
        while first < peaks.count, peaks[first].y < dip.y - reach { first += 1 }
        if isFree(dip, of: peaks[first...], reach: reach) {
          depths.append(dip.response / deviation)
        }
      }
    }
    depths.sort(by: >)
    let tolerated = Int(toleratedPerFrame * Double(lights.count))
    guard depths.count > tolerated else { return lowestThreshold }
    return min(max(depths[tolerated], lowestThreshold), highestThreshold)
  }

  /// True when none of the peaks, which start within `reach` rows, stands within as many columns.
  private static func isFree(_ dip: Peak, of peaks: ArraySlice<Peak>, reach: Int) -> Bool {
    for peak in peaks {
      if peak.y > dip.y + reach { return true }
      if abs(peak.x - dip.x) <= reach { return false }
    }
    return true
  }
}
