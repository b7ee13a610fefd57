import Foundation

/// Likelihood curves over the size grid, tracks of like curves put together.
///
/// Two tracks with nearly the same best diameter and nearly the same standard error have nearly the
/// same curve; they are binned to a quarter of a standard error, which adds 0.5 % to its square.
/// The work after this step no longer grows with the number of tracks.
struct TrackLikelihoods: Sendable {
  /// Curves of likelihood, each scaled to a maximum of 1, group by group on the grid.
  let likelihood: [Float]
  /// Number of groups.
  let groupCount: Int
  /// Number of classes of the grid.
  let nodeCount: Int
  /// Group of each track, in the order given.
  let groupOfTrack: [Int32]
  /// Class of length of each group, from 0.
  let lengthClassOfGroup: [Int]
  /// Number of classes of length, at least 1.
  let lengthClassCount: Int

  /// What the curves of a group have in common.
  private struct Key: Hashable {
    var lengthClass: Int
    var width: Int
    var place: Int
  }

  /// Share of tracks whose steps err twice as much as they should: of particles that met others, or
  /// whose spots were seldom alone.
  private static let disturbedShare = 0.03
  /// Share of tracks that may be no particle's, but linked wrongly or of noise, and seem of any size.
  ///
  /// Without both shares, a handful of such tracks would be made a population, and that multiplied by the
  /// small volume in which it could be seen.
  private static let wrongShare = 0.003
  private static let mostLengthClasses = 8
  private static let fewestTracksOfLength = 100

  /// Groups tracks by their log-likelihood curves.
  ///
  /// - Parameters:
  ///   - curves: log-likelihoods at the nodes of ``CurveInterpolation``, one array a track; the best
  ///     class of the grid has 0.
  ///   - estimates: what was read off each curve.
  ///   - lengths: sightings each track is made of.
  ///   - grid: the classes.
  init(
    curves: some Sequence<[Float]>, estimates: some Sequence<DiffusionEstimate>, lengths: [Int],
    grid: SizeGrid
  ) {
    var indexOfKey: [Key: Int] = [:]
    var sums: [[Double]] = []
    var counts: [Double] = []
    var groups: [Int32] = []
    groups.reserveCapacity(lengths.count)
    var lengthClasses: [Int] = []
    let classes = QuantileBins(
      lengths.map(Double.init), most: Self.mostLengthClasses, fewest: Self.fewestTracksOfLength)
    for ((curve, estimate), length) in zip(zip(curves, estimates), lengths) {
      let relative = max(estimate.standardError_um2_per_s / estimate.value_um2_per_s, 1e-3)
      let width = Int((log(relative) / 0.15).rounded())
      let binWidth = 0.25 * exp(Double(width) * 0.15)
      let lengthClass = classes.index(of: Double(length))
      let key = Key(
        lengthClass: lengthClass, width: width,
        place: Int((log(estimate.value_um2_per_s) / binWidth).rounded()))
      if let index = indexOfKey[key] {
        for j in curve.indices { sums[index][j] += Double(curve[j]) }
        counts[index] += 1
        groups.append(Int32(index))
      } else {
        indexOfKey[key] = sums.count
        groups.append(Int32(sums.count))
        lengthClasses.append(lengthClass)
        sums.append(curve.map(Double.init))
        counts.append(1)
      }
    }
    nodeCount = grid.count
    groupCount = sums.count
    groupOfTrack = groups
    lengthClassOfGroup = lengthClasses
    lengthClassCount = classes.count
    var all: [Float] = []
    all.reserveCapacity(sums.count * nodeCount)
    // What is true of each curve is true of their mean: it is interpolated once a group.
    let interpolation = CurveInterpolation(grid: grid)
    for (sum, count) in zip(sums, counts) {
      all += Self.robust(interpolation.onGrid(sum.map { $0 / count }))
    }
    likelihood = all
  }

  /// The curve of a track that may be disturbed or wrong, scaled to a maximum of 1.
  private static func robust(_ logarithms: [Double]) -> [Float] {
    let likelihood = logarithms.map { exp($0) }
    let anySize = wrongShare * likelihood.reduce(0, +) / Double(likelihood.count)
    // A curve of twice the width and of the same area is half as high.
    let curve = zip(likelihood, logarithms).map {
      (1 - disturbedShare) * $0 + 0.5 * disturbedShare * exp(0.25 * $1) + anySize
    }
    let top = curve.max() ?? 1
    return curve.map { Float($0 / top) }
  }

  /// The same tracks, the chance to be as long as they are made part of their likelihood.
  func weighing(_ lengths: LengthBySize) -> TrackLikelihoods {
    TrackLikelihoods(self, chance: lengths.chance)
  }

  private init(_ plain: TrackLikelihoods, chance: [[Double]]) {
    (nodeCount, groupCount) = (plain.nodeCount, plain.groupCount)
    (groupOfTrack, lengthClassOfGroup) = (plain.groupOfTrack, plain.lengthClassOfGroup)
    lengthClassCount = plain.lengthClassCount
    var likelihood = plain.likelihood
    for (group, lengthClass) in plain.lengthClassOfGroup.enumerated() {
      let range = group * nodeCount..<(group + 1) * nodeCount
      for (j, share) in zip(range, chance[lengthClass]) { likelihood[j] *= Float(share) }
      let top = likelihood[range].max() ?? 1
      if top > 0 { for j in range { likelihood[j] /= top } }
    }
    self.likelihood = likelihood
  }

  /// Weights of the groups when track *i* weighs `weights[i]`.
  func groupWeights(_ weights: [Double]) -> [Float] {
    var result = [Float](repeating: 0, count: groupCount)
    for (group, weight) in zip(groupOfTrack, weights) { result[Int(group)] += Float(weight) }
    return result
  }

  /// The same where track *i* was drawn `drawn[i]` times.
  func groupWeights(_ weights: [Double], drawn: [UInt16]) -> [Float] {
    var result = [Float](repeating: 0, count: groupCount)
    for (i, group) in groupOfTrack.enumerated() where drawn[i] > 0 {
      result[Int(group)] += Float(Double(drawn[i]) * weights[i])
    }
    return result
  }

  /// Groups that some track of non-zero weight is in.
  func groups(where weights: [Double]) -> Set<Int> {
    var found: Set<Int> = []
    for (group, weight) in zip(groupOfTrack, weights) where weight != 0 { found.insert(Int(group)) }
    return found
  }
}
