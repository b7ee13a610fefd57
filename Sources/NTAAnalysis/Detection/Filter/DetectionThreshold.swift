/// Determines the detection threshold from the negative peaks (dips) of the band-passed noise.
///
/// Noise is symmetric, but particles only give positive peaks. The deepest dips away from particles
/// (whose band-passed spots have dark rings) therefore show how high noise peaks get, whatever a
/// codec or a camera has done to the noise.
struct DetectionThreshold {
  /// Lowest threshold; white noise exceeds it about once in ten frames of 640 × 480 px.
  static let lowestThreshold: Float = 4.5
  /// Highest threshold; above it, faint particles would be lost because of single odd pixels.
  private static let highestThreshold: Float = 9
  /// Mean number of false peaks tolerated per frame.
  private static let toleratedPerFrame = 0.5

  /// Depths of the dips, in standard deviations of the noise.
  private var depths: [Float] = []
  private var frameCount = 0
  private var dips: [Peak] = []

  /// Adds the dips of a band-passed frame.
  ///
  /// - Parameters:
  ///   - filtered: the frame, bright spots positive, without the static background; negated on
  ///     return.
  ///   - peaks: its peaks above ``lowestThreshold``, in reading order.
  ///   - deviation: standard deviation of its noise, grey levels.
  ///   - scale: the fixed-point scale of the frame.
  ///   - sigma: sigma of the PSF, px.
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
    // Both lists are in reading order, so the first peak that can be near a dip only moves forward.
    var first = 0
    for dip in dips {
      while first < peaks.count, peaks[first].y < dip.y - reach { first += 1 }
      if Self.isFree(dip, of: peaks[first...], reach: reach) {
        depths.append(dip.response / deviation)
      }
    }
  }

  /// Detection threshold in robust standard deviations of the band-passed noise, from 4.5 to 9.
  var threshold: Float {
    let tolerated = Int(Self.toleratedPerFrame * Double(frameCount))
    guard depths.count > tolerated else { return Self.lowestThreshold }
    let depth = depths.sorted(by: >)[tolerated]
    return min(max(depth, Self.lowestThreshold), Self.highestThreshold)
  }

  /// True if no peak lies within `reach` rows and columns; `peaks` has none above these rows.
  private static func isFree(_ dip: Peak, of peaks: ArraySlice<Peak>, reach: Int) -> Bool {
    for peak in peaks {
      if peak.y > dip.y + reach { return true }
      if abs(peak.x - dip.x) <= reach { return false }
    }
    return true
  }
}
