import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Track curves")
struct TrackLikelihoodsTests {
  private static let grid = DrawnTracks.grid

  private static func best(_ values: some Collection<Double>) -> Int {
    values.enumerated().max { $0.element < $1.element }?.offset ?? -1
  }

  @Test("Made robust, a curve keeps the place of its maximum, and is never zero")
  func maximum() {
    let tracks = DrawnTracks.sized(
      60, frames: 12, seed: 261, diameter_nm: DrawnTracks.lognormal(median_nm: 120, sigma: 0.5))
    for track in tracks {
      let curves = DrawnTracks.curves([track])
      #expect(curves.groupCount == 1)
      let likelihood = curves.likelihood.map { Double($0) }
      let curve = CurveInterpolation(grid: Self.grid).onGrid(track.curve.map(Double.init))
      #expect(Self.best(likelihood) == Self.best(curve))
      #expect(likelihood.max() == 1)
      // What is left for any size, and no more: a wrong track is no strong witness of another size.
      let least = likelihood.min() ?? 0
      #expect(least > 1e-5 && least < 1e-2, "\(least)")
    }
  }

  @Test("Tracks of like curves share a group, others do not")
  func groups() {
    let tracks = DrawnTracks.sized(400, seed: 262, diameter_nm: { _ in 110 })
    let curves = DrawnTracks.curves(tracks)
    #expect(curves.groupCount < 60)
    #expect(curves.groupOfTrack.count == tracks.count)
    let weights = curves.groupWeights([Double](repeating: 2, count: tracks.count))
    #expect(weights.count == curves.groupCount && weights.reduce(0, +) == 800)
    let logs = tracks.map { log($0.diffusion.value_um2_per_s) }
    for group in 0..<curves.groupCount {
      let own = logs.indices.filter { curves.groupOfTrack[$0] == group }
      let spread = (own.map { logs[$0] }.max() ?? 0) - (own.map { logs[$0] }.min() ?? 0)
      // A quarter of a standard error of 0.19, and a class of standard errors around it.
      #expect(spread < 0.25 * 0.19 * 1.3)
    }
    let some = tracks.indices.map { $0 == 3 || $0 == 7 ? 1.0 : 0 }
    #expect(
      curves.groups(where: some)
        == Set([3, 7].map { Int(curves.groupOfTrack[$0]) }))
  }

  /// The errors of a track's steps are doubled: four standard errors and more from its size.
  @Test("A few tracks four standard errors off found no population")
  func outliers() {
    var tracks = DrawnTracks.sized(
      600, seed: 263, diameter_nm: DrawnTracks.beads(110, cv: 0.03))
    // 0.19 is a track's standard error in ln d: of 50 nm these tracks are, or so they say.
    let shift = exp(-4 * 0.19)
    tracks += DrawnTracks.sized(3, seed: 264, diameter_nm: { _ in 110 * shift })
    let distribution = SizeDistribution(
      grid: Self.grid, numberFraction: DrawnTracks.estimate(tracks).number)
    #expect(distribution.share(in: 5...75) < 0.01)
    let peaks = distribution.peaks(concentration_per_mL: nil)
    #expect(peaks.count == 1, "\(peaks)")
    // A twentieth of the tracks is a population, though.
    tracks += DrawnTracks.sized(30, seed: 265, diameter_nm: { _ in 50 })
    let both = SizeDistribution(
      grid: Self.grid, numberFraction: DrawnTracks.estimate(tracks).number)
    #expect((0.02...0.09).contains(both.share(in: 5...75)), "\(both.share(in: 5...75))")
  }
}
