import NTAAnalysis

extension PositionAnalysis {
  /// Number of repeated frames per recorded frame above which a recording counts as converted to a
  /// higher frame rate; recording software that replaces single lost frames repeats fewer.
  private static let convertedFraction = 0.2
  /// Relative difference up to which two frame rates count as equal.
  private static let sameRate = 0.05

  /// Corrects the frame times if a conversion to a higher frame rate has repeated frames.
  ///
  /// The frames that were recorded are evenly spaced in time, whatever times the conversion gave them.
  /// A stated frame rate is used if it equals the container's rate without the repeated frames.
  ///
  /// - Parameter statedRate_hz: the frame rate that overrides the container's, if there is one.
  /// - Returns: the position, unchanged if few frames are repeated.
  func undoingRateConversion(statedRate_hz: Double?) -> PositionAnalysis {
    guard let imaging, frames > 1 else { return self }
    let repeated = Double(imaging.repeatedFrames) / Double(frames)
    guard repeated > Self.convertedFraction else { return self }
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
