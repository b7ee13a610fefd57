import Foundation

/// Likelihood curves over the size grid, averaged over groups of tracks with similar curves.
///
/// Two tracks with nearly the same best diameter and nearly the same standard error have nearly the
/// same curve. Estimates are binned to a quarter of a standard error, which adds 0.5 % to its
/// square. The cost of the later stages (``MixtureEstimator``, ``LengthBySize``) therefore does not
/// grow with the number of tracks.
package struct TrackLikelihoods: Sendable {
  /// Likelihood curves on the grid, group by group, each scaled to a maximum of 1.
  let likelihood: [Float]
  /// Number of groups.
  let groupCount: Int
  /// Number of bins of the grid.
  let nodeCount: Int
  /// Group of each track, in input order.
  let groupOfTrack: [Int32]
  /// Length bin of each group, from 0.
  let lengthBinOfGroup: [Int]
  /// Number of length bins, at least 1.
  let lengthBinCount: Int

  /// Identifies a group: its length bin, its relative standard error and its diffusion coefficient,
  /// both binned.
  private struct Key: Hashable {
    var lengthBin: Int
    var width: Int
    var place: Int
  }

  /// Fraction of tracks whose likelihood curve should be twice as wide, because of merge/split
  /// events or overlapping spots.
  private static let disturbedShare = 0.03
  /// Fraction of tracks that may be wrongly linked or made of noise, and fit any size equally.
  ///
  /// Without these two fractions, a handful of such tracks would become a population of their own,
  /// multiplied by the inverse of the small volume in which it is detectable.
  private static let wrongShare = 0.003
  private static let mostLengthBins = 8
  private static let fewestTracksOfLength = 100

  /// Groups tracks by their log-likelihood curves.
  ///
  /// - Parameters:
  ///   - curves: log-likelihoods at the nodes of ``CurveInterpolation``, one array per track, 0 at
  ///     the best bin of the grid.
  ///   - estimates: diffusion coefficient derived from each curve.
  ///   - lengths: number of detections in each track.
  ///   - grid: the size bins.
  package init(
    curves: some Sequence<[Float]>, estimates: some Sequence<DiffusionEstimate>, lengths: [Int],
    grid: SizeGrid
  ) {
    var indexOfKey: [Key: Int] = [:]
    var sums: [[Double]] = []
    var counts: [Double] = []
    var groups: [Int32] = []
    groups.reserveCapacity(lengths.count)
    var binOfGroup: [Int] = []
    let lengthBins = QuantileBins(
      lengths.map(Double.init), most: Self.mostLengthBins, fewest: Self.fewestTracksOfLength)
    for ((curve, estimate), length) in zip(zip(curves, estimates), lengths) {
      let relative = max(estimate.standardError_um2_per_s / estimate.value_um2_per_s, 1e-3)
      let width = Int((log(relative) / 0.15).rounded())
      let binWidth = 0.25 * exp(Double(width) * 0.15)
      let lengthBin = lengthBins.index(of: Double(length))
      let key = Key(
        lengthBin: lengthBin, width: width,
        place: Int((log(estimate.value_um2_per_s) / binWidth).rounded()))
      if let index = indexOfKey[key] {
        for j in curve.indices { sums[index][j] += Double(curve[j]) }
        counts[index] += 1
        groups.append(Int32(index))
      } else {
        indexOfKey[key] = sums.count
        groups.append(Int32(sums.count))
        binOfGroup.append(lengthBin)
        sums.append(curve.map(Double.init))
        counts.append(1)
      }
    }
    nodeCount = grid.count
    groupCount = sums.count
    groupOfTrack = groups
    lengthBinOfGroup = binOfGroup
    lengthBinCount = lengthBins.count
    var all: [Float] = []
    all.reserveCapacity(sums.count * nodeCount)
    // Interpolation is linear in the values, so interpolating the mean curve once per group is
    // enough.
    let interpolation = CurveInterpolation(grid: grid)
    for (sum, count) in zip(sums, counts) {
      all += Self.robust(interpolation.onGrid(sum.map { $0 / count }))
    }
    likelihood = all
  }

  /// Likelihood of a track that may be disturbed or wrong, scaled to a maximum of 1.
  private static func robust(_ logarithms: [Double]) -> [Float] {
    let likelihood = logarithms.map { exp($0) }
    let anySize = wrongShare * likelihood.reduce(0, +) / Double(likelihood.count)
    // A curve of twice the width and the same area has half the maximum.
    let curve = zip(likelihood, logarithms).map {
      (1 - disturbedShare) * $0 + 0.5 * disturbedShare * exp(0.25 * $1) + anySize
    }
    let top = curve.max() ?? 1
    return curve.map { Float($0 / top) }
  }

  /// The same tracks, with the probability of their length given the size included in the
  /// likelihood.
  func weighing(_ lengths: LengthBySize) -> TrackLikelihoods {
    TrackLikelihoods(self, chance: lengths.chance)
  }

  private init(_ plain: TrackLikelihoods, chance: [[Double]]) {
    (nodeCount, groupCount) = (plain.nodeCount, plain.groupCount)
    (groupOfTrack, lengthBinOfGroup) = (plain.groupOfTrack, plain.lengthBinOfGroup)
    lengthBinCount = plain.lengthBinCount
    var likelihood = plain.likelihood
    for (group, lengthBin) in plain.lengthBinOfGroup.enumerated() {
      let range = group * nodeCount..<(group + 1) * nodeCount
      for (j, share) in zip(range, chance[lengthBin]) { likelihood[j] *= Float(share) }
      let top = likelihood[range].max() ?? 1
      if top > 0 { for j in range { likelihood[j] /= top } }
    }
    self.likelihood = likelihood
  }

  /// Total weight of each group if track *i* has weight `weights[i]`.
  func groupWeights(_ weights: [Double]) -> [Float] {
    var result = [Float](repeating: 0, count: groupCount)
    for (group, weight) in zip(groupOfTrack, weights) { result[Int(group)] += Float(weight) }
    return result
  }

  /// Total weight of each group if track *i* has weight `weights[i]` and was drawn `drawn[i]`
  /// times.
  func groupWeights(_ weights: [Double], drawn: [UInt16]) -> [Float] {
    var result = [Float](repeating: 0, count: groupCount)
    for (i, group) in groupOfTrack.enumerated() where drawn[i] > 0 {
      result[Int(group)] += Float(Double(drawn[i]) * weights[i])
    }
    return result
  }

  /// Groups that contain at least one track of non-zero weight.
  func groups(where weights: [Double]) -> Set<Int> {
    var found: Set<Int> = []
    for (group, weight) in zip(groupOfTrack, weights) where weight != 0 { found.insert(Int(group)) }
    return found
  }
}
