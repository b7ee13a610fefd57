/// What each group of tracks can be, given a distribution of sizes.
struct SizePosterior: Sendable {
  /// Classes and shares, group by group; shares sum to 1, negligible ones are left out.
  private let entries: [(index: Int32, share: Double)]
  /// Where the entries of each group begin, and where the last ones end.
  private let starts: [Int]

  /// Shares below this are left out.
  private static let negligible = 1e-4

  /// Posterior under `perFrame`, the shares of the classes among what is seen.
  ///
  /// - Parameters:
  ///   - curves: the tracks, grouped.
  ///   - perFrame: shares, >= 0.
  ///   - groups: groups that will be asked for.
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

  /// Adds two quantities of the groups, spread over the classes each can be.
  func spread(_ quantities: ArraySlice<SIMD2<Double>>, onto result: inout [SIMD2<Double>]) {
    for (group, value) in quantities.enumerated() where value != .zero {
      for k in starts[group]..<starts[group + 1] {
        result[Int(entries[k].index)] += value * entries[k].share
      }
    }
  }
}
