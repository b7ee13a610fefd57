import NTAAnalysis

/// Turns the container's times into frame numbers and seconds.
///
/// At a constant rate, a frame's number is that of the nearest raster position (see
/// ``FrameTiming``), so that lost frames leave gaps, and its time is snapped to that position. At a
/// variable rate, frames are counted and times are taken as they are. A frame rate given by the
/// caller replaces the container's seconds, not its gaps.
struct FrameClock {
  /// A frame's position in the whole video.
  struct Reading: Equatable {
    let index: Int
    let time_s: Double
    /// True when the time follows from the frame's number, at a constant rate.
    let isOnLine: Bool
  }

  private let timing: FrameTiming
  private let givenInterval_s: Double?
  private var firstTicks: Int64?
  private var lastIndex = -1
  private var lastTime_s = 0.0

  /// Creates a clock that has seen no frame.
  /// - Parameters:
  ///   - timing: the raster.
  ///   - firstTicks: time of frame 0; nil to take that of the first frame read.
  ///   - givenInterval_s: replaces the container's interval.
  init(timing: FrameTiming, firstTicks: Int64?, givenInterval_s: Double?) {
    self.timing = timing
    self.firstTicks = firstTicks
    self.givenInterval_s = givenInterval_s
  }

  /// Number of the raster position nearest to a time; nil at a variable rate or before frame 0.
  func rasterIndex(ofTicks ticks: Int64?) -> Int? {
    guard let ticks, let firstTicks, !timing.isVariable, let interval_s = timing.interval_s,
      interval_s > 0
    else { return nil }
    let position = (Double(ticks) - Double(firstTicks)) * timing.tick_s / interval_s
    // Larger positions mean that the container's times are invalid.
    guard position.magnitude < 1e12 else { return nil }
    let index = Int(position.rounded())
    return index < 0 ? nil : index
  }

  /// The container's time of a raster position; nil at a variable rate.
  func ticks(ofIndex index: Int) -> Int64? {
    guard let firstTicks, !timing.isVariable, let interval_s = timing.interval_s else { return nil }
    let ticks = Double(firstTicks) + (Double(index) * interval_s / timing.tick_s).rounded()
    return ticks.magnitude < 9e18 ? Int64(ticks) : nil
  }

  /// The lowest number that the next frame can get.
  var nextIndex: Int { lastIndex + 1 }

  /// Seconds from one frame to the next, for frames that are on the raster.
  var interval_s: Double { givenInterval_s ?? timing.interval_s ?? 0 }

  /// Start time of a section, given the reading of its first frame: its raster position, or the
  /// time of that frame at a variable rate.
  func sectionStart_s(from reading: Reading, section start: Int) -> Double {
    if let givenInterval_s { return Double(start) * givenInterval_s }
    guard !timing.isVariable, let interval_s = timing.interval_s else {
      return start == 0 ? 0 : reading.time_s
    }
    return Double(start) * interval_s
  }

  /// Places the next frame, in presentation order.
  mutating func read(ticks: Int64?) -> Reading {
    if firstTicks == nil { firstTicks = ticks }
    let raster = rasterIndex(ofTicks: ticks)
    // Numbers increase strictly, whatever the container states.
    let index = max(raster ?? lastIndex + 1, lastIndex + 1)
    let interval_s = timing.interval_s ?? givenInterval_s ?? 0
    let raw_s = elapsed_s(ticks) ?? (lastTime_s + interval_s)
    let line_s = Double(index) * interval_s
    let isOnRaster = abs(raw_s - line_s) <= timing.tolerance_s
    let time_s: Double
    if let givenInterval_s {
      time_s = Double(index) * givenInterval_s
    } else if timing.isVariable || !isOnRaster {
      time_s = max(raw_s, lastTime_s)
    } else {
      time_s = line_s
    }
    lastIndex = index
    lastTime_s = time_s
    return Reading(
      index: index, time_s: time_s, isOnLine: givenInterval_s != nil || time_s == line_s)
  }

  private func elapsed_s(_ ticks: Int64?) -> Double? {
    guard let ticks, let firstTicks else { return nil }
    return (Double(ticks) - Double(firstTicks)) * timing.tick_s
  }
}
