/// The noise of a pixel between frames, in the dark majority of the image.
enum TemporalNoise {
  /// Number of pixels sampled in each pair of frames.
  private static let sampleCount = 4000

  /// Variance of a pixel, in grey levels squared; at least the variance of rounding.
  ///
  /// `frames` must hold at least one frame, all of one size. For a single frame, the spread of its
  /// pixels is used instead of frame differences.
  static func variance(of frames: [GrayImage]) -> Float {
    let pixelCount = frames[0].pixels.count
    let step = max(1, pixelCount / sampleCount) | 1
    var variances: [Float] = []
    for k in 1..<max(frames.count, 2) {
      let now = frames[k % frames.count].pixels
      let before = frames[k - 1].pixels
      var changes: [Int32] = []
      changes.reserveCapacity(pixelCount / step + 1)
      for i in stride(from: 0, to: pixelCount, by: step) {
        changes.append(
          frames.count == 1 ? Int32(now[i]) : Int32(now[i]) - Int32(before[i]))
      }
      let deviation = robustDeviation(ofWholeNumbers: changes)
      variances.append((frames.count == 1 ? 1 : 0.5) * deviation * deviation)
    }
    return max(median(of: variances), NoiseModel.quantisation)
  }
}

extension FixedPointScale {
  /// A scale chosen for `frames`, of which there is at least one, all of one size.
  package init(for frames: [GrayImage], polarity: Polarity) {
    let first = frames[0].pixels
    var sample = stride(from: 0, to: first.count, by: max(1, first.count / 1000) | 1)
      .map { first[$0] }
    sample.sort()
    let plain = TemporalNoise.variance(of: frames).squareRoot()
    let censored = CensoredNoise.deviation(of: frames, polarity: polarity)
    self.init(
      polarity: polarity, whiteLevel: frames[0].whiteLevel, noise: max(plain, censored ?? 0),
      typical: sample[sample.count / 2], noiseFloor: censored ?? 0)
  }
}
