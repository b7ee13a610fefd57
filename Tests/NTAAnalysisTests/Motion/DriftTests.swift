import _TestSupport
import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Drift")
struct DriftTests {
  private static let frames = 60
  /// Variance of a step per axis, px²: that of 110 nm at 30 Hz.
  private static let variance = 0.585

  /// Brownian tracks on top of a common motion, one for each particle, in every frame.
  private static func tracks(
    _ count: Int, common: [SIMD2<Double>], _ generator: inout SeededGenerator
  ) -> [Track] {
    (1...count).map { particle in
      var place = SIMD2(generator.uniform(100, 500), generator.uniform(100, 400))
      return Track(
        particle: particle,
        points: (0...common.count).map { frame in
          if frame > 0 {
            let own = SIMD2(generator.normal(), generator.normal()) * variance.squareRoot()
            place += common[frame - 1] + own
          }
          return TrackPoint(
            frame: Int32(frame), x: Float(place.x), y: Float(place.y), intensity: 30, variance: 0)
        })
    }
  }

  private static func drift(of tracks: [Track]) -> Drift {
    Drift(of: tracks, frameCount: frames, interval_s: 1.0 / 30)
  }

  private static let times_s = (0..<frames).map { Double($0) / 30 }

  /// Squared steps per axis of the corrected tracks.
  private static func squares(_ tracks: [Track], _ drift: Drift) -> [Double] {
    tracks.flatMap { track in
      let t = drift.trajectory(of: track, frameTimes_s: times_s, pixelSize_um: 1)
      return [t.x_um, t.y_um].flatMap { axis in
        zip(axis.dropFirst(), axis).map { ($0 - $1) * ($0 - $1) }
      }
    }
  }

  @Test("A constant drift is found to within its standard error", arguments: [3, 20, 150])
  func constant(count: Int) {
    var generator = SeededGenerator(seed: 71, stream: UInt64(count))
    let truth = SIMD2(1.4, -0.6)
    let common = [SIMD2<Double>](repeating: truth, count: Self.frames - 1)
    for _ in 0..<5 {
      let drift = Self.drift(of: Self.tracks(count, common: common, &generator))
      let error = (Self.variance / Double(count * (Self.frames - 1))).squareRoot()
      let off = drift.mean_px - truth
      #expect(abs(off.x) < 4 * error && abs(off.y) < 4 * error, "\(off) of \(error)")
      #expect(drift.step_px.count == Self.frames - 1)
    }
  }

  @Test("Without drift, next to nothing is subtracted")
  func still() {
    var generator = SeededGenerator(seed: 72)
    let common = [SIMD2<Double>](repeating: .zero, count: Self.frames - 1)
    let drift = Self.drift(of: Self.tracks(60, common: common, &generator))
    // Windows hold 400 links or more.
    let bound = 4 * (Self.variance / 400).squareRoot()
    #expect(drift.step_px.allSatisfy { abs($0.x) < bound && abs($0.y) < bound })
  }

  @Test("Vibration is taken away, frame by frame")
  func vibration() {
    var generator = SeededGenerator(seed: 73)
    let common = (0..<Self.frames - 1).map { k in
      SIMD2(3 * sin(2.1 * Double(k)), 1.5 * cos(1.3 * Double(k)))
    }
    let tracks = Self.tracks(60, common: common, &generator)
    let drift = Self.drift(of: tracks)
    let error = (Self.variance / 60).squareRoot()
    for (found, truth) in zip(drift.step_px, common) {
      let off = found - truth
      #expect(abs(off.x) < 5 * error && abs(off.y) < 5 * error)
    }
  }

  /// The own part of a particle in the mean shrinks its steps; without the correction the same test
  /// fails, which shows that it can.
  @Test(
    "The variance of the corrected steps is the particles' own",
    arguments: [3, 10, 60], [true, false])
  func unbiased(count: Int, isVibrating: Bool) {
    var generator = SeededGenerator(seed: 74, stream: UInt64(count))
    var corrected: [Double] = []
    var naive: [Double] = []
    let runs = isVibrating ? 3000 / count : 1000 / count
    for _ in 0..<runs {
      let common = (0..<Self.frames - 1).map { _ in
        isVibrating ? SIMD2(5 * generator.normal(), 5 * generator.normal()) : SIMD2(1.0, 0.5)
      }
      let tracks = Self.tracks(count, common: common, &generator)
      let drift = Self.drift(of: tracks)
      corrected += Self.squares(tracks, drift)
      if isVibrating {
        for track in tracks {
          for (a, b) in zip(track.points, track.points.dropFirst()) {
            let step = drift.step_px[Int(a.frame)]
            let own = SIMD2(Double(b.x - a.x), Double(b.y - a.y)) - step
            naive += [own.x * own.x, own.y * own.y]
          }
        }
      }
    }
    // Steps of one frame share their mean: they count for n - 1 of n.
    let shared = Double(count) / Double(count - 1)
    let error = Self.variance * (2 * shared / Double(corrected.count)).squareRoot()
    let mean = corrected.reduce(0, +) / Double(corrected.count)
    #expect(abs(mean - Self.variance) < 4 * error, "\(mean)")
    if isVibrating {
      let plain = naive.reduce(0, +) / Double(naive.count)
      let expected = Self.variance / shared
      #expect(plain < Self.variance - 4 * error, "\(plain)")
      #expect(abs(plain - expected) < 5 * error, "\(plain) for \(expected)")
    }
  }

  @Test("Over a gap the drift of all its frames is subtracted")
  func gap() {
    var generator = SeededGenerator(seed: 75)
    let common = [SIMD2<Double>](repeating: SIMD2(2, 0), count: Self.frames - 1)
    var tracks = Self.tracks(150, common: common, &generator)
    let drift = Self.drift(of: tracks)
    tracks[0].points.removeSubrange(10..<12)
    let points = tracks[0].points
    let path = drift.trajectory(of: tracks[0], frameTimes_s: Self.times_s, pixelSize_um: 0.5)
    #expect(path.frames == points.map(\.frame))
    #expect(abs(path.times_s[10] - 12.0 / 30) < 1e-12)
    let step = (path.x_um[10] - path.x_um[9]) / 0.5
    let raw = Double(points[10].x - points[9].x)
    // Three intervals of drift; the windows hold thousands of links, so the scale is next to 1.
    #expect(abs(step - (raw - 6)) < 4 * 3 * (Self.variance / 2000).squareRoot() + 0.002 * abs(raw))
  }

  @Test("No tracks and single points give no drift")
  func nothing() {
    let none = Self.drift(of: [])
    #expect(none.mean_px == .zero)
    #expect(Drift(of: [], frameCount: 0, interval_s: 1).mean_px == .zero)
    let point = TrackPoint(frame: 3, x: 1, y: 2, intensity: 1, variance: 0.5)
    let lone = Track(particle: 1, points: [point])
    let path = Self.drift(of: [lone]).trajectory(
      of: lone, frameTimes_s: Self.times_s, pixelSize_um: 2)
    #expect(path.x_um == [2] && path.y_um == [4] && path.variance_um2 == [2])
  }
}
