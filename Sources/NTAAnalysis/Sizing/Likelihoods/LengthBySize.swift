import Foundation

/// Distribution of track lengths as a function of particle size.
///
/// Small particles are faint and fast, so their tracks are short and their sizes uncertain. A
/// mixture that assumes track uncertainty to be independent of size pulls the uncertain tracks
/// towards the sizes of the certain ones, and the small end of the distribution is lost (Chen,
/// arXiv:2212.14444, 2022). Therefore tracks are sorted into length bins, and the probability of
/// each length bin given the size is estimated and included in the track's likelihood
/// (``TrackLikelihoods/weighing(_:)``).
///
/// The probabilities are a multinomial logistic regression, quadratic in ln d, estimated together
/// with a size distribution by the EM algorithm; the size of a track is never treated as known.
struct LengthBySize: Sendable {
  /// Probability of each length bin given the size.
  ///
  /// One array per length bin, one value per size bin. For each size the probabilities sum to 1.
  private(set) var chance: [[Double]]

  /// EM iterations: first of the size distribution alone, then of both sizes and probabilities.
  ///
  /// Before the size distribution has converged, short tracks would seem more diverse in size than
  /// long ones.
  private static let iterations = (alike: 20, both: 40)
  /// Bandwidth of the smoothed size distribution, in ln d; wide enough not to follow single tracks.
  private static let smoothing = 0.055
  /// Standard deviations of the Gaussian priors on the coefficients of ln d and (ln d)².
  private static let prior = (slope: 3.0, curvature: 1.5)
  /// Size bins with less than this fraction of the fullest bin count as empty.
  private static let negligible = 1e-9
  /// Fraction of tracks at each end of the size range over which the probabilities are held
  /// constant.
  private static let tail = 0.01

  /// Estimates the probabilities.
  ///
  /// - Parameters:
  ///   - curves: the tracks, grouped by length bin and by likelihood curve.
  ///   - weights: particles each track represents, summed over frames; some > 0.
  ///   - grid: the size bins.
  init(_ curves: TrackLikelihoods, weights: [Double], grid: SizeGrid) {
    let sum = weights.reduce(0, +)
    // Weights in units of independent tracks, so that they are comparable with the prior.
    let effective = weights.effectiveCount
    let groupWeights = curves.groupWeights(weights.map { $0 * effective / sum })
    var totals = [Double](repeating: 0, count: curves.lengthBinCount)
    for (group, weight) in groupWeights.enumerated() {
      totals[curves.lengthBinOfGroup[group]] += Double(weight)
    }
    let shares = totals.normalised
    chance = shares.map { [Double](repeating: $0, count: grid.count) }
    guard shares.count > 1 else { return }
    var terms = shares.map { SIMD3(log(max($0, 1e-6)), 0, 0) }
    var sizes = [Double](repeating: 1 / Double(grid.count), count: grid.count)
    let kernel = GaussianKernel(sigma: Self.smoothing / grid.spacing)
    for iteration in 0..<Self.iterations.alike + Self.iterations.both {
      let expected = expectedCounts(curves, groupWeights, sizes: sizes)
      let bySize = (0..<grid.count).map { j in expected.reduce(0) { $0 + $1[j] } }
      if iteration >= Self.iterations.alike {
        regress(
          expected, bySize: bySize, places: Self.places(bySize, grid: grid), terms: &terms)
      }
      sizes = kernel.smoothed(bySize).normalised
    }
  }

  /// E step: expected number of tracks in each length bin and size bin.
  private func expectedCounts(
    _ curves: TrackLikelihoods, _ weights: [Float], sizes: [Double]
  ) -> [[Double]] {
    let count = sizes.count
    let possible = Self.possible(sizes)
    let priors = chance.map { row in possible.map { Float(row[$0] * sizes[$0]) } }
    var sums = chance.map { _ in [Float](repeating: 0, count: possible.count) }
    for (group, weight) in weights.enumerated() where weight > 0 {
      let lengthBin = curves.lengthBinOfGroup[group]
      let nodes = group * count + possible.lowerBound..<group * count + possible.upperBound
      let prior = priors[lengthBin]
      let evidence = dot(curves.likelihood.span.extracting(nodes), prior.span)
      guard evidence > 0 else { continue }
      var out = sums[lengthBin].mutableSpan
      addScaled(curves.likelihood.span.extracting(nodes), by: weight / evidence, to: &out)
    }
    return zip(sums, priors).map { sum, prior in
      var all = [Double](repeating: 0, count: count)
      for (k, j) in possible.enumerated() { all[j] = Double(sum[k] * prior[k]) }
      return all
    }
  }

  /// Range from the first to the last size bin that is not negligible.
  private static func possible(_ sizes: [Double]) -> Range<Int> {
    let least = negligible * (sizes.max() ?? 0)
    let first = sizes.firstIndex { $0 > least } ?? 0
    let last = sizes.lastIndex { $0 > least } ?? sizes.count - 1
    return first..<last + 1
  }

  /// ln d of each bin relative to the mean, clamped to the central 98 % of the tracks.
  private static func places(_ bySize: [Double], grid: SizeGrid) -> [Double] {
    let logs = grid.centres_nm.map { log($0) }
    let total = bySize.reduce(0, +)
    var below = 0.0
    var range = (low: logs[0], high: logs[logs.count - 1])
    for (j, weight) in bySize.enumerated() {
      if below < tail * total { range.low = logs[j] }
      if below < (1 - tail) * total { range.high = logs[j] }
      below += weight
    }
    let middle = zip(bySize, logs).reduce(0) { $0 + $1.0 * $1.1 } / max(total, 1e-300)
    return logs.map { min(max($0, range.low), range.high) - middle }
  }

  /// One Newton step of the regression, which cannot overshoot.
  ///
  /// The curvature of the log-likelihood is replaced by its upper bound (Böhning, Ann. Inst. Stat.
  /// Math. 44:197, 1992).
  private mutating func regress(
    _ expected: [[Double]], bySize: [Double], places: [Double], terms: inout [SIMD3<Double>]
  ) {
    for k in terms.indices {
      var step = ThreeParameterFit()
      for j in places.indices where bySize[j] > 1e-9 {
        let x = places[j]
        step.add(
          SIMD3(1, x, x * x), residual: 2 * (expected[k][j] / bySize[j] - chance[k][j]),
          weight: 0.5 * bySize[j])
      }
      step.addPrior(0, off: 0, deviation: 30)
      step.addPrior(1, off: -terms[k].y, deviation: Self.prior.slope)
      step.addPrior(2, off: -terms[k].z, deviation: Self.prior.curvature)
      terms[k] += step.solution
    }
    for (j, x) in places.enumerated() {
      let logits = terms.map { $0.x + $0.y * x + $0.z * x * x }
      let top = logits.max() ?? 0
      let shares = logits.map { exp($0 - top) }.normalised
      for k in shares.indices { chance[k][j] = shares[k] }
    }
  }
}
