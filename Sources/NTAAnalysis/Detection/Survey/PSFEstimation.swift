/// Measures spot width, noise and saturation from the first frames of a recording.
///
/// The width comes in two steps: the band-pass whose peaks stand highest above its noise gives the
/// scale (the matched filter has the spot's own width), then Gaussian fits to the brightest lone
/// spots give the value. Differences of frames are used for the scale, so that nothing still counts.
enum PSFEstimation {
  /// Widths tried for the scale, in px: from the sharpest a camera samples to a large defocused disc.
  static let scales: [Float] = [0.8, 1.1, 1.5, 2.1, 2.9, 4.0, 5.6]
  /// Used where a recording shows no spots at all.
  static let guess: Float = 1.2
  /// Differences of frames the scale is sought in.
  private static let differenceCount = 3
  /// Peaks in the middle of the first of them with which that will do.
  private static let manyPeaks = 40

  /// Surveys `frames`, which are some of one recording, spread over its first seconds.
  ///
  /// - Parameters:
  ///   - frames: at least 1 frame, all of one size.
  ///   - still: what does not move in them, in grey levels.
  ///   - scale: how their light is held.
  /// - Returns: the model; its `spotCount` is 0 when the width is a guess.
  static func measure(
    frames: [GrayImage], still: FloatImage, scale: FixedPointScale
  ) -> ImagingModel {
    let stillPixels = scale.stillPixels(of: still)
    let lights = frames.map { frame in
      var light = FixedPointImage(width: frame.width, height: frame.height)
      scale.convert(frame, less: stillPixels, into: &light)
      return light
    }
    var model = ImagingModel(
      sigma_px: coarseScale(lights, scale) ?? guess,
      noise: NoiseModel(floor: scale.noise * scale.noise, gain: 0.2, misfit: 0.05),
      saturation: Saturation.level(of: frames), threshold: DetectionThreshold.lowestThreshold,
      spotCount: 0)
    // The first round only has to bring the width near; the second measures, and looks at all
    // frames for what noise can do.
    var falsePeaks: DetectionThreshold?
    learn(from: frames, lights, still: still, scale, enough: 60, falsePeaks: &falsePeaks, &model)
    falsePeaks = DetectionThreshold()
    learn(from: frames, lights, still: still, scale, enough: 240, falsePeaks: &falsePeaks, &model)
    model.threshold = falsePeaks?.threshold ?? DetectionThreshold.lowestThreshold
    return model
  }

  /// The scale at which the peaks of frame differences stand highest above the noise.
  private static func coarseScale(_ lights: [FixedPointImage], _ scale: FixedPointScale) -> Float? {
    var changes = differences(lights)
    var filtered = FixedPointImage(width: lights[0].width, height: lights[0].height)
    var scratch = DifferenceOfGaussiansScratch()
    // The middle of the first will do where there are many peaks in it.
    let middle = changes[0].middleRows(changes[0].height / 2)
    let first = DifferenceOfGaussians(sigma: scales[1])
    var known = peakHeights(
      in: middle, first, quiet: quietest(first, 1, scale), &filtered, &scratch)
    if known.count >= manyPeaks { changes = [middle] } else { known = [] }
    // What is wide is as well seen on a coarser grid, at a fraction of the work.
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
      // The best-seen quarter decides: fainter peaks come and go with the scale.
      heights.sort(by: >)
      let top = heights.prefix(max(heights.count / 4, 5))
      guard top.count >= 5 else { continue }
      let height = median(of: Array(top))
      if height > (best?.height ?? 0) { best = (sigma, height) }
    }
    return best?.scale
  }

  /// What is left of the rounding of grey levels where pixels were binned, `factor` on a side.
  private static func quietest(
    _ bandpass: DifferenceOfGaussians, _ factor: Float, _ scale: FixedPointScale
  ) -> Float {
    0.2 * bandpass.noiseGain / factor * scale.stepsPerLevel
  }

  /// Heights of the forty highest peaks, in deviations of the noise.
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

  /// Improves width and noise by fits to bright lone spots, until there are `enough` of them.
  ///
  /// Where false peaks are asked for, all frames are looked at for them.
  private static func learn(
    from frames: [GrayImage], _ lights: [FixedPointImage], still: FloatImage,
    _ scale: FixedPointScale,
    enough: Int, falsePeaks: inout DetectionThreshold?, _ model: inout ImagingModel
  ) {
    var spots = ReferenceSpots(model, scale: scale)
    let bandpass = DifferenceOfGaussians(sigma: model.sigma_px)
    var filtered = FixedPointImage(width: still.width, height: still.height)
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
        spots.add(peaks.filter { $0.response > 6 * deviation }, in: frame, still: still)
      }
      falsePeaks?.add(
        &filtered, peaks: peaks, deviation: deviation, scale: scale, sigma: model.sigma_px)
    }
    model = spots.learnt(floor: scale.noise * scale.noise)
  }
}
