import Foundation

/// The tracks of a run as counted particles: their weights and what their brightness says.
struct BrightnessSamples: Sendable {
  /// Particles each track stands for, summed over its counted frames.
  let weights: [Double]
  private let meanLogs: [Double]
  private let wanderings: [Wandering]

  /// Squared changes of ln height over one and two frames, from the same starts.
  struct Wandering: Sendable {
    var one = 0.0
    var two = 0.0
    var starts = 0.0
  }

  /// Weighs tracks by what `visibility` says; without it every sighting counts once.
  init(_ tracks: [SizedTrack], visibility: Visibility?) {
    guard let visibility else {
      weights = tracks.map { Double($0.frames) }
      meanLogs = weights.map { _ in 0 }
      wanderings = tracks.map { _ in Wandering() }
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
    wanderings = tracks.map { Self.wandering($0, above: Float(visibility.counted)) }
  }

  private static func wandering(_ track: SizedTrack, above counted: Float) -> Wandering {
    var result = Wandering()
    let logs = track.brightness.map { log(Double(max($0, 0.1))) }
    for i in 0..<max(logs.count - 2, 0)
    where track.brightness[i] > counted && track.gaps[i] == 1 && track.gaps[i + 1] == 1 {
      result.one += (logs[i + 1] - logs[i]) * (logs[i + 1] - logs[i])
      result.two += (logs[i + 2] - logs[i]) * (logs[i + 2] - logs[i])
      result.starts += 1
    }
    return result
  }

  /// What the groups of tracks say about brightness.
  ///
  /// - Parameters:
  ///   - curves: the same tracks, grouped.
  ///   - drawn: how often each track counts; nil for once.
  /// - Returns: weights and mean log heights by group.
  func evidence(_ curves: TrackCurves, drawn: [Double]? = nil) -> BrightnessDepth.Evidence {
    var sums = [Double](repeating: 0, count: curves.groupCount)
    var logs = sums
    var total = 0.0
    var squares = 0.0
    for (i, group) in curves.groupOfTrack.enumerated() {
      let weight = weights[i] * (drawn?[i] ?? 1)
      sums[group] += weight
      logs[group] += weight * meanLogs[i]
      total += weight
      squares += weight * weights[i]
    }
    return BrightnessDepth.Evidence(
      weights: sums, meanLogs: zip(logs, sums).map { $1 > 0 ? $0 / $1 : 0 },
      effectiveTracks: squares > 0 ? total * total / squares : 0)
  }

  /// All tracks' wandering together, and the starts by group of like tracks.
  func wandering(_ curves: TrackCurves) -> (sum: Wandering, startsByGroup: [Double]) {
    var sum = Wandering()
    var starts = [Double](repeating: 0, count: curves.groupCount)
    for (w, group) in zip(wanderings, curves.groupOfTrack) {
      sum.one += w.one
      sum.two += w.two
      sum.starts += w.starts
      starts[group] += w.starts
    }
    return (sum, starts)
  }
}
