/// Middle value; the mean of the two middle ones of an even count. 0 for none.
func median<Value: BinaryFloatingPoint>(of values: [Value]) -> Value {
  guard !values.isEmpty else { return 0 }
  let sorted = values.sorted()
  let middle = sorted.count / 2
  return sorted.count % 2 == 1 ? sorted[middle] : 0.5 * (sorted[middle - 1] + sorted[middle])
}

/// Standard deviation of the bulk of `pixels`, from the median absolute deviation.
///
/// The factor 1.4826 makes it the standard deviation of a normal law. A tenth of the pixels, evenly
/// spread, is enough for 1 % and is what is looked at in large images.
func robustDeviation(of pixels: [Float]) -> Float {
  let step = max(1, pixels.count / 30_000) | 1
  let sample = stride(from: 0, to: pixels.count, by: step).map { pixels[$0] }
  let middle = median(of: sample)
  return 1.4826 * median(of: sample.map { abs($0 - middle) })
}

/// Standard deviation of the bulk of whole numbers, to a fraction of their step.
///
/// Half the width of the central 68.27 %, each number taken as spread evenly over its rounding
/// interval; a median absolute deviation of such data can only be a multiple of 0.74. The rounding
/// itself, variance 1/12, is part of the result.
func robustDeviation(ofWholeNumbers values: [Float]) -> Float {
  let step = max(1, values.count / 60_000) | 1
  let sample = stride(from: 0, to: values.count, by: step).map { values[$0] }.sorted()
  guard let first = sample.first, let last = sample.last, first < last else { return 0 }
  func quantile(_ level: Float) -> Float {
    let rank = level * Float(sample.count)
    let value = sample[min(Int(rank), sample.count - 1)].rounded()
    let below = sample.partitioningIndex { $0 >= value - 0.5 }
    let upTo = sample.partitioningIndex { $0 >= value + 0.5 }
    return value - 0.5 + (rank - Float(below)) / Float(max(upTo - below, 1))
  }
  return 0.5 * (quantile(0.84135) - quantile(0.15865))
}

extension Array where Element == Float {
  /// Index of the first element of a sorted array for which `isPast` holds.
  fileprivate func partitioningIndex(where isPast: (Float) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if isPast(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
