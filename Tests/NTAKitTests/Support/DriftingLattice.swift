import Foundation

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

/// Particles that start on a lattice and diffuse, seen at any instants; their steps are known.
struct DriftingLattice {
  /// Places of every particle at each instant, px.
  private(set) var places: [[SIMD2<Double>]] = []
  let times_s: [Double]
  let side: Int

  private static let pitch = 56

  /// Draws `columns²` particles at the given rising instants.
  init(columns: Int, diffusion_px2_per_s: Double, times_s: [Double], seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    self.times_s = times_s
    side = columns * Self.pitch
    var now = (0..<columns * columns).map { index in
      SIMD2(
        Double(index % columns * Self.pitch) + 28 + generator.normal(),
        Double(index / columns * Self.pitch) + 28 + generator.normal())
    }
    places.append(now)
    for (earlier, later) in zip(times_s, times_s.dropFirst()) {
      let deviation = (2 * diffusion_px2_per_s * (later - earlier)).squareRoot()
      for index in now.indices {
        let step = deviation * SIMD2(generator.normal(), generator.normal())
        now[index] += step
      }
      places.append(now)
    }
  }

  /// Mean squared step per time over 4 between those frames that are seen, px²/s.
  func diffusion_px2_per_s(seen frames: [Int]) -> Double {
    var (squares, time_s) = (0.0, 0.0)
    for (a, b) in zip(frames, frames.dropFirst()) {
      for (from, to) in zip(places[a], places[b]) {
        squares += ((to - from) * (to - from)).sum()
        time_s += times_s[b] - times_s[a]
      }
    }
    return squares / (4 * time_s)
  }

  /// A frame: spots of sigma 1.3 px on a noisy ground.
  func frame(_ index: Int) -> GrayImage {
    var generator = SeededGenerator(seed: 77 + UInt64(index))
    var light = (0..<side * side).map { _ in 30 + 2 * generator.normal() }
    for place in places[index] {
      let (column, row) = (Int(place.x.rounded()), Int(place.y.rounded()))
      for y in max(row - 5, 0)...max(min(row + 5, side - 1), 0) where row + 5 >= 0 {
        for x in max(column - 5, 0)...max(min(column + 5, side - 1), 0) where column + 5 >= 0 {
          let off = SIMD2(Double(x), Double(y)) - place
          light[y * side + x] += 120 * exp(-(off * off).sum() / (2 * 1.3 * 1.3))
        }
      }
    }
    var image = GrayImage(width: side, height: side)
    for k in light.indices { image.pixels[k] = UInt16(min(max(light[k], 0), 255).rounded()) }
    return image
  }
}
