import NTAAnalysis

extension PositionAnalysis {
  /// Repeated frames for each one that was recorded, from which a recording was converted to a higher
  /// frame rate; a recorder that fills in for single lost frames repeats fewer.
  private static let convertedShare = 0.2
  /// Relative difference of rates that are the same.
  private static let sameRate = 0.05

  /// The same with times by the frames that were recorded, where a converter has repeated some.
  ///
  /// Recorded frames are equally far apart in time, whatever places a converter gave them. A rate that
  /// somebody states is that of the recording if it is the container's less the repeated frames.
  ///
  /// - Parameter statedRate_hz: the frame rate that goes before the container's, if any.
  /// - Returns: the position, unchanged where few frames are repeated.
  func undoingRateConversion(statedRate_hz: Double?) -> PositionAnalysis {
    guard let imaging, frames > 1 else { return self }
    let repeated = Double(imaging.repeatedFrames) / Double(frames)
    guard repeated > Self.convertedShare else { return self }
    var interval_s = self.interval_s * (1 + repeated)
    if let statedRate_hz, let container = imaging.containerRate_hz,
      abs(container / (1 + repeated) / statedRate_hz - 1) < Self.sameRate
    {
      interval_s = 1 / statedRate_hz
    }
    var numbers: [Int32] = []
    var next = 0
    for frame in tracks.frameTimes_s.indices {
      if next + 1 < analysedFrames.count, Int(analysedFrames[next + 1]) <= frame { next += 1 }
      numbers.append(Int32(next))
    }
    var result = self
    result.interval_s = interval_s
    result.drift = Drift(of: tracks.tracks, numbers: numbers, interval_s: interval_s)
    result.frameNumbers = FrameNumbers(
      numbers: numbers, times_s: numbers.map { Double($0) * interval_s }, missing: 0)
    return result
  }
}
