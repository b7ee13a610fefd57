/// The noise of a pixel from one frame to another, in the dark bulk of the image.
enum TemporalNoise {
  /// Pixels looked at in each pair of frames.
  private static let sampleCount = 4000

  /// Variance of a pixel, in grey levels squared; never less than rounding leaves.
  ///
  /// There is at least one frame, all are of one size. Of a single one the spread of its pixels
  /// has to do.
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
  /// The scale that suits `frames`: at least one, all of one size.
  init(for frames: [GrayImage], polarity: Polarity) {
    let first = frames[0].pixels
    var sample = stride(from: 0, to: first.count, by: max(1, first.count / 1000) | 1)
      .map { first[$0] }
    sample.sort()
    self.init(
      polarity: polarity, whiteLevel: frames[0].whiteLevel,
      noise: TemporalNoise.variance(of: frames).squareRoot(),
      typical: sample[sample.count / 2])
  }
}
