/// Measures PSF width, noise and saturation from the first frames of a recording.
///
/// The width is measured in two stages. The band-pass with the highest peaks relative to its noise
/// gives the scale (the matched filter has the width of the spot). Gaussian fits to the brightest
/// isolated spots (`ReferenceSpots`) then give the value. The scale is determined from frame
/// differences, in which static structures cancel.
package enum PSFEstimation {
  /// Sigmas tried for the scale, in px: from the sharpest usable PSF to a large defocused disc.
  static let scales: [Float] = [0.8, 1.1, 1.5, 2.1, 2.9, 4.0, 5.6]
  /// Sigma used if a recording shows no spots, in px.
  package static let guess: Float = 1.2
  /// Number of frame differences used for the scale.
  private static let differenceCount = 3
  /// Number of peaks in the middle of the first difference at which this part is sufficient.
  private static let manyPeaks = 40

  /// Measures the imaging model from frames spread over the first seconds of a recording.
  ///
  /// - Parameters:
  ///   - frames: at least 1 frame, all of one size.
  ///   - staticBackground: their static background, in grey levels.
  ///   - scale: their fixed-point scale.
  /// - Returns: the model; its `spotCount` is 0 if the width is a guess.
  package static func measure(
    frames: [GrayImage], staticBackground: FloatImage, scale: FixedPointScale
  ) -> ImagingModel {
    let staticPixels = scale.staticPixels(of: staticBackground)
    let lights = frames.map { frame in
      var light = FixedPointImage(width: frame.width, height: frame.height)
      scale.convert(frame, less: staticPixels, into: &light)
      return light
    }
    var model = ImagingModel(
      sigma_px: coarseScale(lights, scale) ?? guess,
      noise: NoiseModel(floor: scale.noise * scale.noise, gain: 0.2, misfit: 0.05),
      saturation: Saturation.level(of: frames), threshold: DetectionThreshold.lowestThreshold,
      spotCount: 0)
    // The first round only has to approximate the width. The second round measures it and uses all
    // frames to determine the threshold.
    var falsePeaks: DetectionThreshold?
    learn(
      from: frames, lights, staticBackground: staticBackground, scale, enough: 60,
      falsePeaks: &falsePeaks, &model)
    falsePeaks = DetectionThreshold()
    learn(
      from: frames, lights, staticBackground: staticBackground, scale, enough: 240,
      falsePeaks: &falsePeaks, &model)
    model.threshold = falsePeaks?.threshold ?? DetectionThreshold.lowestThreshold
    return model
  }

  /// The scale at which the peaks of frame differences are highest relative to the noise.
  private static func coarseScale(_ lights: [FixedPointImage], _ scale: FixedPointScale) -> Float? {
    var changes = differences(lights)
    var filtered = FixedPointImage(width: lights[0].width, height: lights[0].height)
    var scratch = DifferenceOfGaussiansScratch()
    // The middle of the first difference is sufficient if it has many peaks.
    let middle = changes[0].middleRows(changes[0].height / 2)
    let first = DifferenceOfGaussians(sigma: scales[1])
    var known = peakHeights(
      in: middle, first, quiet: quietest(first, 1, scale), &filtered, &scratch)
    if known.count >= manyPeaks { changes = [middle] } else { known = [] }
    // Wide spots are detected equally well on a coarser grid, at a fraction of the cost.
    let halved = changes.map { $0.binnedByTwo() }
    let grids = [changes, halved, halved.map { $0.binnedByTwo() }]
    var best: (scale: Float, height: Float)?
    for sigma in scales {
      let level = sigma < 2 ? 0 : sigma < 4 ? 1 : 2
      let factor = Float(1 << level)
      let bandpass = DifferenceOfGaussians(sigma: sigma / factor)
      let quiet = quietest(bandpass, factor, scale)
      var heights = sigma == scales[1] ? known : []
      for change in grids[level] where heights.isEmpty || changes.count > 1 {
        heights += peakHeights(in: change, bandpass, quiet: quiet, &filtered, &scratch)
      }
      // Use the highest quarter, because the number of fainter peaks varies with the scale.
      heights.sort(by: >)
      let top = heights.prefix(max(heights.count / 4, 5))
      guard top.count >= 5 else { continue }
      let height = median(of: Array(top))
      if height > (best?.height ?? 0) { best = (sigma, height) }
    }
    return best?.scale
  }

  /// Lower limit for the band-passed noise of a difference image, in steps.
  ///
  /// This is the rounding noise of half a difference of two frames (0.2 grey levels) after binning
  /// `factor` × `factor` pixels.
  private static func quietest(
    _ bandpass: DifferenceOfGaussians, _ factor: Float, _ scale: FixedPointScale
  ) -> Float {
    max(0.2, 0.7 * scale.noiseFloor) * bandpass.noiseGain / factor * scale.stepsPerLevel
  }

  /// Responses of the forty highest peaks, in standard deviations of the noise.
  private static func peakHeights(
    in change: borrowing FixedPointImage, _ bandpass: DifferenceOfGaussians, quiet: Float,
    _ filtered: inout FixedPointImage, _ scratch: inout DifferenceOfGaussiansScratch
  ) -> [Float] {
    if filtered.width != change.width || filtered.height != change.height {
      filtered = FixedPointImage(width: change.width, height: change.height)
    }
    bandpass.apply(to: change, into: &filtered, scratch: &scratch)
    let deviation = max(filtered.robustDeviation, quiet)
    var peaks: [Peak] = []
    localMaxima(of: filtered, above: 6 * deviation, stepsPerLevel: 1, into: &peaks)
    return peaks.map { $0.response / deviation }.sorted(by: >).prefix(40).map { $0 }
  }

  private static func differences(_ lights: [FixedPointImage]) -> [FixedPointImage] {
    guard lights.count >= 2 else { return lights }
    let half = lights.count / 2
    return (0..<min(half, differenceCount)).map { i in
      var change = lights[i]
      change.halveDifference(from: lights[i + half])
      return change
    }
  }

  /// Refines width and noise with fits to bright isolated spots, until there are `enough` of them.
  ///
  /// If `falsePeaks` is not nil, all frames are searched for noise dips.
  private static func learn(
    from frames: [GrayImage], _ lights: [FixedPointImage], staticBackground: FloatImage,
    _ scale: FixedPointScale,
    enough: Int, falsePeaks: inout DetectionThreshold?, _ model: inout ImagingModel
  ) {
    var spots = ReferenceSpots(model, scale: scale)
    let bandpass = DifferenceOfGaussians(sigma: model.sigma_px)
    var filtered = FixedPointImage(width: staticBackground.width, height: staticBackground.height)
    var scratch = DifferenceOfGaussiansScratch()
    var peaks: [Peak] = []
    for (frame, light) in zip(frames, lights) {
      guard spots.count < enough || falsePeaks != nil else { break }
      bandpass.apply(to: light, into: &filtered, scratch: &scratch)
      let deviation = bandpass.noise(in: filtered, scale)
      localMaxima(
        of: filtered, above: DetectionThreshold.lowestThreshold * deviation,
        stepsPerLevel: scale.stepsPerLevel, into: &peaks)
      if spots.count < enough {
        spots.add(
          peaks.filter { $0.response > 6 * deviation }, in: frame,
          staticBackground: staticBackground)
      }
      falsePeaks?.add(
        &filtered, peaks: peaks, deviation: deviation, scale: scale, sigma: model.sigma_px)
    }
    model = spots.learnt(floor: scale.noise * scale.noise)
  }
}
