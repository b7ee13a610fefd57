/// Finds the spots of one frame after another.
///
/// One instance a task: it owns its images and line buffers and allocates nothing a frame. Touches
/// pixels only; knows nothing of other frames but the still light it is given.
struct Detector: Sendable {
  let model: ImagingModel
  /// Height of an ordinary spot that just reached the threshold in the last frame, grey levels.
  private(set) var limitAmplitude: Float = 0

  /// Standard deviation of a pixel below which no noise is believed, grey levels.
  ///
  /// A codec takes away most of the noise where there is no spot, but leaves what it has made of the spots.
  var noiseFloor: Float = 0
  /// Height at the threshold to be used instead of what the frame's noise makes it, grey levels.
  var imposedLimit: Float?

  private let scale: FixedPointScale
  private let bandpass: DifferenceOfGaussians
  /// Response to an ordinary spot of unit height.
  private let peakResponse: Float
  private var fitter: SpotFitter
  private var wideSpots: DefocusedSpots
  private var wideFitter: SpotFitter
  private var widePeaks: [Peak] = []
  /// Still light in grey levels, and where it is in steps.
  private var still: FloatImage
  private var stillPixels: [StaticPixel] = []
  private var light: FixedPointImage
  private var filtered: FixedPointImage
  /// The wide Gaussian at every other pixel.
  private var halved: FixedPointImage
  private var scratch = DifferenceOfGaussiansScratch()
  /// In reading order.
  private var peaks: [Peak] = []
  /// Indices of the peaks by falling response.
  private var byResponse: [Int] = []
  private var near = PeakNeighbours()
  private var neighbours: [Peak] = []
  /// Fits in the order of `byResponse`, and the neighbours of each one's peak, one after another.
  private var fits: [SpotFit?] = []
  private var nearby: [Int] = []
  private var nearbyStarts: [Int] = []
  /// Which detection each peak has become, -1 for none.
  private var detectionOfPeak: [Int] = []

  /// A detector for frames of one size, without still light until it is told of some.
  init(model: ImagingModel, width: Int, height: Int, scale: FixedPointScale) {
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
    still = FloatImage(width: width, height: height)
    light = FixedPointImage(width: width, height: height)
    filtered = light
    halved = FixedPointImage(width: width / 2, height: height / 2)
  }

  /// Takes `light`, in grey levels and bright up, as the still light of the frames to come.
  mutating func setBackground(_ light: FloatImage) {
    still = light
    still.findDark()
    stillPixels = scale.stillPixels(of: light)
  }

  /// Takes over the still light of another detector of the same frames.
  mutating func takeBackground(of other: Detector) {
    still = other.still
    stillPixels = other.stillPixels
  }

  /// Replaces `detections` by the spots of `image`, by falling response of their peaks.
  mutating func detect(in image: borrowing GrayImage, into detections: inout [Detection]) {
    scale.convert(image, less: stillPixels, into: &light)
    detectInLight(of: image, into: &detections)
  }

  /// The same in a held frame, which is written into `image` on the way.
  mutating func detect(
    in frame: borrowing CompactFrame, through image: inout GrayImage,
    into detections: inout [Detection]
  ) {
    scale.convert(frame, through: &image, less: stillPixels, into: &light)
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
    dropNoiseOfStillLight()
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

  /// Fits the peaks by falling response.
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
      fitter.add(peaks[index], neighbours: neighbours, in: image, still: still, into: &fits)
    }
    fitter.finish(in: image, still: still, into: &fits)
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
      wideFitter.add(peak, neighbours: neighbours, in: image, still: still, into: &fits)
    }
    wideFitter.finish(in: image, still: still, into: &fits)
    for case let fit? in fits
    where fit.sigma > model.sigma_px && fit.sigma < 2.9 * wideFitter.sigma {
      detections.append(Detection(fit))
    }
  }

  /// Leaves out peaks that are no higher than the flicker of the dirt they stand on.
  private mutating func dropNoiseOfStillLight() {
    var kept = 0
    for i in peaks.indices {
      let light = still[peaks[i].x, peaks[i].y]
      if light > 0 {
        let deviation = bandpass.noiseGain * model.noise.variance(at: light).squareRoot()
        if peaks[i].response < model.threshold * deviation { continue }
      }
      peaks[kept] = peaks[i]
      kept += 1
    }
    peaks.removeLast(peaks.count - kept)
  }

  /// Adds a fit unless it says there is no spot, or the spot of a brighter peak again.
  ///
  /// No fit leaves its window, so that two fits of one spot have peaks that are neighbours.
  private mutating func append(
    _ fit: SpotFit, of index: Int, _ place: Int, to detections: inout [Detection]
  ) {
    // A hot pixel or a single noisy sample is narrower than any lens can make a spot.
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
  /// The spot a fit found.
  init(_ fit: SpotFit) {
    self.init(
      x: fit.x, y: fit.y, intensity: fit.height, sigma: fit.sigma, variance: fit.variance,
      isSaturated: fit.isSaturated)
  }
}
