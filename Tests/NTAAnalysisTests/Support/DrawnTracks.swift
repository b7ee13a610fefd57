import Foundation

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

/// Sized tracks of particles with drawn diameters, in water at 25 °C and 30 frames a second.
enum DrawnTracks {
  static let liquid = StokesEinstein(temperature_C: 25, viscosity_mPas: 0.89)
  static let grid = SizeGrid.standard

  /// Sizes `count` tracks of `frames` points each, dealt to positions in turn; `diameter_nm` draws
  /// one particle's diameter.
  static func sized(
    _ count: Int, frames: Int = 30, observations: Int = 1, seed: UInt64,
    diameter_nm: (inout SeededGenerator) -> Double
  ) -> [SizedTrack] {
    sized(count, observations: observations, seed: seed) { generator in
      (diameter_nm(&generator), frames)
    }
  }

  /// The same for particles each of whose tracks is as long as drawn.
  static func sized(
    _ count: Int, observations: Int = 1, seed: UInt64,
    particle: (inout SeededGenerator) -> (diameter_nm: Double, frames: Int)
  ) -> [SizedTrack] {
    var generator = SeededGenerator(seed: seed)
    var sizer = TrackSizer(
      grid: grid, liquid: liquid, model: MotionModel(exposure_s: 0.01, localizationScale: 1))
    return (0..<count).map { index in
      let (d, frames) = particle(&generator)
      let walk = BrownianWalk(
        diffusion_um2_per_s: liquid.diffusion_um2_per_s(diameter_nm: d), exposure_s: 0.01,
        noise_um: 0.07)
      let track = walk.trajectory(frames: frames, particle: index, generator: &generator)
      return sizer.size(track, observation: index % observations)
    }
  }

  /// Beads: a normal law of the diameter.
  static func beads(
    _ mean_nm: Double, cv: Double
  ) -> (inout SeededGenerator) -> Double {
    { mean_nm * (1 + cv * $0.normal()) }
  }

  /// A lognormal law.
  static func lognormal(
    median_nm: Double, sigma: Double
  ) -> (inout SeededGenerator) -> Double {
    { median_nm * exp(sigma * $0.normal()) }
  }

  static func curves(_ tracks: [SizedTrack]) -> TrackLikelihoods {
    TrackLikelihoods(
      curves: tracks.map(\.curve), estimates: tracks.map(\.diffusion),
      lengths: tracks.map(\.frames), grid: grid)
  }

  /// Every size seen over the same depth.
  static let evenChance = [Double](repeating: 1, count: grid.count)

  static func estimator(_ curves: TrackLikelihoods) -> MixtureEstimator {
    MixtureEstimator(curves: curves, chance: evenChance, spacing: grid.spacing)
  }

  /// The distribution behind tracks that weigh by their frames.
  static func estimate(_ tracks: [SizedTrack]) -> DistributionEstimate {
    DistributionEstimate(
      curves(tracks), weights: tracks.map { Double($0.frames) }, chance: evenChance, grid: grid)
  }

  /// Distributions of resampled runs.
  static func resampled(
    _ tracks: [SizedTrack], _ estimate: DistributionEstimate, count: Int, seed: UInt64
  ) -> [[Double]] {
    let resampling = Resampling(groups: tracks.map(\.observation), seed: seed)
    return (0..<count).map { draw in
      estimate.perFrame(
        groupWeights: estimate.curves.groupWeights(
          tracks.map { Double($0.frames) }, drawn: resampling.drawn(in: draw)), draw: draw)
    }
  }
}
