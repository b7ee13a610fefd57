import Foundation

/// Maximum-likelihood estimate of the diameter distribution from many uncertain tracks.
///
/// This is the method of Walker (Meas. Sci. Technol. 23:065605, 2012) with the exact likelihood of
/// each track instead of a gamma distribution. The distribution is a mixture of Gaussians of
/// standard deviation `bandwidth` in ln d with free weights. The log-likelihood is concave in the
/// weights, so every local maximum is global; all members are smooth, so no early stopping is
/// needed. This type provides the components, ``ConstrainedNewton`` their weights and
/// ``BandwidthAverage`` the bandwidth.
struct MixtureEstimator: Sendable {
  private let curves: TrackLikelihoods
  /// Bins that may carry a component; the others carry none.
  private let nodes: Range<Int>
  private let spacing: Double
  /// Relative detection probability of each bin; undetected particles have no tracks.
  private let chance: [Double]
  /// Likelihood times detection probability, bin-major: all groups of one bin are contiguous.
  private let seen: [Float]

  /// Bins with less than this fraction of the highest detection probability carry no component at
  /// the ends of the range, because a few stray tracks there would become a large population.
  private static let leastVisible = 0.1

  /// Prepares an estimator; `chance` is the relative detection probability of each bin, > 0, and
  /// `spacing` the bin width in ln d.
  init(curves: TrackLikelihoods, chance: [Double], spacing: Double) {
    precondition(chance.count == curves.nodeCount)
    self.curves = curves
    self.spacing = spacing
    self.chance = chance
    seen = Self.byBin(curves, chance: chance)
    let possible = Self.supported(curves)
    let best = possible.map { chance[$0] }.max() ?? 1
    let visible = possible.filter { chance[$0] >= Self.leastVisible * best }
    nodes = visible.isEmpty ? possible : (visible.first ?? 0)..<((visible.last ?? 0) + 1)
  }

  private static func byBin(_ curves: TrackLikelihoods, chance: [Double]) -> [Float] {
    let (groups, nodes) = (curves.groupCount, curves.nodeCount)
    var result = [Float](repeating: 0, count: groups * nodes)
    for j in 0..<nodes {
      let weight = Float(chance[j])
      for g in 0..<groups { result[j * groups + g] = curves.likelihood[g * nodes + j] * weight }
    }
    return result
  }

  /// Range from the first to the last bin that is the maximum of some group's likelihood.
  ///
  /// The components of a maximum-likelihood mixture lie between the extreme single-track maxima.
  private static func supported(_ curves: TrackLikelihoods) -> Range<Int> {
    var low = curves.nodeCount
    var high = 0
    for g in 0..<curves.groupCount {
      for j in 0..<curves.nodeCount where curves.likelihood[g * curves.nodeCount + j] > 0.999 {
        low = min(low, j)
        high = max(high, j + 1)
      }
    }
    return low < high ? low..<high : 0..<curves.nodeCount
  }

  /// Bins that carry a component; if the bandwidth is wide, only every few, at most a quarter of a
  /// bandwidth apart.
  private func centres(_ bandwidth: Double) -> [Int] {
    Array(stride(from: nodes.lowerBound, to: nodes.upperBound, by: step(bandwidth)))
  }

  private func step(_ bandwidth: Double) -> Int { max(1, Int(0.25 * bandwidth / spacing)) }

  private func kernel(_ bandwidth: Double) -> [Float] {
    GaussianKernel(sigma: bandwidth / spacing).half
  }

  /// Likelihood of each group under each component, given that the particle was detected.
  ///
  /// Component *k* is a Gaussian centred on bin *k*. The detected fraction of its particles is
  /// `sum of chance * kernel`, and only these produce tracks.
  func componentCurves(bandwidth: Double) -> ComponentLikelihoods {
    let half = kernel(bandwidth)
    let centres = centres(bandwidth)
    let visible = visibleShares(half, centres).map { Float($0) }
    let groupCount = curves.groupCount
    var values = [Float](repeating: 0, count: groupCount * centres.count)
    for (i, j) in centres.enumerated() {
      var all = values.mutableSpan
      var sums = all._mutatingExtracting(i * groupCount..<(i + 1) * groupCount)
      convolve(seen.span, around: j, half.span, over: visible[i], into: &sums)
    }
    return ComponentLikelihoods(values: values, groupCount: groupCount)
  }

  /// Detected fraction of each component's particles.
  private func visibleShares(_ half: [Float], _ centres: [Int]) -> [Double] {
    centres.map { j in
      var sum = 0.0
      for k in -(half.count - 1)...(half.count - 1) where chance.indices.contains(j + k) {
        sum += Double(half[abs(k)]) * chance[j + k]
      }
      return max(sum, 1e-12)
    }
  }

  /// Fraction of all particles, detected or not, in each bin of the grid; they sum to 1.
  func shares(componentWeights: [Double], bandwidth: Double) -> [Double] {
    let half = kernel(bandwidth)
    let centres = centres(bandwidth)
    let visible = visibleShares(half, centres)
    var result = [Double](repeating: 0, count: curves.nodeCount)
    for (i, j) in centres.enumerated() where componentWeights[i] > 0 {
      let particles = componentWeights[i] / visible[i]
      for k in -(half.count - 1)...(half.count - 1) where result.indices.contains(j + k) {
        result[j + k] += particles * Double(half[abs(k)])
      }
    }
    return result.normalised
  }
}

/// Convolves `seen` (bin-major) with a symmetric kernel at bin `j` and divides by `share`, for as
/// many groups as `sums` holds.
private func convolve(
  _ seen: Span<Float>, around j: Int, _ half: Span<Float>, over share: Float,
  into sums: inout MutableSpan<Float>
) {
  let groupCount = sums.count
  let binCount = seen.count / groupCount
  var g = 0
  // The sums of sixteen groups stay in registers during the loop over bins.
  while g + 16 <= groupCount {
    let own = j &* groupCount &+ g
    let values = seen.extracting(own..<own &+ 16)
    var front = eight(values, 0) * half[0]
    var back = eight(values, 8) * half[0]
    for k in 1..<max(half.count, 1) {
      if j - k >= 0 {
        let start = own &- k &* groupCount
        let values = seen.extracting(start..<start &+ 16)
        front += eight(values, 0) * half[k]
        back += eight(values, 8) * half[k]
      }
      if j + k < binCount {
        let start = own &+ k &* groupCount
        let values = seen.extracting(start..<start &+ 16)
        front += eight(values, 0) * half[k]
        back += eight(values, 8) * half[k]
      }
    }
    front /= share
    back /= share
    var out = sums._mutatingExtracting(g..<g &+ 16)
    for lane in 0..<8 { out[lane] = front[lane] }
    for lane in 0..<8 { out[8 &+ lane] = back[lane] }
    g += 16
  }
  for g in g..<groupCount {
    var sum = half[0] * seen[j * groupCount + g]
    for k in 1..<max(half.count, 1) {
      if j - k >= 0 { sum += half[k] * seen[(j - k) * groupCount + g] }
      if j + k < binCount { sum += half[k] * seen[(j + k) * groupCount + g] }
    }
    sums[g] = sum / share
  }
}

extension [Double] {
  /// The values scaled to sum to 1; unchanged if they sum to 0.
  var normalised: [Double] {
    let sum = reduce(0, +)
    return sum > 0 ? map { $0 / sum } : self
  }
}
