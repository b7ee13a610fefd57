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
  ///   - sigma: width of a spot, px.
  static func threshold(_ lights: [FloatImage], sigma: Float) -> Float {
    let bandpass = Bandpass(sigma: sigma)
    let reach = Int((8 * sigma).rounded(.up))
    var depths: [Float] = []
    for light in lights {
      var filtered = FloatImage(width: light.width, height: light.height)
      var scratch = BandpassScratch()
      bandpass.apply(to: light, into: &filtered, scratch: &scratch)
      let deviation = max(
        robustDeviation(of: filtered.pixels),
        bandpass.noiseGain * NoiseModel.quantisation.squareRoot())
      var peaks: [Peak] = []
      localMaxima(of: filtered, above: lowestThreshold * deviation, into: &peaks)
      for i in filtered.pixels.indices { filtered.pixels[i] = -filtered.pixels[i] }
      var dips: [Peak] = []
      localMaxima(of: filtered, above: lowestThreshold * deviation, into: &dips)
      let free = dips.filter { dip in
        !peaks.contains { abs($0.x - dip.x) <= reach && abs($0.y - dip.y) <= reach }
      }
      depths += free.map { $0.response / deviation }
    }
    depths.sort(by: >)
    let tolerated = Int(toleratedPerFrame * Double(lights.count))
    guard depths.count > tolerated else { return lowestThreshold }
    return min(max(depths[tolerated], lowestThreshold), highestThreshold)
  }
}
