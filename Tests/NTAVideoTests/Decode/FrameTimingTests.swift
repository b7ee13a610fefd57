import _TestSupport
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite struct FrameTimingTests {
  /// Milliseconds of a 30 Hz raster, rounded as Matroska rounds them.
  private func milliseconds(_ frames: [Int], rate_hz: Double = 30) -> [Int64] {
    frames.map { Int64((Double($0) * 1000 / rate_hz).rounded()) }
  }

  @Test func roundedTimesGiveTheStatedRateExactly() {
    let timing = FrameTiming(
      ticks: milliseconds(Array(0..<60)), tick_s: 0.001, statedRates_hz: [30])
    #expect(timing.interval_s == 1.0 / 30)
    #expect(!timing.isVariable)
  }

  @Test func aWrongStatedRateIsNotBelieved() throws {
    let timing = FrameTiming(
      ticks: milliseconds(Array(0..<60)), tick_s: 0.001, statedRates_hz: [31.03, 25])
    // Both ends are within half a tick: the mean is within one tick over 59 intervals.
    #expect(abs(try #require(timing.interval_s) - 1.0 / 30) <= 0.001 / 59)
    #expect(!timing.isVariable)
  }

  @Test func lostFramesDoNotStretchTheInterval() {
    let frames = (0..<60).filter { $0 % 7 != 3 }
    let timing = FrameTiming(
      ticks: milliseconds(frames), tick_s: 0.001, statedRates_hz: [25.9, 30])
    #expect(timing.interval_s == 1.0 / 30)
    var clock = FrameClock(timing: timing, firstTicks: nil, givenInterval_s: nil)
    #expect(milliseconds(frames).map { clock.read(ticks: $0).index } == frames)
  }

  @Test func timesOffTheRasterAreVariable() {
    // Every third frame late by 0.3 intervals.
    let ticks: [Int64] = (0..<60).map { $0 % 3 == 0 ? 3000 * $0 + 900 : 3000 * $0 }
    let timing = FrameTiming(ticks: ticks, tick_s: 1 / 90000, statedRates_hz: [30])
    #expect(timing.isVariable)
    var clock = FrameClock(timing: timing, firstTicks: nil, givenInterval_s: nil)
    let readings = ticks.map { clock.read(ticks: $0) }
    #expect(readings.map(\.index) == Array(0..<60))
    for (reading, time) in zip(readings, ticks) {
      #expect(abs(reading.time_s - Double(time - ticks[0]) / 90000) < 1e-12)
    }
  }

  @Test(arguments: [[], [7], [7, 7, 7]] as [[Int64]])
  func tooFewTimesLeaveTheStatedRate(_ ticks: [Int64]) {
    #expect(FrameTiming(ticks: ticks, tick_s: 1, statedRates_hz: [20]).interval_s == 0.05)
    #expect(FrameTiming(ticks: ticks, tick_s: 1, statedRates_hz: [0, .nan]).interval_s == nil)
  }

  @Test(arguments: [VideoEncoding.h264(crf: 18), .mjpeg(quality: 2)], [2, 3])
  func anAVIWithSeveralTicksAFramePromisesFrames(_ encoding: VideoEncoding, ticks: Int) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("fields.avi")
    let rate_hz = 30.0 * Double(ticks)
    var writer = try VideoWriter(
      path: path, width: 64, height: 48, frameRate_hz: rate_hz, encoding: encoding)
    for frame in 0..<20 {
      try writer.append(DrawnVideo.slope(frame: frame))
      writer.skip(frames: ticks - 1)
    }
    try writer.finish()
    let read = try ReadVideo(.file(path: path))
    #expect(read.tally.expected == 20 && read.tally.decoded == 20 && read.tally.missing == 0)
    #expect(read.stamps.map(\.index) == Array(0..<20))
    #expect(abs((read.properties.frameRate_hz ?? 0) - 30) < 1e-6)
  }

  @Test func aLateFrameIsReported() {
    let timing = FrameTiming(interval_s: 0.1, tick_s: 0.001)
    var clock = FrameClock(timing: timing, firstTicks: 0, givenInterval_s: nil)
    #expect(clock.read(ticks: 0) == .init(index: 0, time_s: 0, isOnLine: true))
    #expect(
      clock.read(ticks: 130) == .init(index: 1, time_s: 0.13, isOnLine: false))
    #expect(
      clock.read(ticks: 201) == .init(index: 2, time_s: 0.2, isOnLine: true))
    // No time, and one that runs backwards: numbers still rise.
    #expect(clock.read(ticks: nil).index == 3)
    #expect(clock.read(ticks: 100).index == 4)
  }

  @Test func aVariableRateIsReadThroughTheContainer() throws {
    let folder = try TemporaryFolder()
    for name in ["v.mp4", "v.mkv"] {
      // On a raster of 1 ms, intervals of 30, 37 and 41 ms fit no common one.
      var writer = try VideoWriter(
        path: folder.file(name), width: 64, height: 48, frameRate_hz: 1000,
        encoding: .mpeg4(quality: 5))
      var times: [Int] = []
      var time = 0
      for frame in 0..<40 {
        try writer.append(DrawnVideo.slope(frame: frame))
        times.append(time)
        let interval = [30, 37, 41][frame % 3]
        writer.skip(frames: interval - 1)
        time += interval
      }
      try writer.finish()
      let read = try ReadVideo(.file(path: folder.file(name)))
      #expect(read.properties.isVariableRate)
      #expect(read.stamps.map(\.index) == Array(0..<40))
      for (stamp, time) in zip(read.stamps, times) {
        #expect(abs(stamp.time_s - Double(time) / 1000) < 1e-9)
      }
    }
  }
}
