/// Fits spots, four at a time.
///
/// Peaks are added one by one, each with its neighbours. They are fitted in batches of four, and
/// `finish` fits an incomplete batch. A fit does not depend on which other peaks share its batch.
/// The pixels are copied into `SpotWindows`, which `SpotSolver` fits.
package struct SpotFitter: Sendable {
  /// Sigma at which fits start, in px.
  let sigma: Float
  let noise: NoiseModel
  /// Raw samples at or above this level are saturated; infinite for dark spots.
  let saturation: Float
  let polarity: Polarity
  /// Radius of the fit window, in px.
  var radius: Int { windows.radius }

  private var windows: SpotWindows
  private var solver: SpotSolver
  private var peaks = InlineArray<4, Peak>(repeating: Peak(x: 0, y: 0, response: 0))
  private var neighbours = NeighboursOfFour()
  private var waiting = 0

  /// A fitter without waiting peaks.
  ///
  /// - Parameters:
  ///   - sigma: sigma at which fits start, in px, > 0.
  ///   - noise: noise of a pixel, from which the weights are computed.
  ///   - saturation: raw grey level from which samples count as saturated.
  ///   - polarity: whether spots are bright or dark.
  package init(sigma: Float, noise: NoiseModel, saturation: Float, polarity: Polarity) {
    self.sigma = sigma
    self.noise = noise
    self.polarity = polarity
    self.saturation = polarity == .bright ? saturation : .infinity
    windows = SpotWindows(radius: max(3, Int((3 * sigma).rounded(.up))))
    solver = SpotSolver(windows, noise: noise, sigma: sigma)
  }

  /// Adds a peak; once four are waiting, their fits are appended to `fits` in the order of adding.
  ///
  /// The fit excludes saturated pixels and pixels nearer to one of `neighbours` than to the peak.
  /// It is nil if the remaining pixels do not support a spot.
  package mutating func add(
    _ peak: Peak, neighbours others: [Peak], in image: borrowing GrayImage,
    staticBackground: borrowing FloatImage, into fits: inout [SpotFit?]
  ) {
    if waiting == 0 { neighbours.removeAll() }
    peaks[waiting] = peak
    for other in others { neighbours.add(x: other.x - peak.x, y: other.y - peak.y, to: waiting) }
    waiting += 1
    if waiting == 4 { finish(in: image, staticBackground: staticBackground, into: &fits) }
  }

  /// Fits the waiting peaks and appends their fits.
  package mutating func finish(
    in image: borrowing GrayImage, staticBackground: borrowing FloatImage,
    into fits: inout [SpotFit?]
  ) {
    guard waiting > 0 else { return }
    // Unused lanes repeat the first peak.
    for lane in waiting..<4 { peaks[lane] = peaks[0] }
    windows.copy(
      peaks, image, staticBackground, polarity, saturation: saturation, neighbours: neighbours)
    let background = windows.backgroundLevel
    var start = start(background)
    var clipped = InlineArray<4, SpotWindows.SaturatedSpot?>(repeating: nil)
    for lane in 0..<waiting where windows.saturated[lane] > 0 {
      clipped[lane] = windows.saturatedSpot(
        lane, above: background[lane], saturation: saturation, sigma: sigma)
      guard let spot = clipped[lane] else { continue }
      start.x[lane] = spot.x
      start.y[lane] = spot.y
      start.amplitude[lane] = max(spot.amplitude, 1e-3)
    }
    let found = solver.solve(windows, from: start)
    for lane in 0..<waiting {
      let fit = found.fit(lane, at: peaks[lane])
      if windows.saturated[lane] == 0 {
        fits.append(fit)
      } else {
        fits.append(
          clipped[lane].map { settled(fit, at: peaks[lane], $0, background: background[lane]) })
      }
    }
    waiting = 0
  }

  private func start(_ background: SIMD4<Float>) -> SpotParameters {
    let least = SIMD4<Float>(repeating: 1e-3)
    let amplitude = windows.highest - background
    return SpotParameters(
      x: SIMD4(peaks[0].shiftX, peaks[1].shiftX, peaks[2].shiftX, peaks[3].shiftX),
      y: SIMD4(peaks[0].shiftY, peaks[1].shiftY, peaks[2].shiftY, peaks[3].shiftY),
      amplitude: amplitude.replacing(with: least, where: amplitude .< least),
      sigma: SIMD4(repeating: sigma), background: background)
  }

  /// Returns the fit of a saturated spot, or its centroid if the fit to the flanks failed.
  private func settled(
    _ fit: SpotFit?, at peak: Peak, _ clipped: SpotWindows.SaturatedSpot, background: Float
  ) -> SpotFit {
    if let fit {
      let off = max(
        abs(fit.x - Float(peak.x) - clipped.x), abs(fit.y - Float(peak.y) - clipped.y))
      let isSound = off < 0.3 * sigma && fit.sigma > 0.6 * sigma && fit.sigma < 2 * sigma
      if isSound { return fit }
    }
    // Standard deviation 0.1 px: the error of rounding the plateau's rim to whole pixels.
    return SpotFit(
      x: Float(peak.x) + clipped.x, y: Float(peak.y) + clipped.y, amplitude: clipped.amplitude,
      sigma: sigma, background: background, variance: 0.01, chiSquare: 1, isSaturated: true)
  }
}
