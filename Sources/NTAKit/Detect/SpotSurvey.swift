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
  /// Differences of frames the scale is sought in.
  private static let differenceCount = 3
  /// Peaks in the first of them with which it will do.
  private static let manyPeaks = 40

  /// Surveys `frames`, which are some of one recording, spread over its first seconds.
  ///
  /// - Parameters:
  ///   - frames: at least 1 frame, all of one size.
  ///   - still: what does not move in them, in grey levels.
  ///   - scale: how their light is held.
  /// - Returns: the model; its `spotCount` is 0 when the width is a guess.
  static func measure(
    frames: [GrayImage], still: FloatImage, scale: LightScale
  ) -> SpotModel {
    let stillPixels = scale.stillPixels(of: still)
    let lights = frames.map { frame in
      var light = FixedImage(width: frame.width, height: frame.height)
      scale.convert(frame, less: stillPixels, into: &light)
      return light
    }
    let temporal = scale.noise * scale.noise
    var model = SpotModel(
      sigma_px: coarseScale(lights, scale) ?? guess,
      noise: NoiseModel(floor: temporal, gain: 0.2, misfit: 0.05),
      saturation: Saturation.level(of: frames), threshold: FalsePeaks.lowestThreshold,
      spotCount: 0)
    let survey = Frames(frames, lights, still: still, scale: scale)
    var unused: FalsePeaks?
    // The first round only has to bring the width near; the second measures, and looks at all
    // frames for what noise can do.
    learn(from: survey, enough: 60, temporal: temporal, falsePeaks: &unused, &model)
    var falsePeaks: FalsePeaks? = FalsePeaks()
    learn(from: survey, enough: 240, temporal: temporal, falsePeaks: &falsePeaks, &model)
    model.threshold = falsePeaks?.threshold ?? FalsePeaks.lowestThreshold
    return model
  }

  /// The scale at which the peaks of frame differences stand highest above the noise.
  private static func coarseScale(_ lights: [FixedImage], _ scale: LightScale) -> Float? {
    var changes = differences(lights)
    var filtered = FixedImage(width: lights[0].width, height: lights[0].height)
    var scratch = BandpassScratch()
    let first = Bandpass(sigma: scales[1])
    let plenty = peakHeights(
      in: changes[0], first, quiet: quietest(first, 1, scale), &filtered, &scratch)
    if plenty.count >= manyPeaks { changes.removeLast(changes.count - 1) }
    // What is wide is as well seen on a coarser grid, at a fraction of the work.
    let halved = changes.map { $0.binnedByTwo() }
    let grids = [changes, halved, halved.map { $0.binnedByTwo() }]
    var best: (scale: Float, height: Float)?
    for sigma in scales {
      let level = sigma < 2 ? 0 : sigma < 4 ? 1 : 2
      let factor = Float(1 << level)
      let bandpass = Bandpass(sigma: sigma / factor)
      let quiet = quietest(bandpass, factor, scale)
      var heights = sigma == scales[1] ? plenty : []
      for change in grids[level].dropFirst(heights.isEmpty ? 0 : 1) {
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
    _ bandpass: Bandpass, _ factor: Float, _ scale: LightScale
  ) -> Float {
    0.2 * bandpass.noiseGain / factor * scale.stepsPerLevel
  }

  /// Heights of the forty highest peaks, in deviations of the noise.
  private static func peakHeights(
    in change: borrowing FixedImage, _ bandpass: Bandpass, quiet: Float,
    _ filtered: inout FixedImage, _ scratch: inout BandpassScratch
  ) -> [Float] {
    if filtered.width != change.width || filtered.height != change.height {
      filtered = FixedImage(width: change.width, height: change.height)
    }
    bandpass.apply(to: change, into: &filtered, scratch: &scratch)
    let deviation = max(filtered.robustDeviation, quiet)
    var peaks: [Peak] = []
    localMaxima(of: filtered, above: 6 * deviation, stepsPerLevel: 1, into: &peaks)
    return peaks.map { $0.response / deviation }.sorted(by: >).prefix(40).map { $0 }
  }

  private static func differences(_ lights: [FixedImage]) -> [FixedImage] {
    guard lights.count >= 2 else { return lights }
    let half = lights.count / 2
    return (0..<min(half, differenceCount)).map { i in
      var change = lights[i]
      change.halveDifference(from: lights[i + half])
      return change
    }
  }

  /// The frames of a survey.
  private struct Frames {
    let frames: [GrayImage]
    let lights: [FixedImage]
    let still: FloatImage
    let scale: LightScale

    init(_ frames: [GrayImage], _ lights: [FixedImage], still: FloatImage, scale: LightScale) {
      (self.frames, self.lights, self.still, self.scale) = (frames, lights, still, scale)
    }
  }

  /// Improves width and noise by fits to bright lone spots, until there are `enough` of them.
  ///
  /// Where false peaks are asked for, all frames are looked at for them.
  private static func learn(
    from survey: borrowing Frames, enough: Int, temporal: Float,
    falsePeaks: inout FalsePeaks?, _ model: inout SpotModel
  ) {
    let scale = survey.scale
    var sigmas: [Float] = []
    var residuals = ResidualTable()
    let bandpass = Bandpass(sigma: model.sigma_px)
    var filtered = FixedImage(width: survey.still.width, height: survey.still.height)
    var scratch = BandpassScratch()
    var peaks: [Peak] = []
    var fitter = SpotFitter(
      sigma: model.sigma_px, noise: model.noise, saturation: model.saturation,
      polarity: scale.polarity)
    var fits: [SpotFit?] = []
    let reach = 2 * fitter.radius
    for (frame, light) in zip(survey.frames, survey.lights) {
      guard sigmas.count < enough || falsePeaks != nil else { break }
      bandpass.apply(to: light, into: &filtered, scratch: &scratch)
      let deviation = bandpass.noise(in: filtered, scale)
      if sigmas.count < enough {
        localMaxima(
          of: filtered, above: 6 * deviation, stepsPerLevel: scale.stepsPerLevel, into: &peaks)
        let lone = peaks.indices.filter { isLone($0, among: peaks, reach: reach, in: frame) }
          .map { peaks[$0] }.sorted { ($0.response, $1.y, $1.x) > ($1.response, $0.y, $0.x) }
        let chosen = Array(lone.prefix(fitsPerFrame))
        fits.removeAll(keepingCapacity: true)
        for peak in chosen {
          fitter.add(peak, neighbours: [], in: frame, still: survey.still, into: &fits)
        }
        fitter.finish(in: frame, still: survey.still, into: &fits)
        for (peak, fit) in zip(chosen, fits) {
          guard let fit, !fit.isSaturated, abs(fit.x - Float(peak.x)) < 1,
            abs(fit.y - Float(peak.y)) < 1
          else { continue }
          sigmas.append(fit.sigma)
          residuals.add(
            fit, in: frame, still: survey.still, scale: scale, noise: model.noise,
            radius: fitter.radius)
        }
      }
      falsePeaks?.add(&filtered, deviation: deviation, scale: scale, sigma: model.sigma_px)
    }
    guard sigmas.count >= 5 else { return }
    model.sigma_px = min(max(median(of: sigmas), 0.6), 8)
    model.noise = residuals.noiseModel(floor: temporal)
    model.spotCount = sigmas.count
  }

  private static func isLone(
    _ index: Int, among peaks: [Peak], reach: Int, in image: borrowing GrayImage
  ) -> Bool {
    let peak = peaks[index]
    guard peak.x >= reach, peak.y >= reach, peak.x < image.width - reach,
      peak.y < image.height - reach
    else { return false }
    var near = PeakNeighbours()
    near.find(around: index, among: peaks, reach: reach)
    return near.found.isEmpty
  }
}
