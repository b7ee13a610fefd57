import Foundation

/// Finds the spots of one frame after another.
///
/// One instance a task: it owns its images and line buffers and allocates nothing a frame. Touches
/// pixels only; knows nothing of other frames but the still light it is given.
struct Detector: Sendable {
  let model: SpotModel
  let polarity: Polarity
  /// Height of an ordinary spot that just reached the threshold in the last frame, grey levels.
  private(set) var limitHeight: Float = 0

  private let bandpass: Bandpass
  private var fitter: SpotFitter
  private var light: FloatImage
  private var filtered: FloatImage
  private var scratch = BandpassScratch()
  private var peaks: [Peak] = []

  init(model: SpotModel, width: Int, height: Int, polarity: Polarity) {
    self.model = model
    self.polarity = polarity
    bandpass = Bandpass(sigma: model.sigma_px)
    fitter = SpotFitter(
      sigma: model.sigma_px, noise: model.noise,
      saturation: polarity == .bright ? model.saturation : .infinity)
    light = FloatImage(width: width, height: height)
    filtered = light
  }

  /// Replaces `detections` by the spots of `image`, by falling response of their peaks.
  mutating func detect(
    in image: borrowing GrayImage, still: borrowing FloatImage,
    into detections: inout [Detection]
  ) {
    detections.removeAll(keepingCapacity: true)
    lightAboveStill(image, still: still, polarity: polarity, into: &light)
    bandpass.apply(to: light, into: &filtered, scratch: &scratch)
    // A codec that skips quiet blocks leaves less noise than the camera had: never trust less
    // than the rounding to integers alone would leave.
    let deviation = max(
      robustDeviation(of: filtered.pixels), bandpass.noiseGain * NoiseModel.quantisation.squareRoot())
    let threshold = model.threshold * deviation
    limitHeight = threshold / bandpass.peakResponse(toSpotOf: model.sigma_px)
    localMaxima(of: filtered, above: threshold, into: &peaks)
    peaks = peaks.filter { !isNoiseOfStillLight($0, still) }
    let order = PeakNeighbours(peaks, reach: 2 * fitter.radius)
    for index in peaks.indices {
      let neighbours = order.neighbours(of: index)
      guard
        let fit = fitter.fit(
          peaks[index], in: light, still: still, neighbours: neighbours)
      else { continue }
      append(fit, to: &detections)
    }
  }

  /// True when a peak is no higher than the flicker of the dirt it stands on.
  private func isNoiseOfStillLight(_ peak: Peak, _ still: borrowing FloatImage) -> Bool {
    let light = still[peak.x, peak.y]
    guard light > 0 else { return false }
    let deviation = bandpass.noiseGain * model.noise.variance(at: light).squareRoot()
    return peak.response < model.threshold * deviation
  }

  /// Adds a fit unless it says there is no spot, or the spot of a brighter peak again.
  private func append(_ fit: SpotFit, to detections: inout [Detection]) {
    // A hot pixel or a single noisy sample is narrower than any lens can make a spot.
    guard fit.sigma > 0.5 * model.sigma_px, fit.sigma < 2.9 * model.sigma_px else { return }
    let tooNear = model.sigma_px * model.sigma_px
    for other in detections.reversed() {
      let dx = other.x - fit.x
      let dy = other.y - fit.y
      if dx * dx + dy * dy < tooNear { return }
    }
    detections.append(
      Detection(
        x: fit.x, y: fit.y, intensity: fit.height, sigma: fit.sigma, variance: fit.variance,
        isSaturated: fit.isSaturated))
  }
}
