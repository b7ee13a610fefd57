import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Converted frame rates")
struct RateConversionTests {
  /// A camera at 30 Hz of which every frame comes twice at 60 Hz.
  private static var doubled: DrawnPosition {
    DrawnPosition(fileRate_hz: 60, fileFrame: { 2 * $0 }, repeated: 40)
  }

  /// A camera at 24 Hz of which every fourth frame is repeated at 30 Hz.
  private static var telecine: DrawnPosition {
    DrawnPosition(fileRate_hz: 30, fileFrame: { 5 * ($0 / 4) + $0 % 4 }, repeated: 10)
  }

  /// Demands the drawn diffusion and even times in each trajectory.
  private static func expect(
    _ position: PositionAnalysis, of drawn: DrawnPosition, rate_hz: Double,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    #expect(abs(position.interval_s * rate_hz - 1) < 1e-9, sourceLocation: sourceLocation)
    for track in position.trajectories(pixelSize_um: 1) {
      #expect(
        track.frames == (0..<drawn.recorded).map { Int32($0) }, sourceLocation: sourceLocation)
      for (frame, time_s) in track.times_s.enumerated() {
        #expect(abs(time_s - Double(frame) / rate_hz) < 1e-9, sourceLocation: sourceLocation)
      }
    }
    // Two axes of 60 particles and 39 displacements: 1 / √2340 of error. Times by the file would be off
    // by a quarter or more.
    let truth = drawn.variance_px2 * rate_hz / 2
    let error = 1 / Double(drawn.particles * (drawn.recorded - 1)).squareRoot()
    #expect(
      abs(position.diffusion_px2_per_s / truth - 1) < 4 * error, sourceLocation: sourceLocation)
  }

  @Test("Frames that come twice have the times of the camera")
  func doubledFrames() throws {
    let position = Self.doubled.analysis(seed: 601).undoingRateConversion(statedRate_hz: nil)
    try Self.expect(position, of: Self.doubled, rate_hz: 30)
    #expect(position.correctingFrameIntervals(in: nil).intervals?.unusual.isEmpty == true)
  }

  @Test("Four frames shown as five have the times of the camera")
  func fourAsFive() throws {
    let position = Self.telecine.analysis(seed: 602).undoingRateConversion(statedRate_hz: nil)
    try Self.expect(position, of: Self.telecine, rate_hz: 24)
    #expect(position.correctingFrameIntervals(in: nil).intervals?.unusual.isEmpty == true)
  }

  @Test("The camera's own rate is believed if it fits the conversion, another is not")
  func statedRate() throws {
    let file = Self.telecine.analysis(seed: 603)
    let exact = file.undoingRateConversion(statedRate_hz: 23.976)
    try Self.expect(exact, of: Self.telecine, rate_hz: 23.976)
    let other = file.undoingRateConversion(statedRate_hz: 30)
    try Self.expect(other, of: Self.telecine, rate_hz: 24)
  }

  @Test("Common motion in a converted recording is taken out, and reported as it was")
  func drift() throws {
    for (drawn, rate_hz) in [(Self.doubled, 30.0), (Self.telecine, 24.0)] {
      var drawn = drawn
      drawn.drift_px = SIMD2(1, -0.5)
      let position = drawn.analysis(seed: 604).undoingRateConversion(statedRate_hz: nil)
      try Self.expect(position, of: drawn, rate_hz: rate_hz)
      let drift = position.drift_um_per_s(pixelSize_um: 0.5)
      // The mean of 2340 steps of 1 px, at a pixel of 0.5 µm.
      let error = 0.5 * rate_hz / 2340.0.squareRoot()
      #expect(abs(drift.x - 0.5 * rate_hz) < 4 * error, "\(drift) at \(rate_hz) Hz")
      #expect(abs(drift.y + 0.25 * rate_hz) < 4 * error, "\(drift) at \(rate_hz) Hz")
    }
  }

  @Test("A recorder that fills in for single lost frames has not converted the rate")
  func fewRepeated() {
    var drawn = DrawnPosition()
    drawn.repeated = 8
    let position = drawn.analysis(seed: 605).undoingRateConversion(statedRate_hz: nil)
    #expect(position.frameNumbers == nil && abs(position.interval_s * 30 - 1) < 1e-9)
  }

  @Test("Frames lost without a gap in the times are found by the displacements, and corrected")
  func lostFrames() {
    // 160 particles tell a doubled displacement from a single one, whatever chance does.
    var drawn = DrawnPosition(particles: 160, recorded: 60)
    let whole = drawn.analysis(seed: 606).correctingFrameIntervals(in: nil)
    #expect(whole.frameNumbers == nil && whole.intervals?.unusual.isEmpty == true)
    // Every tenth frame is not in the file: what is drawn as 7 and 8 lies two intervals apart.
    drawn.recorded = 66
    var lossy = drawn.analysis(seed: 606)
    lossy.tracks.tracks = TrackList(
      lossy.tracks.tracks.map { track in
        let kept = track.points.filter { $0.frame % 11 != 7 }
        return Track(
          particle: track.particle,
          points: kept.enumerated().map { index, point in
            TrackPoint(
              frame: Int32(index), x: point.x, y: point.y, intensity: point.intensity,
              variance: point.variance)
          })
      })
    lossy = PositionAnalysis(
      PositionTracks(
        position: 1, frameTimes_s: (0..<60).map { Double($0) / 30 },
        tracks: lossy.tracks.tracks))
    let corrected = lossy.correctingFrameIntervals(in: nil)
    #expect(corrected.frameNumbers?.missing == 6)
    let truth = (0..<66).filter { $0 % 11 != 7 }.map { Int32($0) }
    #expect(corrected.frameNumbers?.numbers == truth)
    let error = 1 / (160.0 * 65).squareRoot()
    #expect(abs(corrected.diffusion_px2_per_s / 15 - 1) < 4 * error)
    // Without the correction a tenth of the time is missing.
    #expect(lossy.diffusion_px2_per_s / 15 > 1.1 - 4 * error)
  }

  @Test("Tracks end at a pause, and the time of the pause is not lost")
  func pause() {
    let drawn = DrawnPosition(particles: 60, recorded: 60)
    let whole = drawn.analysis(seed: 607)
    // Eight frames are missing between frames 20 and 29.
    let tracks = whole.tracks.tracks.map { track in
      let kept = track.points.filter { !(21...28).contains($0.frame) }
      return Track(
        particle: track.particle,
        points: kept.enumerated().map { index, point in
          TrackPoint(
            frame: Int32(index), x: point.x, y: point.y, intensity: 40, variance: 0.01)
        })
    }
    let position = PositionAnalysis(
      PositionTracks(
        position: 1, frameTimes_s: (0..<52).map { Double($0) / 30 }, tracks: tracks))
    let corrected = position.correctingFrameIntervals(in: nil)
    let parts = Array(corrected.tracks.tracks)
    #expect(
      parts.map(\.points.count) == Array(repeating: 21, count: 60) + Array(repeating: 31, count: 60)
    )
    #expect(Set(parts.map(\.particle)).count == 120)
    #expect(abs(corrected.diffusion_px2_per_s / 15 - 1) < 4 / (60.0 * 50).squareRoot())
    // The ratio of nine intervals is known to 9 / √60.
    let missing = Double(corrected.frameNumbers?.missing ?? 0)
    #expect(abs(missing - 8) < 4 * 9 / 60.0.squareRoot())
  }
}
