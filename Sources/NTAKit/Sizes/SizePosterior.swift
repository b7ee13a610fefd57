/// What each group of tracks can be, given the estimated distribution.
struct SizePosterior: Sendable {
  /// Classes and shares of each group; shares sum to 1, negligible ones are left out.
  private let classes: [[(index: Int, share: Double)]]

  /// Shares below this are left out.
  private static let negligible = 1e-4

  /// Posterior under `perFrame`, the shares of the classes among what is seen.
  init(_ curves: TrackCurves, perFrame: [Double]) {
    classes = (0..<curves.groupCount).map { g in
      var entries: [(index: Int, share: Double)] = []
      var total = 0.0
      for j in 0..<curves.nodeCount where perFrame[j] > 0 {
        let p = perFrame[j] * Double(curves.likelihood[g * curves.nodeCount + j])
        entries.append((j, p))
        total += p
      }
      guard total > 0 else { return [] }
      return entries.filter { $0.share > Self.negligible * total }
        .map { ($0.index, $0.share / total) }
    }
  }

  /// Calls `body` with each class a group can be, and its probability.
  func forEach(inGroup group: Int, _ body: (Int, Double) -> Void) {
    for entry in classes[group] { body(entry.index, entry.share) }
  }

  /// Weights of the groups, spread over the classes each can be.
  func spread(_ weights: [Double], over classCount: Int) -> [Double] {
    var result = [Double](repeating: 0, count: classCount)
    for (g, entries) in classes.enumerated() {
      for entry in entries { result[entry.index] += weights[g] * entry.share }
    }
    return result
  }

  /// Range of `xs` that holds 94 % of the weight.
  func span(_ weights: [Double], xs: [Double]) -> ClosedRange<Double> {
    let shares = spread(weights, over: xs.count)
    let total = shares.reduce(0, +)
    var below = 0.0
    var low: Double?
    for j in xs.indices {
      below += shares[j]
      if low == nil, below >= 0.03 * total { low = xs[j] }
      if below >= 0.97 * total { return (low ?? xs[j])...xs[j] }
    }
    return 0...0
  }
}
