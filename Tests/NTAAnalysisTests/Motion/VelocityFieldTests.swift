import Foundation
import Testing

@testable import NTAAnalysis

@Suite("Velocity field")
struct VelocityFieldTests {
  private static let interval_s = 1.0 / 30
  private static let size_px = SIMD2(600.0, 450.0)
  /// Standard deviation of a displacement along one axis, px.
  private static let step_px = 0.8

  /// The map of tracks that diffuse and are carried by `velocity`, px/s.
  private static func map(
    tracks: Int, frames: Int = 25, _ generator: inout SeededGenerator,
    velocity: (SIMD2<Double>) -> SIMD2<Double>
  ) -> VelocityMap {
    var map = VelocityMap()
    let times_s = (0..<frames).map { Double($0) * interval_s }
    let drift = Drift(of: [Track](), frameCount: frames, interval_s: interval_s)
    for particle in 0..<tracks {
      var place = size_px * SIMD2(generator.uniform(0, 1), generator.uniform(0, 1))
      let points = (0..<frames).map { frame in
        defer {
          place += velocity(place) * interval_s
          place += step_px * SIMD2(generator.normal(), generator.normal())
        }
        return TrackPoint(
          frame: Int32(frame), x: Float(place.x), y: Float(place.y), intensity: 50, variance: 0.01)
      }
      map.add(Track(particle: particle, points: points), drift: drift, frameTimes_s: times_s)
    }
    return map
  }

  @Test("A flow of each degree comes back everywhere in the picture", arguments: 1...5)
  func polynomial(degree: Int) throws {
    var generator = SeededGenerator(seed: 96)
    func truth(_ place: SIMD2<Double>) -> SIMD2<Double> {
      let unit = (place - 0.5 * Self.size_px) / (0.5 * Self.size_px.max())
      return 20 * SIMD2(pow(unit.y, Double(degree)), -pow(unit.x, Double(degree)))
    }
    let tracks = 600
    let field = try #require(
      VelocityField(Self.map(tracks: tracks, &generator, velocity: truth)))
    // 21 coefficients share the information of 14,400 displacements; near the corners a polynomial is
    // known four times worse than on average.
    let velocity = Self.step_px / Self.interval_s
    let error = 4 * velocity * (21 / Double(tracks * 24)).squareRoot()
    for x in [20.0, 150, 300, 450, 580] {
      for y in [20.0, 150, 225, 300, 430] {
        let off = field.velocity_px_per_s(at: SIMD2(x, y)) - truth(SIMD2(x, y))
        #expect((off * off).sum().squareRoot() < 4 * error, "\(x) \(y): \(off)")
      }
    }
  }

  @Test("Diffusion alone has no field, nor have a few tracks, nor no tracks")
  func none() {
    var generator = SeededGenerator(seed: 97)
    let found = (0..<100).count { _ in
      VelocityField(Self.map(tracks: 120, &generator) { _ in .zero }) != nil
    }
    // Six deviations of chi-square with 18 degrees of freedom: one in 50,000.
    #expect(found == 0)
    let few = Self.map(tracks: 29, &generator) { SIMD2(0.1 * $0.y, 0) }
    #expect(VelocityField(few) == nil)
    #expect(VelocityField(VelocityMap()) == nil)
  }

  @Test(
    "Beyond the tracks the field is that of their border, and places that are no numbers are left out"
  )
  func outside() throws {
    var generator = SeededGenerator(seed: 98)
    var map = Self.map(tracks: 300, &generator) { SIMD2(0.1 * $0.y, 0) }
    let odd = [Float.nan, .infinity, 1e30].map { place in
      Track(
        particle: 1,
        points: [0, 1].map { frame in
          TrackPoint(frame: Int32(frame), x: place, y: 3, intensity: 1, variance: 1)
        })
    }
    let drift = Drift(of: odd, frameCount: 2, interval_s: 1)
    for track in odd { map.add(track, drift: drift, frameTimes_s: [0, 1]) }
    let field = try #require(VelocityField(map))
    let far = field.velocity_px_per_s(at: SIMD2(1e5, 1e5))
    #expect(far.x.isFinite && abs(far.x) < 100)
  }
}
