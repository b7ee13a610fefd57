import Foundation
import Testing

@testable import NTAAnalysis

@Suite("Frame intervals")
struct FrameIntervalsTests {
  private static let walk = BrownianWalk(
    diffusion_um2_per_s: 4.5, exposure_s: 0.01, noise_um: 0.05)
  private static let frames = 60

  /// The intervals of a recording that consists of the given true frames; a frame that comes twice
  /// repeats the one before.
  private static func intervals(
    ofTrueFrames shown: [Int], particles: Int, generator: inout SeededGenerator
  ) -> FrameIntervals {
    var intervals = FrameIntervals(intervals: shown.count - 1)
    let last = shown.max() ?? 0
    for particle in 0..<particles {
      let path = walk.trajectory(frames: last + 1, particle: particle, generator: &generator)
      var track = path
      track.frames = shown.indices.map { Int32($0) }
      track.times_s = shown.indices.map { Double($0) / 30 }
      track.x_um = shown.map { path.x_um[$0] }
      track.y_um = shown.map { path.y_um[$0] }
      track.variance_um2 = shown.map { path.variance_um2[$0] }
      track.intensity = shown.map { path.intensity[$0] }
      intervals.add(track)
    }
    return intervals
  }

  @Test("One lost frame is found, with its length, by 200 particles", arguments: [3, 30, 55])
  func oneLostFrame(lost: Int) {
    var generator = SeededGenerator(seed: 511)
    let shown = (0...Self.frames).filter { $0 != lost }
    let found = Self.intervals(ofTrueFrames: shown, particles: 200, generator: &generator)
    #expect(found.unusual == [lost - 1: 2])
    // Blur takes as much off one interval as off two, so that the ratio is 2.09; 200 particles know it
    // to 7 %.
    let ratio = found.ratios[lost - 1] ?? 0
    #expect(abs(ratio / 2.09 - 1) < 4 * 0.071, "\(ratio)")
  }

  @Test("Every tenth frame lost is found")
  func everyTenthLost() {
    var generator = SeededGenerator(seed: 512)
    let shown = (0..<Self.frames).filter { $0 % 10 != 7 }
    let found = Self.intervals(ofTrueFrames: shown, particles: 300, generator: &generator)
    let truth = shown.indices.dropLast().filter { shown[$0 + 1] - shown[$0] == 2 }
    #expect(truth.count == 6)
    #expect(found.unusual == Dictionary(uniqueKeysWithValues: truth.map { ($0, 2) }))
  }

  @Test("A pause of five frames is found by 30 particles", arguments: 0..<20 as Range<UInt64>)
  func pause(seed: UInt64) {
    var generator = SeededGenerator(seed: 513 + seed)
    let shown = Array(0..<25) + Array(30..<Self.frames)
    let found = Self.intervals(ofTrueFrames: shown, particles: 30, generator: &generator)
    #expect(Array(found.unusual.keys) == [24])
    // The ratio of six intervals is known to 6 / √30.
    let length = Double(found.unusual[24] ?? 0)
    #expect(abs(length - 6) < 4 * 6 / 30.0.squareRoot() + 0.5, "\(length)")
  }

  @Test("A repeated frame is found by 30 particles", arguments: [0, 20, 58])
  func repeated(frame: Int) {
    var generator = SeededGenerator(seed: 534)
    let shown = Array(0...frame) + Array(frame..<Self.frames)
    let found = Self.intervals(ofTrueFrames: shown, particles: 30, generator: &generator)
    #expect(found.unusual == [frame: 0])
  }

  @Test("Nothing is found in 200 recordings without a fault, and their spread is chance")
  func falseAlarms() {
    var generator = SeededGenerator(seed: 535)
    var spreads: [Double] = []
    for recording in 0..<200 {
      let found = Self.intervals(
        ofTrueFrames: Array(0..<Self.frames), particles: 40, generator: &generator)
      #expect(found.unusual.isEmpty, "recording \(recording)")
      spreads.append(found.excessSpread)
    }
    // The mean over 59 intervals of a variance of 1 / 40 is known to 0.0046; 4.5 errors of that are the
    // square of 0.144.
    #expect((spreads.max() ?? 1) < 0.144)
  }

  @Test("Intervals that vary beyond chance have that spread")
  func unevenIntervals() {
    var generator = SeededGenerator(seed: 536)
    // Every other interval is three times as long as the others: ratios of 1 and 3 over their
    // median, which lies between 1 and 3.
    let shown = (0..<Self.frames).map { 4 * ($0 / 2) + $0 % 2 }
    let found = Self.intervals(ofTrueFrames: shown, particles: 60, generator: &generator)
    #expect(found.excessSpread > 0.4)
  }

  @Test("Tracks that are too short and particles that are too few say nothing")
  func tooFew() {
    var generator = SeededGenerator(seed: 537)
    let short = Self.intervals(ofTrueFrames: Array(0..<6), particles: 50, generator: &generator)
    #expect(short.ratios == [Double?](repeating: nil, count: 5))
    let few = Self.intervals(
      ofTrueFrames: Array(0..<Self.frames), particles: 3, generator: &generator)
    #expect(few.ratios.allSatisfy { $0 == nil } && few.unusual.isEmpty && few.excessSpread == 0)
    let none = FrameIntervals(intervals: -1)
    #expect(none.ratios.isEmpty && none.unusual.isEmpty)
  }
}
