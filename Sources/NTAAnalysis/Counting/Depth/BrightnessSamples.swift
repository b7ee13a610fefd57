import Foundation

/// Weight, mean log amplitude and intensity fluctuations of each track.
package struct BrightnessSamples: Sendable {
  /// Particles each track represents, summed over its counted frames.
  package let weights: [Double]
  /// Weighted mean of ln(amplitude / counted) over the counted frames of each track.
  let meanLogs: [Double]
  /// Intensity fluctuations of each track.
  let wanderings: [Wandering]

  /// Sums of squared changes of ln amplitude over one and two frames, and the number of starting
  /// frames, which both share.
  struct Wandering: Sendable {
    var one: Float = 0
    var two: Float = 0
    var starts: Float = 0
  }

  /// Weights detections by `detectionProbability`; without it every detection counts once.
  package init(_ tracks: some Sequence<SizedTrack>, detectionProbability: DetectionProbability?) {
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

  /// Changes over start frames above the counting threshold whose next two frames are above the
  /// detection threshold.
  ///
  /// ``AxialCalibration`` models the same selection. Defocused spots can be detected below that
  /// threshold, too; they are excluded.
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
