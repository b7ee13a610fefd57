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
