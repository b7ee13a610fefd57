import Foundation

/// How bright the particles of each size are, as far as their tracks tell.
///
/// Within a size, faint particles have short and noisy tracks, whose sizes are the least certain:
/// judged by the sizes of all, they would pass for the next population and lend it their faintness.
/// Therefore the tracks are dealt to strata of like brightness, and each stratum has its own
/// distribution of sizes: within it, how well a track is known says nothing of its brightness.
struct BrightnessBySize: Sendable {
  /// What the tracks of each stratum can be.
  private let strata: [SizePosterior]
  /// Stratum of each track.
  private let stratumOfTrack: [UInt8]
  private let samples: BrightnessSamples
  private let curves: TrackLikelihoods
  private let classCount: Int

  private static let mostStrata = 8
  /// Tracks a stratum holds at least.
  private static let fewestTracks = 100
  /// Smoothing of the strata's distributions, in ln d.
  private static let bandwidth = 0.07

  /// Deals the tracks to strata.
  ///
  /// - Parameters:
  ///   - samples: brightness of the tracks; some weight > 0.
  ///   - curves: the same tracks, grouped.
  ///   - grid: the classes.
  ///   - threads: how many strata are worked on at once.
  init(_ samples: BrightnessSamples, curves: TrackLikelihoods, grid: SizeGrid, threads: Int = 1) {
    (self.samples, self.curves, classCount) = (samples, curves, grid.count)
    let logs = samples.weights.indices.filter { samples.weights[$0] > 0 }
      .map { samples.meanLogs[$0] }
    let classes = QuantileBins(logs, most: Self.mostStrata, fewest: Self.fewestTracks)
    stratumOfTrack = samples.meanLogs.map { UInt8(classes.index(of: $0)) }
    let dealt = stratumOfTrack
    // The strata differ in the weights of the tracks alone.
    let mixture = SmoothMixture(
      curves, chance: [Double](repeating: 1, count: grid.count), bandwidth: Self.bandwidth,
      grid: grid)
    strata = parallelMap(Array(0..<classes.count), threads: threads) { stratum in
      let weights = samples.weights.indices.map {
        dealt[$0] == stratum ? samples.weights[$0] : 0
      }
      return SizePosterior(
        curves, perFrame: mixture.perFrame(weights: weights),
        groups: curves.groups(where: weights))
    }
  }

  /// Weights and mean log heights by class.
  ///
  /// - Parameter drawn: how often each track counts; nil for once.
  /// - Returns: what ``SizeDependentDepth`` is fitted to.
  func evidence(drawn: [UInt16]? = nil) -> SizeDependentDepth.Evidence {
    var (total, squares) = (0.0, 0.0)
    let spread = spread { track in
      let once = samples.weights[track]
      let weight = once * (drawn.map { Double($0[track]) } ?? 1)
      total += weight
      // A track that is drawn twice is no second witness.
      squares += weight * once
      return SIMD2(weight, weight * samples.meanLogs[track])
    }
    return SizeDependentDepth.Evidence(
      weights: spread.map { $0.x }, meanLogs: spread.map { $0.x > 0 ? $0.y / $0.x : 0 },
      effectiveTracks: squares > 0 ? total * total / squares : 0)
  }

  /// A quantity of the tracks, spread over the classes each can be.
  func spread(_ quantity: [Double]) -> [Double] {
    spread { SIMD2(quantity[$0], 0) }.map { $0.x }
  }

  /// Two quantities of the tracks, spread over the classes each can be.
  private func spread(_ quantities: (Int) -> SIMD2<Double>) -> [SIMD2<Double>] {
    var result = [SIMD2<Double>](repeating: .zero, count: classCount)
    // Stratum by stratum.
    var byGroup = [SIMD2<Double>](repeating: .zero, count: strata.count * curves.groupCount)
    for (track, group) in curves.groupOfTrack.enumerated() {
      byGroup[Int(stratumOfTrack[track]) * curves.groupCount + Int(group)] += quantities(track)
    }
    for (k, stratum) in strata.enumerated() {
      stratum.spread(
        byGroup[k * curves.groupCount..<(k + 1) * curves.groupCount], onto: &result)
    }
    return result
  }
}
