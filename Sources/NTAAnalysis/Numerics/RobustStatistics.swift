/// The median, for an even count the mean of the two middle values; 0 if there are no values.
package func median<Value: BinaryFloatingPoint>(of values: [Value]) -> Value {
  guard !values.isEmpty else { return 0 }
  var values = values
  let middle = values.count / 2
  values.partition(around: middle)
  guard values.count.isMultiple(of: 2), let below = values[..<middle].max() else {
    return values[middle]
  }
  return 0.5 * (below + values[middle])
}

/// The median of 16-bit samples, from a histogram because samples take few distinct values.
package func median(ofSamples samples: [UInt16]) -> Float {
  guard !samples.isEmpty else { return 0 }
  var counts = [UInt32](repeating: 0, count: 1 << 16)
  for sample in samples { counts[Int(sample)] += 1 }
  func value(ofRank rank: Int) -> Float {
    var below = 0
    return Float(
      counts.firstIndex { count in
        below += Int(count)
        return below > rank
      } ?? 0)
  }
  return 0.5 * (value(ofRank: (samples.count - 1) / 2) + value(ofRank: samples.count / 2))
}

extension Array where Element: Comparable {
  /// Moves the element of a rank to its sorted place, with none greater before and none smaller
  /// after.
  ///
  /// Hoare's selection (Comm. ACM 4:321, 1961) with the median of three as the pivot.
  fileprivate mutating func partition(around rank: Int) {
    var values = mutableSpan
    var low = 0
    var high = values.count - 1
    while low < high {
      let (a, b, c) = (values[low], values[(low + high) / 2], values[high])
      let pivot = Swift.max(Swift.min(a, b), Swift.min(Swift.max(a, b), c))
      var i = low
      var k = high
      while i <= k {
        while values[i] < pivot { i += 1 }
        while values[k] > pivot { k -= 1 }
        if i <= k {
          values.swapAt(i, k)
          i += 1
          k -= 1
        }
      }
      if rank <= k {
        high = k
      } else if rank >= i {
        low = i
      } else {
        return
      }
    }
  }
}

/// Robust standard deviation of integers, resolved to a fraction of their quantisation step.
///
/// Half the width of the central 68.27 %, with each integer spread evenly over its rounding
/// interval. The quantisation variance, 1/12, is part of the result.
func robustDeviation(ofWholeNumbers values: [Int32]) -> Float {
  guard let first = values.min(), let last = values.max(), first < last else { return 0 }
  // A histogram instead of sorting, because there are few distinct values.
  let binWidth = (last - first) / 65_536 + 1
  var counts = [Int](repeating: 0, count: Int((last - first) / binWidth) + 1)
  for value in values { counts[Int((value - first) / binWidth)] += 1 }
  func quantile(_ level: Float) -> Float {
    let rank = level * Float(values.count)
    var below = 0
    for (k, count) in counts.enumerated() {
      if below + count > min(Int(rank), values.count - 1) {
        let start = Float(first) + Float(k) * Float(binWidth) - 0.5
        return start + Float(binWidth) * (rank - Float(below)) / Float(count)
      }
      below += count
    }
    return Float(last) + 0.5
  }
  return 0.5 * (quantile(0.84135) - quantile(0.15865))
}
