import Foundation

/// Mean log amplitude of the detected particles of each size, estimated from their tracks.
///
/// Among particles of one size, faint ones have short and noisy tracks and the least certain sizes.
/// If their sizes were assigned with the size distribution of all tracks, they would be attributed
/// to the neighbouring population and lower its mean amplitude. Therefore the tracks are stratified
/// by brightness, and each stratum has its own size distribution: within a stratum, the uncertainty
/// of a track is nearly independent of its brightness. The result is the data to which
/// ``SizeDependentDepth`` is fitted.
struct BrightnessBySize: Sendable {
  /// Posterior of the size of the tracks in each stratum.
  private let strata: [SizePosterior]
  /// Stratum of each track.
  private let stratumOfTrack: [UInt8]
  private let samples: BrightnessSamples
  private let curves: TrackLikelihoods
  private let binCount: Int

  private static let mostStrata = 8
  /// Minimum number of tracks per stratum.
  private static let fewestTracks = 100
  /// Bandwidth of the strata's size distributions, in ln d.
  private static let bandwidth = 0.07

  /// Stratifies the tracks and estimates the size distribution of each stratum.
  ///
  /// - Parameters:
  ///   - samples: brightness of the tracks; some weight > 0.
  ///   - curves: the same tracks, grouped.
  ///   - grid: the size bins.
  ///   - threads: number of strata processed in parallel.
  init(_ samples: BrightnessSamples, curves: TrackLikelihoods, grid: SizeGrid, threads: Int = 1) {
    (self.samples, self.curves, binCount) = (samples, curves, grid.count)
    let logs = samples.weights.indices.filter { samples.weights[$0] > 0 }
      .map { samples.meanLogs[$0] }
    let bins = QuantileBins(logs, most: Self.mostStrata, fewest: Self.fewestTracks)
    stratumOfTrack = samples.meanLogs.map { UInt8(bins.index(of: $0)) }
    let dealt = stratumOfTrack
    // The strata differ only in the weights of the tracks.
    let mixture = SmoothMixture(
      curves, chance: [Double](repeating: 1, count: grid.count), bandwidth: Self.bandwidth,
      grid: grid)
    strata = parallelMap(Array(0..<bins.count), threads: threads) { stratum in
      let weights = samples.weights.indices.map {
        dealt[$0] == stratum ? samples.weights[$0] : 0
      }
      return SizePosterior(
        curves, perFrame: mixture.perFrame(weights: weights),
        groups: curves.groups(where: weights))
    }
  }

  /// Weight and mean log amplitude of each size bin.
  ///
  /// - Parameter drawn: number of times each track is drawn; nil counts each once.
  /// - Returns: the data to which ``SizeDependentDepth`` is fitted.
  func evidence(drawn: [UInt16]? = nil) -> SizeDependentDepth.Evidence {
    var (total, squares) = (0.0, 0.0)
    let spread = spread { track in
      let once = samples.weights[track]
      let weight = once * (drawn.map { Double($0[track]) } ?? 1)
      total += weight
      // Every draw of a track counts as one observation of weight `once`.
      squares += weight * once
      return SIMD2(weight, weight * samples.meanLogs[track])
    }
    return SizeDependentDepth.Evidence(
      weights: spread.map { $0.x }, meanLogs: spread.map { $0.x > 0 ? $0.y / $0.x : 0 },
      effectiveTracks: squares > 0 ? total * total / squares : 0)
  }

  /// Distributes a quantity per track over the size bins by posterior probability.
  func spread(_ quantity: [Double]) -> [Double] {
    spread { SIMD2(quantity[$0], 0) }.map { $0.x }
  }

  /// Distributes two quantities per track over the size bins by posterior probability.
  private func spread(_ quantities: (Int) -> SIMD2<Double>) -> [SIMD2<Double>] {
    var result = [SIMD2<Double>](repeating: .zero, count: binCount)
    // Sums per group, stratum-major.
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
