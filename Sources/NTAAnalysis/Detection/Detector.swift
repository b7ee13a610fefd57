/// Detects the spots of one frame at a time.
///
/// The frame is converted to fixed point without the static background, band-passed, and searched
/// for local maxima, which a `SpotFitter` then fits. Each task needs its own instance, which
/// reuses its image buffers for all frames. The static background is the only information a
/// detector has about other frames.
package struct Detector: Sendable {
  package let model: ImagingModel
  /// Detection limit of the last frame: amplitude of an in-focus spot at the threshold, in grey
  /// levels.
  private(set) var limitAmplitude: Float = 0

  /// Noise floor: the lowest pixel standard deviation the threshold is based on, in grey levels.
  ///
  /// A codec removes most of the noise between spots but leaves its artefacts at the spots, so the
  /// noise measured in a frame can be too low.
  package var noiseFloor: Float = 0
  /// Detection limit (amplitude, grey levels) to use instead of the one set by the frame's noise.
  var imposedLimit: Float?

  private let scale: FixedPointScale
  private let bandpass: DifferenceOfGaussians
  /// Band-pass response to an in-focus spot of unit amplitude.
  private let peakResponse: Float
  private var fitter: SpotFitter
  private var wideSpots: DefocusedSpots
  private var wideFitter: SpotFitter
  private var widePeaks: [Peak] = []
  /// Static background in grey levels, and its nonzero pixels in fixed-point steps.
  private var staticBackground: FloatImage
  private var staticPixels: [StaticPixel] = []
  private var light: FixedPointImage
  private var filtered: FixedPointImage
  /// The image smoothed by the wide Gaussian, at every other pixel and row.
  private var halved: FixedPointImage
  private var scratch = DifferenceOfGaussiansScratch()
  /// Peaks of the frame in reading order.
  private var peaks: [Peak] = []
  /// Indices of the peaks in descending order of response.
  private var byResponse: [Int] = []
  private var near = PeakNeighbours()
  private var neighbours: [Peak] = []
  /// Fits in the order of `byResponse`, and the concatenated neighbour lists of their peaks.
  private var fits: [SpotFit?] = []
  private var nearby: [Int] = []
  private var nearbyStarts: [Int] = []
  /// Index of the detection made from each peak, -1 if there is none.
  private var detectionOfPeak: [Int] = []

  /// Creates a detector for frames of one size; the static background is zero until it is set.
  package init(model: ImagingModel, width: Int, height: Int, scale: FixedPointScale) {
    self.model = model
    self.scale = scale
    bandpass = DifferenceOfGaussians(sigma: model.sigma_px)
    peakResponse = bandpass.peakResponse(toSpotOf: model.sigma_px)
    fitter = SpotFitter(
      sigma: model.sigma_px, noise: model.noise, saturation: model.saturation,
      polarity: scale.polarity)
    wideSpots = DefocusedSpots(ordinarySigma: model.sigma_px)
    wideFitter = SpotFitter(
      sigma: wideSpots.sigma, noise: model.noise, saturation: model.saturation,
      polarity: scale.polarity)
    staticBackground = FloatImage(width: width, height: height)
    light = FixedPointImage(width: width, height: height)
    filtered = light
    halved = FixedPointImage(width: width / 2, height: height / 2)
  }

  /// Sets the static background of the following frames, in grey levels, bright spots positive.
  mutating func setBackground(_ light: FloatImage) {
    staticBackground = light
    staticBackground.findDark()
    staticPixels = scale.staticPixels(of: light)
  }

  /// Copies the static background of another detector for frames of the same size.
  mutating func takeBackground(of other: Detector) {
    staticBackground = other.staticBackground
    staticPixels = other.staticPixels
  }

  /// Replaces `detections` by the spots of `image`.
  ///
  /// In-focus spots come first, in descending order of peak response; defocused spots follow.
  mutating func detect(in image: borrowing GrayImage, into detections: inout [Detection]) {
    scale.convert(image, less: staticPixels, into: &light)
    detectInLight(of: image, into: &detections)
  }

  /// Does the same for a compact frame, which is unpacked into `image` first.
  mutating func detect(
    in frame: borrowing CompactFrame, through image: inout GrayImage,
    into detections: inout [Detection]
  ) {
    scale.convert(frame, through: &image, less: staticPixels, into: &light)
    detectInLight(of: image, into: &detections)
  }

  private mutating func detectInLight(
    of image: borrowing GrayImage, into detections: inout [Detection]
  ) {
    detections.removeAll(keepingCapacity: true)
    bandpass.apply(to: light, into: &filtered, halved: &halved, scratch: &scratch)
    let threshold =
      imposedLimit.map { $0 * peakResponse }
      ?? max(
        model.threshold * bandpass.noise(in: filtered, scale),
        DetectionThreshold.lowestThreshold * bandpass.noiseGain * noiseFloor)
    limitAmplitude = threshold / peakResponse
    localMaxima(
      of: filtered, above: threshold, stepsPerLevel: scale.stepsPerLevel, into: &peaks)
    dropPeaksBelowBackgroundNoise()
    SaturatedPeaks.merge(&peaks, in: image, saturation: fitter.saturation, reach: 2 * fitter.radius)
    wideSpots.separate(
      &halved, scale: scale, threshold: model.threshold, peaks: &peaks, wide: &widePeaks)
    byResponse.removeAll(keepingCapacity: true)
    byResponse.append(contentsOf: peaks.indices)
    byResponse.sort { (peaks[$0].response, $1) > (peaks[$1].response, $0) }
    detectionOfPeak.removeAll(keepingCapacity: true)
    for _ in peaks { detectionOfPeak.append(-1) }
    fitPeaks(in: image)
    for (place, index) in byResponse.enumerated() {
      if let fit = fits[place] { append(fit, of: index, place, to: &detections) }
    }
    fitWideSpots(in: image, into: &detections)
  }

  /// Fits the peaks in descending order of response.
  private mutating func fitPeaks(in image: borrowing GrayImage) {
    fits.removeAll(keepingCapacity: true)
    nearby.removeAll(keepingCapacity: true)
    nearbyStarts.removeAll(keepingCapacity: true)
    for index in byResponse {
      near.find(around: index, among: peaks, reach: 2 * fitter.radius)
      nearbyStarts.append(nearby.count)
      nearby.append(contentsOf: near.found)
      neighbours.removeAll(keepingCapacity: true)
      for other in near.found { neighbours.append(peaks[other]) }
      for wide in widePeaks where isNear(wide, peaks[index], reach: 2 * fitter.radius) {
        neighbours.append(wide)
      }
      fitter.add(
        peaks[index], neighbours: neighbours, in: image, staticBackground: staticBackground,
        into: &fits)
    }
    fitter.finish(in: image, staticBackground: staticBackground, into: &fits)
    nearbyStarts.append(nearby.count)
  }

  private func isNear(_ a: Peak, _ b: Peak, reach: Int) -> Bool {
    abs(a.x - b.x) <= reach && abs(a.y - b.y) <= reach
  }

  private mutating func fitWideSpots(
    in image: borrowing GrayImage, into detections: inout [Detection]
  ) {
    fits.removeAll(keepingCapacity: true)
    for peak in widePeaks {
      neighbours.removeAll(keepingCapacity: true)
      let reach = 2 * wideFitter.radius
      for other in peaks where isNear(other, peak, reach: reach) { neighbours.append(other) }
      for other in widePeaks where other != peak && isNear(other, peak, reach: reach) {
        neighbours.append(other)
      }
      wideFitter.add(
        peak, neighbours: neighbours, in: image, staticBackground: staticBackground, into: &fits)
    }
    wideFitter.finish(in: image, staticBackground: staticBackground, into: &fits)
    for case let fit? in fits
    where fit.sigma > model.sigma_px && fit.sigma < 2.9 * wideFitter.sigma {
      detections.append(Detection(fit))
    }
  }

  /// Drops peaks that do not exceed the noise of the static background they lie on.
  private mutating func dropPeaksBelowBackgroundNoise() {
    var kept = 0
    for i in peaks.indices {
      let light = staticBackground[peaks[i].x, peaks[i].y]
      if light > 0 {
        let deviation = bandpass.noiseGain * model.noise.variance(at: light).squareRoot()
        if peaks[i].response < model.threshold * deviation { continue }
      }
      peaks[kept] = peaks[i]
      kept += 1
    }
    peaks.removeLast(peaks.count - kept)
  }

  /// Appends a fit unless its width is implausible or it duplicates the spot of a brighter peak.
  ///
  /// A fitted centre stays within its window, so only neighbouring peaks can give the same spot.
  private mutating func append(
    _ fit: SpotFit, of index: Int, _ place: Int, to detections: inout [Detection]
  ) {
    // A hot pixel or a single noisy sample is narrower than the PSF of any lens.
    guard fit.sigma > 0.5 * model.sigma_px, fit.sigma < 2.9 * model.sigma_px else { return }
    let tooNear = model.sigma_px * model.sigma_px
    for i in nearbyStarts[place]..<nearbyStarts[place + 1] where detectionOfPeak[nearby[i]] >= 0 {
      let peak = nearby[i]
      let dx = detections[detectionOfPeak[peak]].x - fit.x
      let dy = detections[detectionOfPeak[peak]].y - fit.y
      if dx * dx + dy * dy < tooNear { return }
    }
    detectionOfPeak[index] = detections.count
    detections.append(Detection(fit))
  }
}

extension Detection {
  /// Creates a detection from a fit.
  init(_ fit: SpotFit) {
    self.init(
      x: fit.x, y: fit.y, intensity: fit.amplitude, sigma: fit.sigma, variance: fit.variance,
      isSaturated: fit.isSaturated)
  }
}
