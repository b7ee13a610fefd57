/// The true numbers and times of a recording's frames, where they are not those of the file.
package struct FrameNumbers: Sendable, Equatable {
  /// True number of each frame of the file, rising.
  package var numbers: [Int32]
  /// True time of each frame of the file, s.
  package var times_s: [Double]
  /// Frames that are missing without a gap in the file's times.
  package var missing: Int

  package init(numbers: [Int32], times_s: [Double], missing: Int) {
    (self.numbers, self.times_s, self.missing) = (numbers, times_s, missing)
  }

  /// Numbers with the frames that certainly are missing.
  ///
  /// - Parameters:
  ///   - lengths: true length in frames of each interval that is not 1 long; interval *k* leads from
  ///     frame *k* to *k + 1*. Lengths below 2 are left alone.
  ///   - times_s: the times that the file states.
  ///   - interval_s: time between frames, > 0 s.
  /// - Returns: nil if no frame is missing.
  package static func filling(
    _ lengths: [Int: Int], times_s: [Double], interval_s: Double
  ) -> FrameNumbers? {
    let missing = lengths.values.filter { $0 > 1 }.reduce(0) { $0 + $1 - 1 }
    guard missing > 0 else { return nil }
    var shift = 0
    var numbers: [Int32] = []
    var times: [Double] = []
    for (frame, time) in times_s.enumerated() {
      if frame > 0, let length = lengths[frame - 1], length > 1 { shift += length - 1 }
      numbers.append(Int32(frame + shift))
      times.append(time + Double(shift) * interval_s)
    }
    return FrameNumbers(numbers: numbers, times_s: times, missing: missing)
  }
}
