/// Sizes trajectories, one at a time.
///
/// It evaluates each track's likelihood curve (``MotionLikelihood``) and derives the diffusion
/// coefficient and diameter from it. ``TrackLikelihoods`` groups the results.
package struct TrackSizer: Sendable {
  let grid: SizeGrid
  /// Diffusion coefficients of the grid's bins, µm²/s, descending.
  private let diffusion: [Double]
  private let liquid: StokesEinstein
  private let interpolation: CurveInterpolation
  private var likelihood: MotionLikelihood

  package init(grid: SizeGrid, liquid: StokesEinstein, model: MotionModel) {
    self.grid = grid
    self.liquid = liquid
    diffusion = grid.centres_nm.map { liquid.diffusion_um2_per_s(diameter_nm: $0) }
    interpolation = CurveInterpolation(grid: grid)
    likelihood = MotionLikelihood(
      diffusion_um2_per_s: interpolation.nodes_nm.map {
        liquid.diffusion_um2_per_s(diameter_nm: $0)
      }, model: model)
  }

  package mutating func size(_ track: Trajectory, observation: Int) -> SizedTrack {
    let nodes = likelihood.evaluate(track)
    let curve = interpolation.onGrid(nodes)
    let estimate = DiffusionEstimate(curve: curve, diffusion_um2_per_s: diffusion)
    let n = Double(track.count)
    let top = curve.max() ?? 0
    return SizedTrack(
      observation: observation, particle: track.particle, firstFrame: Int(track.frames[0]),
      frames: track.count, curve: nodes.map { Float($0 - top) },
      diffusion: estimate,
      diameter_nm: liquid.diameter_nm(diffusion_um2_per_s: estimate.value_um2_per_s),
      amplitudes: track.intensity,
      gaps: zip(track.frames.dropFirst(), track.frames).map { $0 - $1 },
      intensity: Double(median(of: track.intensity)),
      variance_um2: track.variance_um2.reduce(0, +) / n, x_um: track.x_um.reduce(0, +) / n,
      y_um: track.y_um.reduce(0, +) / n)
  }
}
