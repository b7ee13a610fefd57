/// Finds spots that are much wider than an ordinary one: bright particles far out of focus.
///
/// At the ordinary scale such a spot, or its ring, breaks into several peaks that come and go. A
/// band-pass of twice the width, on every other pixel, sees it whole; where the wide response
/// is the higher one (which for a Gaussian means a spot of more than twice the ordinary sigma), the
/// wide peak stands for all narrow ones within its reach.
struct DefocusedSpots: Sendable {
  /// Sigma of the wide filter in px of the full image.
  let sigma: Float
  private let bandpass: DifferenceOfGaussians
  private var filtered = FixedPointImage(width: 0, height: 0)
  private var scratch = DifferenceOfGaussiansScratch()
  private var found: [Peak] = []
  private var isSwallowed: [Bool] = []

  /// Wide spots matter when bright; faint ones are the slow noise of codecs and stray light.
  private static let caution: Float = 2
  /// A narrow peak at least this high against the wide one is a particle of its own in front of it.
  private static let ownRight: Float = 1

  init(ordinarySigma: Float) {
    sigma = 2 * ordinarySigma
    bandpass = DifferenceOfGaussians(sigma: ordinarySigma)
  }

  /// Moves from `peaks` to `wide` what belongs to wide spots.
  ///
  /// - Parameters:
  ///   - smooth: the frame's light, still light removed, every other pixel of every other row of what
  ///     a Gaussian of twice an ordinary spot's sigma leaves; changed on the way, and the same after.
  ///   - scale: steps of the light per grey level.
  ///   - threshold: height in deviations of the noise from which a peak counts.
  ///   - peaks: ordinary peaks in reading order; those that are part of a wide spot are taken out.
  ///   - wide: replaced by the wide spots, in reading order.
  mutating func separate(
    _ smooth: inout FixedPointImage, scale: FixedPointScale, threshold: Float, peaks: inout [Peak],
    wide: inout [Peak]
  ) {
    wide.removeAll(keepingCapacity: true)
    guard smooth.width >= 4, smooth.height >= 4 else { return }
    if filtered.width != smooth.width || filtered.height != smooth.height {
      filtered = FixedPointImage(width: smooth.width, height: smooth.height)
    }
    bandpass.apply(toSmooth: &smooth, into: &filtered, scratch: &scratch)
    localMaxima(
      of: filtered, above: Self.caution * threshold * bandpass.noise(in: filtered, scale),
      stepsPerLevel: scale.stepsPerLevel, into: &found)
    isSwallowed.removeAll(keepingCapacity: true)
    for _ in peaks { isSwallowed.append(false) }
    for candidate in found {
      let peak = Peak(x: 2 * candidate.x, y: 2 * candidate.y, response: candidate.response)
      guard isHighest(peak, among: peaks, within: 1.5 * sigma) else { continue }
      swallow(peak, peaks, within: 2.5 * sigma)
      wide.append(peak)
    }
    peaks.removeAll(marked: isSwallowed)
  }

  /// True when no ordinary peak within reach is as high.
  private func isHighest(_ peak: Peak, among peaks: [Peak], within reach: Float) -> Bool {
    forEach(peaks, near: peak, within: reach) { peaks[$0].response < peak.response }
  }

  private mutating func swallow(_ peak: Peak, _ peaks: [Peak], within reach: Float) {
    var inside: [Int] = []
    _ = forEach(peaks, near: peak, within: reach) {
      if peaks[$0].response < Self.ownRight * peak.response { inside.append($0) }
      return true
    }
    for i in inside { isSwallowed[i] = true }
  }

  /// Calls `body` with each peak within `reach` until it says no; false if it did.
  private func forEach(
    _ peaks: [Peak], near centre: Peak, within reach: Float, _ body: (Int) -> Bool
  ) -> Bool {
    let rows = Int(reach)
    var low = 0
    var high = peaks.count
    while low < high {
      let middle = (low + high) / 2
      if peaks[middle].y < centre.y - rows { low = middle + 1 } else { high = middle }
    }
    var i = low
    while i < peaks.count, peaks[i].y <= centre.y + rows {
      let dx = Float(peaks[i].x - centre.x)
      let dy = Float(peaks[i].y - centre.y)
      if dx * dx + dy * dy <= reach * reach, !body(i) { return false }
      i += 1
    }
    return true
  }
}
