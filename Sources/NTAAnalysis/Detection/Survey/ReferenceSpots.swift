/// Fits bright isolated spots, from which the PSF width and the noise model are determined.
///
/// `PSFEstimation` selects the peaks; the residuals of the fits go into a `ResidualTable`.
struct ReferenceSpots: Sendable {
  private let model: ImagingModel
  private let scale: FixedPointScale
  private var fitter: SpotFitter
  private var fits: [SpotFit?] = []
  private var sigmas: [Float] = []
  private var residuals = ResidualTable()

  /// Largest number of spots fitted per frame.
  private static let mostInFrame = 60
  /// Smallest number of spots for an estimate.
  private static let fewest = 5

  /// Creates an empty set; fits start from the width and noise of `model`.
  init(_ model: ImagingModel, scale: FixedPointScale) {
    (self.model, self.scale) = (model, scale)
    fitter = SpotFitter(
      sigma: model.sigma_px, noise: model.noise, saturation: model.saturation,
      polarity: scale.polarity)
  }

  /// Number of spots fitted so far.
  var count: Int { sigmas.count }

  /// Fits the brightest isolated peaks of a frame.
  mutating func add(
    _ peaks: [Peak], in frame: borrowing GrayImage, staticBackground: borrowing FloatImage
  ) {
    var lone: [Peak] = []
    for index in peaks.indices where isLone(index, among: peaks, in: frame) {
      lone.append(peaks[index])
    }
    lone.sort { ($0.response, $1.y, $1.x) > ($1.response, $0.y, $0.x) }
    lone.removeLast(max(lone.count - Self.mostInFrame, 0))
    fits.removeAll(keepingCapacity: true)
    for peak in lone {
      fitter.add(peak, neighbours: [], in: frame, staticBackground: staticBackground, into: &fits)
    }
    fitter.finish(in: frame, staticBackground: staticBackground, into: &fits)
    for (peak, fit) in zip(lone, fits) {
      guard let fit, !fit.isSaturated, abs(fit.x - Float(peak.x)) < 1,
        abs(fit.y - Float(peak.y)) < 1
      else { continue }
      sigmas.append(fit.sigma)
      residuals.add(
        fit, in: frame, staticBackground: staticBackground, scale: scale, noise: model.noise,
        radius: fitter.radius)
    }
  }

  /// The model with the width and noise of these spots; unchanged if there are too few spots.
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
