/// Fits to bright lone spots: where the width of an ordinary spot and its noise are learnt from.
struct ReferenceSpots: Sendable {
  private let model: ImagingModel
  private let scale: FixedPointScale
  private var fitter: SpotFitter
  private var fits: [SpotFit?] = []
  private var sigmas: [Float] = []
  private var residuals = ResidualTable()

  /// Spots fitted in one frame at most.
  private static let mostInFrame = 60
  /// Spots below which nothing is learnt.
  private static let fewest = 5

  /// Fits that start from what `model` says.
  init(_ model: ImagingModel, scale: FixedPointScale) {
    (self.model, self.scale) = (model, scale)
    fitter = SpotFitter(
      sigma: model.sigma_px, noise: model.noise, saturation: model.saturation,
      polarity: scale.polarity)
  }

  /// Spots fitted so far.
  var count: Int { sigmas.count }

  /// Fits the brightest lone ones of a frame's peaks.
  mutating func add(
    _ peaks: [Peak], in frame: borrowing GrayImage, still: borrowing FloatImage
  ) {
    var lone: [Peak] = []
    for index in peaks.indices where isLone(index, among: peaks, in: frame) {
      lone.append(peaks[index])
    }
    lone.sort { ($0.response, $1.y, $1.x) > ($1.response, $0.y, $0.x) }
    lone.removeLast(max(lone.count - Self.mostInFrame, 0))
    fits.removeAll(keepingCapacity: true)
    for peak in lone {
      fitter.add(peak, neighbours: [], in: frame, still: still, into: &fits)
    }
    fitter.finish(in: frame, still: still, into: &fits)
    for (peak, fit) in zip(lone, fits) {
      guard let fit, !fit.isSaturated, abs(fit.x - Float(peak.x)) < 1,
        abs(fit.y - Float(peak.y)) < 1
      else { continue }
      sigmas.append(fit.sigma)
      residuals.add(
        fit, in: frame, still: still, scale: scale, noise: model.noise, radius: fitter.radius)
    }
  }

  /// The model with the width and the noise of these spots; as it was where they are too few.
  func learnt(floor: Float) -> ImagingModel {
    guard sigmas.count >= Self.fewest else { return model }
    var model = model
    model.sigma_px = min(max(median(of: sigmas), 0.6), 8)
    model.noise = residuals.noiseModel(floor: floor)
    model.spotCount = sigmas.count
    return model
  }

  private func isLone(
    _ index: Int, among peaks: [Peak], in image: borrowing GrayImage
  ) -> Bool {
    let peak = peaks[index]
    let reach = 2 * fitter.radius
    guard peak.x >= reach, peak.y >= reach, peak.x < image.width - reach,
      peak.y < image.height - reach
    else { return false }
    var near = PeakNeighbours()
    near.find(around: index, among: peaks, reach: reach)
    return near.found.isEmpty
  }
}
