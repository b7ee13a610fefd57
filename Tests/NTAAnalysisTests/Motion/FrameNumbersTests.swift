import Testing

@testable import NTAAnalysis

@Suite("Frame numbers")
struct FrameNumbersTests {
  private static let times_s = [0, 0.1, 0.2, 0.3, 0.4]

  @Test("Frames behind a gap have their true numbers and times")
  func filling() throws {
    // One frame is missing after frame 1, and three after frame 2.
    let numbers = try #require(
      FrameNumbers.filling([1: 2, 2: 4], times_s: Self.times_s, interval_s: 0.1))
    #expect(numbers.numbers == [0, 1, 3, 7, 8])
    #expect(numbers.missing == 4)
    let truth = [0, 0.1, 0.3, 0.7, 0.8]
    for (time, true_s) in zip(numbers.times_s, truth) { #expect(abs(time - true_s) < 1e-12) }
  }

  @Test("A repeated frame among missing ones is left alone")
  func repeated() throws {
    let numbers = try #require(
      FrameNumbers.filling([0: 0, 3: 2], times_s: Self.times_s, interval_s: 0.1))
    #expect(numbers.numbers == [0, 1, 2, 3, 5] && numbers.missing == 1)
  }

  @Test("Without missing frames there is nothing to correct")
  func nothing() {
    for lengths in [[:], [2: 0], [1: 1]] {
      #expect(FrameNumbers.filling(lengths, times_s: Self.times_s, interval_s: 0.1) == nil)
    }
  }

  @Test("Trajectories have the true numbers and times, and so the true diffusion")
  func trajectories() throws {
    let points = (0..<5).map {
      TrackPoint(frame: Int32($0), x: Float(2 * $0), y: 0, intensity: 1, variance: 0.01)
    }
    let position = PositionTracks(
      position: 1, frameTimes_s: Self.times_s, tracks: [Track(particle: 1, points: points)])
    let drift = Drift(of: [], frameCount: 5, interval_s: 0.1)
    let numbers = FrameNumbers.filling([1: 3], times_s: Self.times_s, interval_s: 0.1)
    let track = try #require(
      Array(
        Trajectories(position, drift: drift, pixelSize_um: 0.5, frameNumbers: numbers)
      ).first)
    #expect(track.frames == [0, 1, 4, 5, 6])
    #expect(track.x_um == [0, 1, 2, 3, 4])
    #expect(abs(track.times_s[2] - 0.4) < 1e-12 && abs(track.times_s[4] - 0.6) < 1e-12)
  }
}
