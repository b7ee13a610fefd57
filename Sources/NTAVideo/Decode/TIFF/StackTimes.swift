import Algorithms
import NTAAnalysis

/// When the frames of a stack were taken.
struct StackTimes {
  /// The raster of the frames.
  let timing: FrameTiming
  /// Time of each frame in ticks of `timing`; nil where only the interval is known.
  private let ticks: [Int64]?

  /// A software's clock notes the time of a frame late now and then: frames up to this part of an
  /// interval off the raster are on it.
  private static let jitter = 0.4
  private static let tick_s = 1e-6

  /// Takes the time of each frame where all have one, else the stated interval.
  ///
  /// - Parameters:
  ///   - stack: the stack.
  ///   - channel: number of the channel among the planes, from 0.
  ///   - frames: number of frames.
  ///   - given_s: an interval for a stack that states none.
  init(_ stack: TIFFStack, channel: Int, frames: Int, given_s: Double?) {
    let stated_s = stack.description?.interval_s
    if let noted = Self.noted(stack, channel: channel, frames: frames) {
      timing = FrameTiming(
        ticks: noted, tick_s: Self.tick_s, statedRates_hz: stated_s.map { [1 / $0] } ?? [],
        jitter: Self.jitter)
      ticks = noted
    } else {
      let interval_s = stated_s ?? given_s
      timing = FrameTiming(interval_s: interval_s, tick_s: interval_s ?? 1)
      ticks = nil
    }
  }

  /// The time of a frame.
  func ticks(of frame: Int) -> Int64 { ticks?[frame] ?? Int64(frame) }

  /// The first frame at a time or later.
  func frame(atTicks time: Int64) -> Int {
    guard let ticks else { return Int(time) }
    return ticks.partitioningIndex { $0 >= time }
  }

  /// The noted times, if every frame has one and they rise.
  private static func noted(_ stack: TIFFStack, channel: Int, frames: Int) -> [Int64]? {
    guard let times = stack.description?.planeTimes_s, times.count >= frames, frames > 1 else {
      return nil
    }
    var ticks: [Int64] = []
    ticks.reserveCapacity(frames)
    for frame in 0..<frames {
      guard let plane = stack.plane(frame: frame, channel: channel), let time_s = times[plane],
        time_s.magnitude < 1e9
      else { return nil }
      let tick = Int64((time_s / tick_s).rounded())
      if let last = ticks.last, tick <= last { return nil }
      ticks.append(tick)
    }
    return ticks
  }
}
