/// Likelihood of each group of tracks under each mixture component, given detection.
struct ComponentLikelihoods: Sendable {
  /// Likelihoods, component-major; each >= 0.
  let values: [Float]
  /// Number of groups.
  let groupCount: Int

  /// Wraps likelihoods in component-major order.
  init(values: [Float], groupCount: Int) {
    precondition(groupCount > 0 && values.count.isMultiple(of: groupCount))
    (self.values, self.groupCount) = (values, groupCount)
  }

  /// Number of components.
  var componentCount: Int { values.count / groupCount }

  /// Index range in ``values`` of the groups' likelihoods under one component.
  func column(_ component: Int) -> Range<Int> {
    component * groupCount..<(component + 1) * groupCount
  }

  /// Likelihood of each group under the whole mixture.
  ///
  /// - Parameter componentWeights: weight of each component; zero weights are skipped.
  /// - Returns: one density per group.
  func densities(_ componentWeights: [Double]) -> [Float] {
    precondition(componentWeights.count == componentCount)
    var sums = [Float](repeating: 0, count: groupCount)
    for k in componentWeights.indices where componentWeights[k] != 0 {
      var out = sums.mutableSpan
      addScaled(values.span.extracting(column(k)), by: Float(componentWeights[k]), to: &out)
    }
    return sums
  }

  /// For each component, the sum over groups of likelihood times `factor`.
  func products(_ factor: [Float]) -> [Double] {
    (0..<componentCount).map { k in
      Double(dot(values.span.extracting(column(k)), factor.span))
    }
  }

  /// Likelihoods of the groups under one component, each multiplied by the group's factor.
  func scaled(_ component: Int, by factor: [Float]) -> [Float] {
    let range = column(component)
    return factor.indices.map { values[range.lowerBound + $0] * factor[$0] }
  }
}

/// Inner product with two accumulators of eight lanes; the fixed order of summation is part of the
/// result.
func dot(_ a: Span<Float>, _ b: Span<Float>) -> Float {
  let count = a.count
  precondition(b.count == count)
  var first = SIMD8<Float>.zero
  var second = SIMD8<Float>.zero
  var i = 0
  while i + 16 <= count {
    // One bounds check covers all sixteen elements.
    let (x, y) = (a.extracting(i..<i &+ 16), b.extracting(i..<i &+ 16))
    first += eight(x, 0) * eight(y, 0)
    second += eight(x, 8) * eight(y, 8)
    i += 16
  }
  var sum: Float = 0
  while i < count {
    sum += a[i] * b[i]
    i += 1
  }
  return sum + (first + second).sum()
}

/// Adds the values of `a`, each times `factor`, to `out`.
func addScaled(_ a: Span<Float>, by factor: Float, to out: inout MutableSpan<Float>) {
  let count = a.count
  precondition(out.count == count)
  for i in 0..<count { out[i] += a[i] * factor }
}
