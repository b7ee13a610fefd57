import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Linker")
struct LinkerTests {
  /// Share of links no method could get right from places alone.
  ///
  /// Two particles a distance *r* apart are better linked crosswise when their separation turns by
  /// more than a right angle, which for a change of variance *s²* per axis has probability
  /// `Phi(-r / s)`; over all partners of density *n* this sums to `n pi s² / 2`, and *s²* is the mean
  /// squared step.
  private static func confusable(_ crowd: DrawnCrowd) -> Double {
    let density = Double(crowd.count) / (crowd.width * crowd.height)
    return density * .pi * crowd.squaredStep_px2 / 2
  }

  @Test("A bead run of 150 particles a frame: 99.9 % of the links are right")
  func purity() {
    var (all, wrong) = (0, 0)
    for seed in [61, 62] as [UInt64] {
      let (frames, owner) = DrawnCrowd().drawn(seed: seed)
      let links = DrawnCrowd.links(DrawnCrowd.tracks(frames), owner: owner)
      all += links.all
      wrong += links.wrong
    }
    #expect(Double(wrong) <= 0.001 * Double(all), "\(wrong) of \(all)")
    // Particles seen in two frames running, less what the edges take.
    #expect(Double(all) > 0.93 * 2 * 150 * 59 * 0.98 * 0.98)
  }

  @Test("No more errors than places alone excuse", arguments: [150, 500])
  func crowding(count: Int) {
    var crowd = DrawnCrowd()
    crowd.count = count
    crowd.brightnessSpread = 0
    crowd.brightnessWander = 0
    crowd.frames = 30
    let (frames, owner) = crowd.drawn(seed: 63)
    let links = DrawnCrowd.links(DrawnCrowd.tracks(frames), owner: owner)
    // Each particle missed or lost leaves a neighbour free to be taken: as much again, at most.
    let expected = 2 * Self.confusable(crowd) * Double(links.all)
    #expect(Double(links.wrong) < expected + 4 * expected.squareRoot(), "\(links)")
    #expect(Double(links.all) > 0.92 * Double(count) * 29 * 0.98 * 0.98)
  }

  @Test("Places alone will do: brightness, width and error need not be known")
  func placesAlone() {
    let (drawn, owner) = DrawnCrowd().drawn(seed: 66)
    let frames = drawn.map { frame in
      frame.map { Detection(x: $0.x, y: $0.y, intensity: .nan, sigma: .nan, variance: .nan) }
    }
    let links = DrawnCrowd.links(DrawnCrowd.tracks(frames), owner: owner)
    let expected = 2 * Self.confusable(DrawnCrowd()) * Double(links.all)
    #expect(Double(links.wrong) < expected + 4 * expected.squareRoot(), "\(links)")
    #expect(Double(links.all) > 0.93 * 150 * 59 * 0.98 * 0.98, "\(links)")
  }

  @Test("Drift of 30 µm/s is followed")
  func drift() {
    var crowd = DrawnCrowd()
    crowd.drift_px = SIMD2(30 / 0.713 / 30, 0)
    let (frames, owner) = crowd.drawn(seed: 64)
    let links = DrawnCrowd.links(DrawnCrowd.tracks(frames), owner: owner)
    #expect(Double(links.wrong) <= 0.002 * Double(links.all), "\(links)")
    #expect(Double(links.all) > 0.93 * 150 * 59 * 0.98 * 0.98, "\(links)")
  }

  /// A particle that stands still, seen in the given frames.
  private static func link(seenIn seen: [Int], of count: Int) -> [[TrackPoint]] {
    var linker = Linker(model: LinkModel(fastestStep_px2: 4, detectionDensity: 1e-4))
    for frame in 0..<count {
      let spot = Detection(x: 100, y: 100, intensity: 30, sigma: 1, variance: 0.01)
      linker.link(seen.contains(frame) ? [spot] : [], frame: frame, time: Double(frame))
    }
    linker.finish()
    return linker.takeFinished()
  }

  @Test("Up to two unseen frames are bridged, three end the track", arguments: [0, 1, 2, 3, 4])
  func gaps(unseen: Int) {
    let second = 5 + unseen
    let tracks = Self.link(seenIn: Array(0..<5) + Array(second..<second + 5), of: second + 5)
    #expect(tracks.map(\.count) == (unseen <= 2 ? [10] : [5, 5]))
  }

  @Test("A track is handed over as soon as it has ended, once")
  func handsOver() {
    var linker = Linker(model: LinkModel(fastestStep_px2: 4, detectionDensity: 1e-4))
    let spot = Detection(x: 10, y: 20, intensity: 30, sigma: 1, variance: 0.01)
    linker.link([spot], frame: 0, time: 0)
    for frame in 1...3 {
      #expect(linker.takeFinished().isEmpty)
      linker.link([], frame: frame, time: Double(frame))
    }
    #expect(
      linker.takeFinished() == [
        [TrackPoint(frame: 0, x: 10, y: 20, intensity: 30, variance: 0.01)]
      ])
    linker.finish()
    #expect(linker.takeFinished().isEmpty)
  }

  @Test("Nothing farther than the gate is linked")
  func gate() {
    for (distance, expected) in [(1.0, 1), (30, 2)] {
      var linker = Linker(model: LinkModel(fastestStep_px2: 4, detectionDensity: 1e-6))
      for frame in 0..<2 {
        let x = Float(100 + distance * Double(frame))
        linker.link(
          [Detection(x: x, y: 50, intensity: 30, sigma: 1, variance: 0.01)], frame: frame,
          time: Double(frame))
      }
      linker.finish()
      #expect(linker.takeFinished().count == expected)
    }
  }

  @Test("The order of a frame's spots does not matter")
  func order() {
    var crowd = DrawnCrowd()
    crowd.frames = 15
    crowd.count = 200
    let (frames, _) = crowd.drawn(seed: 65)
    var generator = SeededGenerator(seed: 66)
    let shuffled = frames.map { $0.shuffled(using: &generator) }
    let tracks = DrawnCrowd.tracks(frames)
    #expect(tracks.count > 200)
    // Drift and survey are sums in another order: equal places, not equal bits, are owed; the
    // places are copies, so that the tracks are equal.
    #expect(DrawnCrowd.tracks(shuffled) == tracks)
  }

  @Test("Every spot is in one track, frames rise, gaps are short")
  func partition() {
    var crowd = DrawnCrowd()
    crowd.frames = 20
    crowd.missed = 0.2
    let (frames, owner) = crowd.drawn(seed: 67)
    let tracks = DrawnCrowd.tracks(frames)
    let points = tracks.flatMap(\.points)
    #expect(points.count == frames.joined().count)
    #expect(Set(points.map { SpotKey(frame: $0.frame, x: $0.x, y: $0.y) }) == Set(owner.keys))
    for track in tracks {
      for (a, b) in zip(track.points, track.points.dropFirst()) {
        #expect((1...3).contains(b.frame - a.frame))
      }
    }
    #expect(tracks.map(\.particle) == Array(1..<tracks.count + 1))
  }

  @Test("No frames, empty frames, one frame")
  func empty() {
    #expect(DrawnCrowd.tracks([]).isEmpty)
    #expect(DrawnCrowd.tracks([[], [], []]).isEmpty)
    let (frames, _) = DrawnCrowd(count: 5, frames: 1, missed: 0).drawn(seed: 68)
    #expect(DrawnCrowd.tracks(frames).map(\.points.count) == [1, 1, 1, 1, 1])
  }
}
