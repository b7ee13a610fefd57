/// Posterior distribution of the size of each group of tracks, given a size distribution as prior.
struct SizePosterior: Sendable {
  /// Bins and probabilities, group by group; negligible ones are omitted.
  private let entries: [(index: Int32, share: Double)]
  /// Index of the first entry of each group, followed by the number of entries.
  private let starts: [Int]

  /// Probabilities below this are omitted.
  private static let negligible = 1e-4

  /// Computes the posterior with the prior `perFrame`.
  ///
  /// - Parameters:
  ///   - curves: the grouped tracks.
  ///   - perFrame: fraction of the detected particles in each bin, >= 0.
  ///   - groups: groups whose posterior is needed; the others get none.
  init(_ curves: TrackLikelihoods, perFrame: [Double], groups: Set<Int>) {
    let possible = perFrame.indices.filter { perFrame[$0] > 0 }
    var all: [(index: Int32, share: Double)] = []
    var starts = [0]
    var products = [Double](repeating: 0, count: possible.count)
    for g in 0..<curves.groupCount {
      defer { starts.append(all.count) }
      guard groups.contains(g) else { continue }
      var total = 0.0
      for (k, j) in possible.enumerated() {
        products[k] = perFrame[j] * Double(curves.likelihood[g * curves.nodeCount + j])
        total += products[k]
      }
      guard total > 0 else { continue }
      for (product, j) in zip(products, possible) where product > Self.negligible * total {
        all.append((Int32(j), product / total))
      }
    }
    (entries, self.starts) = (all, starts)
  }

  /// Distributes two quantities per group over the bins by posterior probability, and adds them to
  /// `result`.
  func spread(_ quantities: ArraySlice<SIMD2<Double>>, onto result: inout [SIMD2<Double>]) {
    for (group, value) in quantities.enumerated() where value != .zero {
      for k in starts[group]..<starts[group + 1] {
        result[Int(entries[k].index)] += value * entries[k].share
      }
    }
  }
}
