/// Middle value, or the mean of the two middle ones of an even count; 0 for none.
func median<Value: BinaryFloatingPoint>(of values: [Value]) -> Value {
  guard !values.isEmpty else { return 0 }
  let sorted = values.sorted()
  let middle = sorted.count / 2
  return sorted.count % 2 == 1 ? sorted[middle] : 0.5 * (sorted[middle - 1] + sorted[middle])
}

/// Standard deviation of the bulk of whole numbers, to a fraction of their step.
///
/// Half the width of the central 68.27 %, each number taken as spread evenly over its rounding
/// interval. The rounding itself, variance 1/12, is part of the result.
func robustDeviation(ofWholeNumbers values: [Int32]) -> Float {
  let sorted = values.sorted()
  guard let first = sorted.first, let last = sorted.last, first < last else { return 0 }
  func quantile(_ level: Float) -> Float {
    let rank = level * Float(sorted.count)
    let value = sorted[min(Int(rank), sorted.count - 1)]
    let below = sorted.partitioningIndex { $0 >= value }
    let upTo = sorted.partitioningIndex { $0 > value }
    return Float(value) - 0.5 + (rank - Float(below)) / Float(max(upTo - below, 1))
  }
  return 0.5 * (quantile(0.84135) - quantile(0.15865))
}

extension Array {
  /// Index of the first element of a sorted array for which `isPast` holds.
  fileprivate func partitioningIndex(where isPast: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if isPast(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
