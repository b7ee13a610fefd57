/// Learns from the dark side of the noise how high a peak must stand to mean something.
///
/// Noise is as likely to dip as to rise, and particles only rise: the deepest dips, away from
/// particles (whose band-passed spots have dark rings), tell how high noise peaks get, whatever a
/// codec or a camera has done to it.
struct DetectionThreshold {
  /// For white noise at 640 × 480 one peak in some ten frames passes this.
  static let lowestThreshold: Float = 4.5
  /// Beyond this, faint particles would be given up for the sake of single odd pixels.
  private static let highestThreshold: Float = 9
  /// False peaks tolerated in a frame, on average.
  private static let toleratedPerFrame = 0.5

  /// How deep the dips are, in deviations of the noise.
  private var depths: [Float] = []
  private var frameCount = 0
  private var dips: [Peak] = []

  /// Adds the dips of a band-passed frame, which is turned over.
  ///
  /// - Parameters:
  ///   - filtered: bright spots up, still light removed.
  ///   - peaks: its peaks above ``lowestThreshold``.
  ///   - deviation: its noise, grey levels.
  ///   - scale: how light is held.
  ///   - sigma: width of a spot, px.
  mutating func add(
    _ filtered: inout FixedPointImage, peaks: [Peak], deviation: Float, scale: FixedPointScale,
    sigma: Float
  ) {
    let reach = Int((8 * sigma).rounded(.up))
    let bar = Self.lowestThreshold * deviation
    let steps = scale.stepsPerLevel
    filtered.negate()
    localMaxima(of: filtered, above: bar, stepsPerLevel: steps, into: &dips)
    frameCount += 1
    // Both lists are in reading order, so that the rows near a dip move along with it.
    var first = 0
    for dip in dips {
      while first < peaks.count, peaks[first].y < dip.y - reach { first += 1 }
      if Self.isFree(dip, of: peaks[first...], reach: reach) {
        depths.append(dip.response / deviation)
      }
    }
  }

  /// Threshold in units of the band-passed noise's robust deviation, from 4.5 to 9.
  var threshold: Float {
    let tolerated = Int(Self.toleratedPerFrame * Double(frameCount))
    guard depths.count > tolerated else { return Self.lowestThreshold }
    let depth = depths.sorted(by: >)[tolerated]
    return min(max(depth, Self.lowestThreshold), Self.highestThreshold)
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
