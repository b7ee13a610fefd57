import Foundation

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

/// Particles that diffuse, come and go, and are sometimes missed, as spots with known owners.
struct DrawnCrowd {
  var width = 640.0
  var height = 480.0
  /// Particles in view, on average.
  var count = 150
  var frames = 60
  /// Mean squared step per frame, px²: 110 nm at 25 °C, 30 Hz and 0.713 µm a pixel.
  var squaredStep_px2 = 0.5948 / (0.713 * 0.713)
  /// Common motion, px per frame.
  var drift_px = SIMD2<Double>.zero
  /// Probability that a particle is missed in a frame.
  var missed = 0.02
  /// Probability that a particle is gone for good with the next frame; another comes elsewhere.
  var lost = 0.02
  /// Standard deviation of ln brightness between particles, and along one.
  var brightnessSpread = 0.5
  var brightnessWander = 0.1
  /// Standard deviation of the localisation, px.
  var noise_px = 0.1

  private struct Particle {
    var owner: Int
    var place: SIMD2<Double>
    var brightness: Double
  }

  /// The spots of each frame, in random order, and whose they are.
  func drawn(seed: UInt64) -> (frames: [[Detection]], owner: [SpotKey: Int]) {
    var generator = SeededGenerator(seed: seed)
    var owners = 0
    func born(_ generator: inout SeededGenerator) -> Particle {
      owners += 1
      let place = SIMD2(generator.uniform(0, width), generator.uniform(0, height))
      return Particle(
        owner: owners, place: place, brightness: 30 * exp(brightnessSpread * generator.normal()))
    }
    var particles = (0..<count).map { _ in born(&generator) }
    let step = (squaredStep_px2 / 2).squareRoot()
    var owner: [SpotKey: Int] = [:]
    let spots = (0..<frames).map { frame in
      var found: [Detection] = []
      for i in particles.indices {
        if generator.uniform() < lost { particles[i] = born(&generator) }
        particles[i].place +=
          drift_px + SIMD2(step * generator.normal(), step * generator.normal())
        let (x, y) = (particles[i].place.x, particles[i].place.y)
        guard (0..<width).contains(x), (0..<height).contains(y) else {
          particles[i] = born(&generator)
          continue
        }
        guard generator.uniform() >= missed else { continue }
        let spot = Detection(
          x: Float(x + noise_px * generator.normal()), y: Float(y + noise_px * generator.normal()),
          intensity: Float(particles[i].brightness * exp(brightnessWander * generator.normal())),
          sigma: 1.2, variance: Float(noise_px * noise_px))
        owner[SpotKey(frame: Int32(frame), x: spot.x, y: spot.y)] = particles[i].owner
        found.append(spot)
      }
      return found.shuffled(using: &generator)
    }
    return (spots, owner)
  }

  /// Tracks by the linker's own survey, with the gate of a 30 nm particle.
  static func tracks(_ frames: [[Detection]]) -> [Track] {
    Array(
      Linker.tracks(
        of: frames, interval_s: 1.0 / 30, fastestStep_px2: 1.17 * 110 / 30, position: 1
      ).tracks)
  }

  /// Links, and those that join two particles.
  static func links(_ tracks: [Track], owner: [SpotKey: Int]) -> (all: Int, wrong: Int) {
    var (all, wrong) = (0, 0)
    for track in tracks {
      for (a, b) in zip(track.points, track.points.dropFirst()) {
        all += 1
        let first = owner[SpotKey(frame: a.frame, x: a.x, y: a.y)]
        if first == nil || first != owner[SpotKey(frame: b.frame, x: b.x, y: b.y)] { wrong += 1 }
      }
    }
    return (all, wrong)
  }
}

/// What identifies a spot: no two have the same place in a frame.
struct SpotKey: Hashable {
  var frame: Int32
  var x: Float
  var y: Float
}
