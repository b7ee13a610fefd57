import Foundation

/// The tracks of a run as counted particles: their weights and what their brightness says.
struct BrightnessSamples: Sendable {
  /// Particles each track stands for, summed over its counted frames.
  let weights: [Double]
  /// Weighted mean of ln(height / counted) over the counted frames of each track.
  let meanLogs: [Double]
  /// How the brightness of each track wanders.
  let wanderings: [Wandering]

  /// Squared changes of ln height over one and two frames, from the same starts.
  struct Wandering: Sendable {
    var one: Float = 0
    var two: Float = 0
    var starts: Float = 0
  }

  /// Weighs tracks by what `detectionProbability` says; without it every sighting counts once.
  init(_ tracks: some Sequence<SizedTrack>, detectionProbability: DetectionProbability?) {
    guard let detectionProbability else {
      weights = tracks.map { Double($0.frames) }
      meanLogs = weights.map { _ in 0 }
      wanderings = tracks.map { _ in Wandering() }
      return
    }
    var weights: [Double] = []
    var meanLogs: [Double] = []
    var wanderings: [Wandering] = []
    for track in tracks {
      var weight = 0.0
      var sum = 0.0
      for height in track.brightness {
        let w = detectionProbability.weight(height)
        guard w > 0 else { continue }
        weight += w
        sum += w * log(Double(height) / detectionProbability.counted)
      }
      weights.append(weight)
      meanLogs.append(weight > 0 ? sum / weight : 0)
      wanderings.append(Self.wandering(track, detectionProbability))
    }
    self.weights = weights
    self.meanLogs = meanLogs
    self.wanderings = wanderings
  }

  /// Changes from where a track is counted to where it is above the threshold still, as
  /// ``AxialCalibration`` expects them: spots that are out of focus are found below it, too.
  private static func wandering(_ track: SizedTrack, _ detectionProbability: DetectionProbability)
    -> Wandering
  {
    let (counted, limit) = (Float(detectionProbability.counted), Float(detectionProbability.limit))
    var (one, two, starts) = (0.0, 0.0, 0)
    let heights = track.brightness
    let logs = heights.map { log(Double(max($0, 0.1))) }
    for i in 0..<max(logs.count - 2, 0)
    where heights[i] > counted && heights[i + 1] > limit && heights[i + 2] > limit
      && track.gaps[i] == 1 && track.gaps[i + 1] == 1
    {
      one += (logs[i + 1] - logs[i]) * (logs[i + 1] - logs[i])
      two += (logs[i + 2] - logs[i]) * (logs[i + 2] - logs[i])
      starts += 1
    }
    return Wandering(one: Float(one), two: Float(two), starts: Float(starts))
  }
}
