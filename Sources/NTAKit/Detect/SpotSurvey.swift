import Foundation

/// Measures spot width, noise and saturation from the first frames of a recording.
///
/// The width comes in two steps: the band-pass whose peaks stand highest above its noise gives the
/// scale (the matched filter has the spot's own width), then Gaussian fits to the brightest lone
/// spots give the value. Differences of frames are used for the scale, so that nothing still counts.
enum SpotSurvey {
  /// Widths tried for the scale, in px: from the sharpest a camera samples to a large defocused disc.
  static let scales: [Float] = [0.8, 1.1, 1.5, 2.1, 2.9, 4.0, 5.6]
  /// Used where a recording shows no spots at all.
  static let guess: Float = 1.2
  /// Spots fitted in one frame at most.
  private static let fitsPerFrame = 60

  /// Surveys `frames`, which are some of one recording, spread over its first seconds.
  ///
  /// - Parameters:
  ///   - frames: at least 1 frame, all of one size.
  ///   - lights: the same frames with bright spots up.
  static func measure(frames: [GrayImage], lights: [FloatImage]) -> SpotModel {
    precondition(!lights.isEmpty && frames.count == lights.count)
    let saturation = saturationLevel(of: frames)
    let temporal = temporalVariance(lights)
    var model = SpotModel(
      sigma_px: coarseScale(lights) ?? guess,
      noise: NoiseModel(floor: temporal, gain: 0.2, misfit: 0.05), saturation: saturation,
      threshold: FalsePeaks.lowestThreshold, spotCount: 0)
    for _ in 0..<2 {
      let fits = fitBrightSpots(lights, model: model)
      guard fits.sigmas.count >= 5 else { break }
      model.sigma_px = min(max(median(of: fits.sigmas), 0.6), 8)
      model.noise = fits.residuals.noiseModel(floor: temporal)
      model.spotCount = fits.sigmas.count
    }
    model.threshold = FalsePeaks.threshold(lights, sigma: model.sigma_px)
    return model
  }

  /// The scale at which the peaks of frame differences stand highest above the noise.
  private static func coarseScale(_ lights: [FloatImage]) -> Float? {
    let changes = differences(lights)
    var best: (scale: Float, height: Float)?
    for scale in scales {
      let bandpass = Bandpass(sigma: scale)
      var heights: [Float] = []
      for change in changes {
        var filtered = FloatImage(width: change.width, height: change.height)
        var scratch = BandpassScratch()
        bandpass.apply(to: change, into: &filtered, scratch: &scratch)
        let deviation = max(robustDeviation(of: filtered.pixels), 0.2 * bandpass.noiseGain)
        var peaks: [Peak] = []
        localMaxima(of: filtered, above: 6 * deviation, into: &peaks)
        heights += peaks.prefix(40).map { $0.response / deviation }
      }
      // The best-seen quarter decides: fainter peaks come and go with the scale.
      let top = heights.sorted(by: >).prefix(max(heights.count / 4, 5))
      guard top.count >= 5 else { continue }
      let height = median(of: Array(top))
      if height > (best?.height ?? 0) { best = (scale, height) }
    }
    return best?.scale
  }

  private static func differences(_ lights: [FloatImage]) -> [FloatImage] {
    guard lights.count >= 2 else { return lights }
    let half = lights.count / 2
    return (0..<min(half, 3)).map { i in
      var change = lights[i]
      let other = lights[i + half].pixels
      for k in change.pixels.indices { change.pixels[k] -= other[k] }
      return change
    }
  }

  /// Variance of a pixel from frame to frame, in the dark bulk of the image.
  private static func temporalVariance(_ lights: [FloatImage]) -> Float {
    guard lights.count >= 2 else {
      let deviation = robustDeviation(of: lights[0].pixels)
      return max(deviation * deviation, NoiseModel.quantisation)
    }
    let variances = (1..<lights.count).map { i -> Float in
      var change = lights[i].pixels
      let other = lights[i - 1].pixels
      for k in change.indices { change[k] -= other[k] }
      let deviation = robustDeviation(ofWholeNumbers: change)
      return 0.5 * deviation * deviation
    }
    return max(median(of: variances), NoiseModel.quantisation)
  }

  private static func fitBrightSpots(
    _ lights: [FloatImage], model: SpotModel
  ) -> (sigmas: [Float], residuals: ResidualTable) {
    var sigmas: [Float] = []
    var residuals = ResidualTable()
    let bandpass = Bandpass(sigma: model.sigma_px)
    let none = FloatImage(width: lights[0].width, height: lights[0].height)
    var fitter = SpotFitter(sigma: model.sigma_px, noise: model.noise, saturation: model.saturation)
    for light in lights.prefix(6) {
      var filtered = FloatImage(width: light.width, height: light.height)
      var scratch = BandpassScratch()
      bandpass.apply(to: light, into: &filtered, scratch: &scratch)
      let deviation = robustDeviation(of: filtered.pixels)
      var peaks: [Peak] = []
      localMaxima(of: filtered, above: 6 * max(deviation, 0.2 * bandpass.noiseGain), into: &peaks)
      let lone = peaks.filter { isLone($0, among: peaks, reach: 2 * fitter.radius, in: light) }
      for peak in lone.prefix(fitsPerFrame) {
        guard let fit = fitter.fit(peak, in: light, still: none, neighbours: []),
          !fit.isSaturated, abs(fit.x - Float(peak.x)) < 1, abs(fit.y - Float(peak.y)) < 1
        else { continue }
        sigmas.append(fit.sigma)
        residuals.add(fit, in: light, radius: fitter.radius)
      }
    }
    return (sigmas, residuals)
  }

  private static func isLone(
    _ peak: Peak, among peaks: [Peak], reach: Int, in image: borrowing FloatImage
  ) -> Bool {
    guard peak.x >= reach, peak.y >= reach, peak.x < image.width - reach,
      peak.y < image.height - reach
    else { return false }
    return !peaks.contains {
      $0 != peak && abs($0.x - peak.x) <= reach && abs($0.y - peak.y) <= reach
    }
  }

  /// The grey level at which samples pile up, or infinity when none do.
  ///
  /// Files squeezed to a limited range saturate below their white level, so the level is the
  /// largest one seen, if more samples sit there than the few levels below would lead to expect.
  static func saturationLevel(of frames: [GrayImage]) -> Float {
    guard let white = frames.map(\.whiteLevel).max() else { return .infinity }
    var counts = [Int](repeating: 0, count: Int(white) + 1)
    for frame in frames {
      for value in frame.pixels { counts[min(Int(value), Int(white))] += 1 }
    }
    guard let top = counts.lastIndex(where: { $0 > 0 }), top >= 4 else { return .infinity }
    let below = counts[(top - 3)..<top].reduce(0, +)
    return counts[top] >= 4 && counts[top] > below ? Float(top) : .infinity
  }
}
