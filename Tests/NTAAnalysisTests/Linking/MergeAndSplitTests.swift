import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

/// Particles that come so near to each other that they are seen as one.
@Suite("Meetings")
struct MergeAndSplitTests {
  private static func spot(_ x: Double, _ y: Double, _ intensity: Double = 40) -> Detection {
    Detection(
      x: Float(x), y: Float(y), intensity: Float(intensity), sigma: 1.2, variance: 0.01)
  }

  private static func tracks(_ frames: [[Detection]]) -> [[TrackPoint]] {
    var linker = Linker(model: LinkModel(fastestStep_px2: 4, detectionDensity: 1e-4))
    for (frame, spots) in frames.enumerated() {
      linker.link(spots, frame: frame, time: Double(frame))
    }
    linker.finish()
    return linker.takeFinished().sorted { ($0[0].frame, $0[0].y) < ($1[0].frame, $1[0].y) }
  }

  /// Two particles on crossing ways, one spot between them in frames 10 to 13.
  private static func meeting() -> [[Detection]] {
    (0..<24).map { frame in
      let y = 50 + 0.1 * Double(frame)
      switch frame {
      case 0..<10:
        let apart = 2.0 + 1 * Double(9 - frame)
        return [spot(50 - apart, y), spot(50 + apart, y + 0.01)]
      case 10..<14: return [spot(50, y, 70)]
      default:
        let apart = 2.0 + 1 * Double(frame - 14)
        return [spot(50 - apart, y), spot(50 + apart, y + 0.01)]
      }
    }
  }

  @Test("Tracks end where two particles meet and begin anew where they part")
  func crossing() {
    let tracks = Self.tracks(Self.meeting())
    #expect(tracks.joined().count == 2 * 10 + 4 + 2 * 10)
    for track in tracks {
      let frames = track.map(\.frame)
      let inside = frames.allSatisfy { (10..<14).contains($0) }
      #expect(
        inside || frames.allSatisfy { $0 < 10 } || frames.allSatisfy { $0 >= 14 }, "\(frames)")
    }
    #expect(tracks.map(\.count).sorted() == [4, 10, 10, 10, 10])
  }

  @Test("A faint flicker beside a bright spot does not cut its track", arguments: [5.0, 16])
  func flicker(intensity: Double) {
    let frames = (0..<20).map { frame -> [Detection] in
      let bright = Self.spot(50 + 0.1 * Double(frame), 50, 40)
      return frame.isMultiple(of: 3) ? [bright, Self.spot(53, 50, intensity)] : [bright]
    }
    let longest = Self.tracks(frames).map(\.count).max() ?? 0
    // Of a spot a twentieth as bright nothing shifts the bright one; two fifths of it do.
    #expect(intensity < 0.15 * 40 ? longest == 20 : longest < 20, "\(longest)")
  }

  @Test("A particle that vanishes or appears far from any other cuts no track")
  func farAway() {
    let frames = (0..<20).map { frame -> [Detection] in
      let one = Self.spot(50, 50)
      return (5..<12).contains(frame) ? [one, Self.spot(62, 50)] : [one]
    }
    #expect(Self.tracks(frames).map(\.count).sorted() == [7, 20])
  }

  @Test("A particle unseen for a frame, with none near, is followed over the gap")
  func gap() {
    let frames = (0..<20).map { frame in frame == 8 ? [] : [Self.spot(50, 50)] }
    #expect(Self.tracks(frames).map(\.count) == [19])
  }

  /// Spots of a drawn crowd that are nearer than can be told apart are put together, as a detector
  /// would; whose they are then is nobody's.
  @Test("In a crowd of 150 a frame that merges, 99.9 % of the steps are of one particle")
  func crowd() {
    var crowd = DrawnCrowd()
    crowd.missed = 0
    var (all, wrong) = (0, 0)
    for seed in [71, 72] as [UInt64] {
      let (drawn, owner) = crowd.drawn(seed: seed)
      let frames = drawn.map(Self.merged)
      for track in DrawnCrowd.tracks(frames) {
        for (a, b) in zip(track.points, track.points.dropFirst()) {
          let first = owner[SpotKey(frame: a.frame, x: a.x, y: a.y)]
          let second = owner[SpotKey(frame: b.frame, x: b.x, y: b.y)]
          // From one merged spot to the next is a step of nobody's: neither right nor wrong.
          guard first != nil || second != nil else { continue }
          all += 1
          if first != second { wrong += 1 }
        }
      }
    }
    #expect(Double(all) > 0.9 * 2 * 150 * 59 * 0.98)
    #expect(Double(wrong) <= 0.001 * Double(all), "\(wrong) of \(all)")
  }

  /// Spots nearer than two sigmas to a brighter one become part of it.
  private static func merged(_ spots: [Detection]) -> [Detection] {
    var result = spots.sorted { $0.intensity > $1.intensity }
    var index = 0
    while index < result.count {
      let bright = result[index]
      let near = result.indices.filter {
        $0 > index && hypot(result[$0].x - bright.x, result[$0].y - bright.y) < 2.4
      }
      if let other = near.first {
        let faint = result.remove(at: other)
        let share = faint.intensity / (faint.intensity + bright.intensity)
        result[index].x += share * (faint.x - bright.x)
        result[index].y += share * (faint.y - bright.y)
        result[index].intensity += faint.intensity
      } else {
        index += 1
      }
    }
    return result
  }
}
