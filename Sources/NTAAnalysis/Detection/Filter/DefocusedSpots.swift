import Algorithms

/// Finds spots that are much wider than in-focus spots: bright particles far out of focus.
///
/// At the in-focus scale such a spot, or its ring, breaks into several unstable peaks. A band-pass
/// of twice the width, on every other pixel, shows it as one peak. If the wide response is the
/// higher one (for a Gaussian, if sigma exceeds twice the in-focus sigma), the wide peak replaces
/// all narrow peaks within its reach.
struct DefocusedSpots: Sendable {
  /// Sigma of the wide filter, in px of the full image.
  let sigma: Float
  private let bandpass: DifferenceOfGaussians
  private var filtered = FixedPointImage(width: 0, height: 0)
  private var scratch = DifferenceOfGaussiansScratch()
  private var found: [Peak] = []
  private var isSwallowed: [Bool] = []

  /// Factor on the threshold for wide peaks.
  ///
  /// Faint wide peaks are low-frequency noise from codecs and stray light.
  private static let caution: Float = 2
  /// Ratio of the narrow to the wide response from which a narrow peak is a separate particle.
  private static let ownRight: Float = 1

  init(ordinarySigma: Float) {
    sigma = 2 * ordinarySigma
    bandpass = DifferenceOfGaussians(sigma: ordinarySigma)
  }

  /// Finds the wide spots and removes the narrow peaks that belong to them.
  ///
  /// - Parameters:
  ///   - smooth: the frame without the static background, smoothed by a Gaussian of twice the
  ///     in-focus sigma and sampled at every other pixel of every other row; modified temporarily,
  ///     unchanged on return.
  ///   - scale: the fixed-point scale of the frame.
  ///   - threshold: detection threshold in standard deviations of the band-passed noise.
  ///   - peaks: narrow peaks in reading order; those that are part of a wide spot are removed.
  ///   - wide: replaced by the peaks of the wide spots, in reading order, in px of the full image.
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

  /// True if every narrow peak within reach has a lower response.
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

  /// Calls `body` with each peak within `reach` until it returns false; returns false if it did.
  private func forEach(
    _ peaks: [Peak], near centre: Peak, within reach: Float, _ body: (Int) -> Bool
  ) -> Bool {
    let rows = Int(reach)
    var i = peaks.partitioningIndex { $0.y >= centre.y - rows }
    while i < peaks.count, peaks[i].y <= centre.y + rows {
      let dx = Float(peaks[i].x - centre.x)
      let dy = Float(peaks[i].y - centre.y)
      if dx * dx + dy * dy <= reach * reach, !body(i) { return false }
      i += 1
    }
    return true
  }
}
