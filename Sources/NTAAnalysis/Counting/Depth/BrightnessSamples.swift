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
    /// Growth of the squared change from one lag to the next, summed, for ``AxialGrowth/lags`` but the
    /// first.
    var laterGrowths = SIMD3<Float>.zero
    /// Number of starts that are tracked up to the second lag of each.
    var laterStarts = SIMD3<Float>.zero
    /// Number of starts that are tracked up to the second lag of each of ``AxialGrowth/lags``, among those
    /// early enough in the recording for the longest lag.
    var survivors = SIMD4<Float>.zero

    /// Growth and number of starts, its denominator, of each of ``AxialGrowth/lags``.
    func growth(_ pair: Int) -> (of: Double, over: Double) {
      pair == 0
        ? (Double(two) - Double(one), Double(starts))
        : (Double(laterGrowths[pair - 1]), Double(laterStarts[pair - 1]))
    }
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
    var lastFrames: [Int: Int] = [:]
    for track in tracks {
      let last = track.firstFrame + track.gaps.reduce(0) { $0 + Int($1) }
      lastFrames[track.observation] = max(lastFrames[track.observation] ?? 0, last)
    }
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
      intensityFluctuations.append(
        Self.intensityFluctuation(
          track, detectionProbability, lastFrame: lastFrames[track.observation] ?? 0))
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
    _ track: SizedTrack, _ detectionProbability: DetectionProbability, lastFrame: Int
  ) -> IntensityFluctuation {
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
    var result = IntensityFluctuation(one: Float(one), two: Float(two), starts: Float(starts))
    // Number of frames from each on in which the particle is above the detection threshold, and the
    // frame itself.
    var followed = [Int](repeating: 0, count: amplitudes.count)
    var frames = [Int](repeating: track.firstFrame, count: amplitudes.count)
    for i in frames.indices.dropFirst() { frames[i] = frames[i - 1] + Int(track.gaps[i - 1]) }
    for i in amplitudes.indices.reversed() where amplitudes[i] > detectionThreshold {
      followed[i] = i + 1 < amplitudes.count && track.gaps[i] == 1 ? followed[i + 1] + 1 : 1
    }
    for i in amplitudes.indices where amplitudes[i] > countingThreshold {
      for (k, lags) in AxialGrowth.lags.enumerated() where followed[i] > lags.to {
        if frames[i] + AxialGrowth.longest <= lastFrame { result.survivors[k] += 1 }
        guard k > 0 else { continue }
        let early = logs[i + lags.from] - logs[i]
        let late = logs[i + lags.to] - logs[i]
        result.laterGrowths[k - 1] += Float(late * late - early * early)
        result.laterStarts[k - 1] += 1
      }
    }
    return result
  }
}
