import Foundation

/// The tracks of a run as counted particles: their weights and what they say about depth.
struct BrightnessSamples: Sendable {
  /// Particles each track stands for, summed over its counted frames.
  let weights: [Double]
  private let meanLogs: [Double]
  private let changes: [Changes]

  /// Squared changes of ln height over one and two frames.
  private struct Changes: Sendable {
    var sum1 = 0.0
    var sum2 = 0.0
    var count1 = 0.0
    var count2 = 0.0
  }

  /// Weighs tracks by what `visibility` says; without it every sighting counts once.
  init(_ tracks: [SizedTrack], visibility: Visibility?) {
    guard let visibility else {
      weights = tracks.map { Double($0.frames) }
      meanLogs = weights.map { _ in 0 }
      changes = tracks.map { _ in Changes() }
      return
    }
    var weights: [Double] = []
    var meanLogs: [Double] = []
    for track in tracks {
      var weight = 0.0
      var sum = 0.0
      for height in track.brightness {
        let w = visibility.weight(height)
        guard w > 0 else { continue }
        weight += w
        sum += w * log(Double(height) / visibility.counted)
      }
      weights.append(weight)
      meanLogs.append(weight > 0 ? sum / weight : 0)
    }
    self.weights = weights
    self.meanLogs = meanLogs
    changes = tracks.map { Self.changes($0, above: Float(visibility.counted)) }
  }

  private static func changes(_ track: SizedTrack, above counted: Float) -> Changes {
    var result = Changes()
    let logs = track.brightness.map { log(Double(max($0, 0.1))) }
    // Only starts from which both changes exist, so that both are of the same particles.
    for i in 0..<max(logs.count - 2, 0)
    where track.brightness[i] > counted && track.gaps[i] == 1 && track.gaps[i + 1] == 1 {
      let one = logs[i + 1] - logs[i]
      let two = logs[i + 2] - logs[i]
      result.sum1 += one * one
      result.sum2 += two * two
      result.count1 += 1
      result.count2 += 1
    }
    return result
  }

  /// Fits depth against size.
  ///
  /// - Parameters:
  ///   - estimate: the distribution the sizes' posteriors are taken under.
  ///   - posterior: posterior means under it.
  ///   - drawn: how often each track counts; nil for once.
  func depth(
    _ posterior: Posterior, grid: SizeGrid, interval_s: Double, drawn: [Double]? = nil
  ) -> BrightnessDepth {
    let samples = weights.indices.map { i in
      let times = drawn?[i] ?? 1
      let c = changes[i]
      return BrightnessDepth.Sample(
        weight: weights[i] * times, meanLog: meanLogs[i], x: posterior.x[i], x2: posterior.x2[i],
        diffusion_um2_per_s: posterior.diffusion_um2_per_s[i], change1: c.sum1 * times,
        change2: c.sum2 * times, changes1: c.count1 * times, changes2: c.count2 * times)
    }
    return BrightnessDepth(
      samples, reference_nm: posterior.reference_nm, grid: grid, interval_s: interval_s)
  }

  /// Posterior means of each track's size.
  struct Posterior: Sendable {
    /// Diameter at which x = ln(d / reference) is 0: the median of what is seen.
    let reference_nm: Double
    let x: [Double]
    let x2: [Double]
    let diffusion_um2_per_s: [Double]

    init(_ estimate: DistributionEstimate, liquid: StokesEinstein) {
      let grid = estimate.grid
      let seen = SizeDistribution(grid: grid, shares: estimate.perFrame)
      let reference = seen.quantile_nm(0.5)
      reference_nm = reference
      x = estimate.posteriorMeans(grid.centres_nm.map { log($0 / reference) })
      x2 = estimate.posteriorMeans(grid.centres_nm.map { pow(log($0 / reference), 2) })
      diffusion_um2_per_s = estimate.posteriorMeans(
        grid.centres_nm.map { liquid.diffusion_um2_per_s(diameter_nm: $0) })
    }
  }
}
