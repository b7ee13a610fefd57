/// What each group of tracks can be, given a distribution of sizes.
struct SizePosterior: Sendable {
  /// Classes and shares of each group; shares sum to 1, negligible ones are left out.
  private let classes: [[(index: Int, share: Double)]]

  /// Shares below this are left out.
  private static let negligible = 1e-4

  /// Posterior under `perFrame`, the shares of the classes among what is seen.
  ///
  /// - Parameters:
  ///   - curves: the tracks, grouped.
  ///   - perFrame: shares, >= 0.
  ///   - groups: groups that will be asked for.
  init(_ curves: TrackCurves, perFrame: [Double], groups: Set<Int>) {
    let possible = perFrame.indices.filter { perFrame[$0] > 0 }
    classes = (0..<curves.groupCount).map { g in
      guard groups.contains(g) else { return [] }
      var entries: [(index: Int, share: Double)] = []
      var total = 0.0
      for j in possible {
        let p = perFrame[j] * Double(curves.likelihood[g * curves.nodeCount + j])
        entries.append((j, p))
        total += p
      }
      guard total > 0 else { return [] }
      return entries.filter { $0.share > Self.negligible * total }
        .map { ($0.index, $0.share / total) }
    }
  }

  /// Adds a quantity of the groups, spread over the classes each can be.
  func spread(_ quantity: some Collection<Double>, onto result: inout [Double]) {
    for (value, entries) in zip(quantity, classes) where value != 0 {
      for entry in entries { result[entry.index] += value * entry.share }
    }
  }
}
