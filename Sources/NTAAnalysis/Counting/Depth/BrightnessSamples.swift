import Foundation

/// Weight, mean log amplitude and intensity fluctuations of each track.
package struct BrightnessSamples: Sendable {
  /// Particles each track represents, summed over its counted frames.
  package let weights: [Double]
  /// Weighted mean of ln(amplitude / threshold) over the counted frames of each track.
  let meanLogs: [Double]
  /// Intensity fluctuations of each track.
  let intensityFluctuations: [IntensityFluctuation]

  /// Sums of squared changes of ln amplitude over one and two frames, and the number of starting
  /// frames, which both share.
  struct IntensityFluctuation: Sendable {
    var one: Float = 0
    var two: Float = 0
    var starts: Float = 0
  }

  /// Weights detections by `detectionProbability`; without it every detection counts once.
  package init(_ tracks: some Sequence<SizedTrack>, detectionProbability: DetectionProbability?) {
    guard let detectionProbability else {
      weights = tracks.map { Double($0.frames) }
      meanLogs = weights.map { _ in 0 }
      intensityFluctuations = tracks.map { _ in IntensityFluctuation() }
      return
    }
    var weights: [Double] = []
    var meanLogs: [Double] = []
    var intensityFluctuations: [IntensityFluctuation] = []
    for track in tracks {
      var weight = 0.0
      var sum = 0.0
      for amplitude in track.amplitudes {
        let w = detectionProbability.weight(amplitude)
        guard w > 0 else { continue }
        weight += w
        sum += w * log(Double(amplitude) / detectionProbability.countingThreshold)
      }
      weights.append(weight)
      meanLogs.append(weight > 0 ? sum / weight : 0)
      intensityFluctuations.append(Self.intensityFluctuation(track, detectionProbability))
    }
    self.weights = weights
    self.meanLogs = meanLogs
    self.intensityFluctuations = intensityFluctuations
  }

  /// Changes over start frames above the counting threshold whose next two frames are above the
  /// detection threshold.
  ///
  /// ``AxialCalibration`` models the same selection. Defocused spots can be detected below that
  /// threshold, too; they are excluded.
  private static func intensityFluctuation(
    _ track: SizedTrack, _ detectionProbability: DetectionProbability
  )
    -> IntensityFluctuation
  {
    let countingThreshold = Float(detectionProbability.countingThreshold)
    let detectionThreshold = Float(detectionProbability.detectionThreshold)
    var (one, two, starts) = (0.0, 0.0, 0)
    let amplitudes = track.amplitudes
    let logs = amplitudes.map { log(Double(max($0, 0.1))) }
    for i in 0..<max(logs.count - 2, 0)
    where amplitudes[i] > countingThreshold && amplitudes[i + 1] > detectionThreshold
      && amplitudes[i + 2] > detectionThreshold
      && track.gaps[i] == 1 && track.gaps[i + 1] == 1
    {
      one += (logs[i + 1] - logs[i]) * (logs[i + 1] - logs[i])
      two += (logs[i + 2] - logs[i]) * (logs[i + 2] - logs[i])
      starts += 1
    }
    return IntensityFluctuation(one: Float(one), two: Float(two), starts: Float(starts))
  }
}
