import Foundation
import Testing

@testable import NTAAnalysis

@Suite("Motion periodogram")
struct MotionPeriodogramTests {
  private static let exposure_s = 0.02
  /// Frames of a track: one segment at stride 2, two at stride 1.
  private static let frames = 33

  /// The bands of drawn tracks, each changed by `change`.
  private static func bands(
    _ walk: BrownianWalk, tracks: Int, stride: Int = 1, exposure_s: Double = Self.exposure_s,
    localizationScale: Double = 1, flowVariance_um2_per_s2: SIMD2<Double> = .zero, seed: UInt64,
    change: (inout Trajectory, inout SeededGenerator) -> Void = { _, _ in }
  ) -> [MotionPeriodogram.Band] {
    var generator = SeededGenerator(seed: seed)
    var model = MotionModel(
      exposure_s: exposure_s, localizationScale: localizationScale, stride: stride)
    model.flowVariance_um2_per_s2 = flowVariance_um2_per_s2
    var periodogram = MotionPeriodogram(model: model)
    for particle in 0..<tracks {
      var track = walk.trajectory(frames: frames, particle: particle, generator: &generator)
      change(&track, &generator)
      periodogram.add(track, diffusion_um2_per_s: walk.diffusion_um2_per_s)
    }
    #expect(periodogram.segments == tracks * (stride == 1 ? 2 : 1))
    return periodogram.bands
  }

  @Test(
    "Diffusion with blur and localisation error has the power 1 in every band",
    arguments: [1.0, 4.5, 20], [1, 2])
  func diffusion(diffusion_um2_per_s: Double, stride: Int) {
    // Steps of 0.26 to 1.15 µm: the error of 0.2 µm matters much to the slowest, little to the fastest.
    let walk = BrownianWalk(
      diffusion_um2_per_s: diffusion_um2_per_s, exposure_s: Self.exposure_s, noise_um: 0.2,
      claim: 0.5)
    let bands = Self.bands(
      walk, tracks: 600, stride: stride, localizationScale: 2, seed: 501)
    #expect(bands.map(\.modes) == MotionPeriodogram.bands)
    for band in bands {
      // The squared sum of two axes is exponential, so its deviation is 1, or less within a track.
      let values = Double(600 * (stride == 1 ? 2 : 1) * band.modes.count)
      #expect(abs(band.error * values.squareRoot() - 1) < 0.2, "\(band)")
      #expect(abs(band.power - 1) < 4 * band.error, "\(band)")
    }
  }

  @Test("A blur or an error that the model does not know of shows in the fastest band")
  func wrongModel() throws {
    let walk = BrownianWalk(
      diffusion_um2_per_s: 4.5, exposure_s: Self.exposure_s, noise_um: 0.3)
    let unblurred = try #require(
      Self.bands(walk, tracks: 600, exposure_s: 0, seed: 502).last)
    #expect(unblurred.power < 1 - 4 * unblurred.error, "\(unblurred)")
    let exact = try #require(
      Self.bands(walk, tracks: 600, localizationScale: 0, seed: 503).last)
    #expect(exact.power > 1 + 4 * exact.error, "\(exact)")
  }

  @Test("A flow of each track's own lifts the slowest band by what was drawn")
  func flow() {
    let walk = BrownianWalk(diffusion_um2_per_s: 4.5)
    // Half a step in each interval, in a direction of the track's own.
    let step = 0.5 * (2 * 4.5 / 30).squareRoot() * 2.0.squareRoot()
    let bands = Self.bands(walk, tracks: 600, exposure_s: 0, seed: 504) { track, generator in
      let angle = generator.uniform(0, 2 * .pi)
      for n in track.frames.indices {
        track.x_um[n] += step * cos(angle) * Double(n)
        track.y_um[n] += step * sin(angle) * Double(n)
      }
    }
    // The sine transform of a constant: cot²(π / 34) · 2 / 17 = 13.6 in mode 1, none in mode 2. A
    // quarter of a step's variance over two axes adds 3.4 to the 1 of diffusion, which the mean of
    // the 16 modes, 1.23, divides.
    let expected = (1 + 0.25 * 13.6) / 1.23
    #expect(abs(bands[0].power / expected - 1) < 0.1, "\(bands[0])")
    #expect(bands[1].power < 1, "\(bands[1])")
  }

  @Test("A flow that the model knows of leaves the power 1", arguments: [1, 2])
  func knownFlow(stride: Int) {
    let walk = BrownianWalk(
      diffusion_um2_per_s: 4.5, exposure_s: Self.exposure_s, noise_um: 0.1)
    let bands = Self.bands(
      walk, tracks: 2000, stride: stride, flowVariance_um2_per_s2: SIMD2(100, 9), seed: 509
    ) { track, generator in
      let velocity = SIMD2(10 * generator.normal(), 3 * generator.normal())
      for n in track.frames.indices {
        track.x_um[n] += velocity.x * track.times_s[n]
        track.y_um[n] += velocity.y * track.times_s[n]
      }
    }
    for band in bands { #expect(abs(band.power - 1) < 4 * band.error, "\(band)") }
  }

  @Test("Confinement lowers the slowest bands by what was drawn")
  func confinement() {
    // Places that are pulled back by a fifth in each frame.
    let walk = BrownianWalk(diffusion_um2_per_s: 4.5)
    let deviation = (2 * 4.5 / 30).squareRoot()
    let bands = Self.bands(walk, tracks: 600, exposure_s: 0, seed: 505) { track, generator in
      let spread = deviation / (1 - 0.8 * 0.8).squareRoot()
      var (x, y) = (spread * generator.normal(), spread * generator.normal())
      for n in track.frames.indices {
        (track.x_um[n], track.y_um[n]) = (x, y)
        x = 0.8 * x + deviation * generator.normal()
        y = 0.8 * y + deviation * generator.normal()
      }
    }
    // The sine transform of the covariances 2 / 1.8 of a step and -0.2 / 1.8 · 0.8^(k - 1) of two that
    // are k apart.
    for (band, expected) in zip(bands, [0.312, 0.711, 0.941, 1.063]) {
      #expect(abs(band.power - expected) < 4 * band.error + 0.01, "\(band)")
    }
    #expect(bands[5].power > 1 + 4 * bands[5].error, "\(bands[5])")
  }

  @Test("Spots that stand still in every other frame lower the fastest band")
  func frozen() throws {
    // The variance of the localisation is half that of a step. By the model the fastest modes have
    // 1 + 1 + cos(0.15 π) = 2.9 of it, while frozen spots have 1.2 there and up to 2 in the middle.
    let variance = 2 * 4.5 / 30
    let walk = BrownianWalk(
      diffusion_um2_per_s: 4.5, noise_um: (0.5 * variance).squareRoot())
    let bands = Self.bands(walk, tracks: 600, exposure_s: 0, seed: 506) { track, _ in
      for n in track.frames.indices where n % 2 == 1 {
        (track.x_um[n], track.y_um[n]) = (track.x_um[n - 1], track.y_um[n - 1])
      }
    }
    let fastest = try #require(bands.last)
    #expect(fastest.power < 0.65, "\(fastest)")
  }

  @Test("Displacements that come twice shift power from the fastest bands to the slowest")
  func interpolated() throws {
    let walk = BrownianWalk(diffusion_um2_per_s: 4.5)
    let bands = Self.bands(walk, tracks: 600, exposure_s: 0, seed: 507) { track, _ in
      // A converter that draws every other frame half way between its neighbours.
      for n in track.frames.indices where n % 2 == 1 && n + 1 < track.count {
        track.x_um[n] = 0.5 * (track.x_um[n - 1] + track.x_um[n + 1])
        track.y_um[n] = 0.5 * (track.y_um[n - 1] + track.y_um[n + 1])
      }
    }
    // The sine transform of pairs of equal displacements.
    let fastest = try #require(bands.last)
    #expect(abs(fastest.power - 0.107) < 0.03 && abs(bands[0].power - 1.98) < 0.3, "\(bands)")
  }

  @Test("Segments without gaps count, short tracks and few segments say nothing")
  func segments() {
    let walk = BrownianWalk(diffusion_um2_per_s: 4.5)
    var generator = SeededGenerator(seed: 508)
    var periodogram = MotionPeriodogram(model: MotionModel(exposure_s: 0))
    func add(_ frames: Int, isMissed: (Int) -> Bool = { _ in false }) {
      periodogram.add(
        walk.trajectory(frames: frames, generator: &generator, isMissed: isMissed),
        diffusion_um2_per_s: 4.5)
    }
    add(16)
    #expect(periodogram.segments == 0)
    add(17)
    #expect(periodogram.segments == 1)
    // 8 frames, a gap, and 17 frames that begin amid what was tried before.
    add(26) { $0 == 8 }
    #expect(periodogram.segments == 2)
    for _ in 0..<7 { add(17) }
    #expect(periodogram.segments == 9 && periodogram.bands.isEmpty)
    var both = periodogram
    both.add(periodogram)
    #expect(both.segments == 18 && both.bands.count == MotionPeriodogram.bands.count)
    add(17)
    #expect(periodogram.bands.count == MotionPeriodogram.bands.count)
  }
}
