import Foundation

/// The distribution of the particles in the sample, size and depth of view found together.
///
/// Sizes need the depth each of them is seen over, the depth needs sizes: a distribution with equal
/// depth for all comes first, then brightness by size under it, then the distribution again.
struct VolumeCorrectedDistribution: Sendable {
  let estimate: DistributionEstimate
  /// Brightness against size; nil for tracks that came without pictures.
  let depth: BrightnessDepth?
  /// Half-width of the fading, µm, if it could be told.
  let width_um: Double?
  private let samples: BrightnessSamples
  private let slab: FadingSlab?
  private let posterior: SizePosterior
  private let reference_nm: Double

  /// Times depth is fitted again under the distribution that came of it.
  private static let rounds = 2
  /// Smoothing of the distributions on the way, in ln d.
  private static let provisionalBandwidth = 0.07

  init(
    _ tracks: [SizedTrack], samples: BrightnessSamples, visibility: Visibility?,
    liquid: StokesEinstein, interval_s: Double, grid: SizeGrid
  ) {
    self.samples = samples
    let curves = TrackCurves(
      curves: tracks.map(\.curve), estimates: tracks.map(\.diffusion), nodeCount: grid.count)
    let even = [Double](repeating: 1, count: grid.count)
    var estimate = DistributionEstimate(
      curves, weights: samples.weights, chance: even,
      bandwidth: visibility == nil ? nil : Self.provisionalBandwidth, grid: grid)
    var posterior = SizePosterior(curves, perFrame: estimate.perFrame)
    reference_nm = SizeDistribution(grid: grid, shares: estimate.perFrame).quantile_nm(0.5)
    guard let visibility else {
      (self.estimate, self.posterior) = (estimate, posterior)
      (depth, width_um, slab) = (nil, nil, nil)
      return
    }
    let slab = FadingSlab(relativeNoise: visibility.relativeNoise)
    let evidence = samples.evidence(curves)
    var depth: BrightnessDepth?
    for round in 1...Self.rounds {
      let fitted = BrightnessDepth(
        evidence, posterior: posterior, slab: slab, reference_nm: reference_nm, grid: grid)
      estimate = DistributionEstimate(
        curves, weights: samples.weights, chance: fitted.relativeDepth,
        bandwidth: round < Self.rounds ? Self.provisionalBandwidth : nil, grid: grid)
      posterior = SizePosterior(curves, perFrame: estimate.perFrame)
      depth = fitted
    }
    let (wandering, startsByGroup) = samples.wandering(curves)
    width_um = depth.flatMap { depth in
      SlabWander.width_um(
        wandering,
        startsByClass: posterior.spread(startsByGroup, over: grid.count), contrast: depth.contrast,
        diffusion_um2_per_s: grid.centres_nm.map { liquid.diffusion_um2_per_s(diameter_nm: $0) },
        interval_s: interval_s)
    }
    (self.estimate, self.posterior, self.depth, self.slab) = (estimate, posterior, depth, slab)
  }

  /// Shares of the particles in the sample when each track is drawn `drawn[i]` times, in resample `draw`.
  func number(drawn: [Double], draw: Int) -> [Double] {
    let weights = zip(drawn, samples.weights).map { $0 * $1 }
    let perFrame = estimate.perFrame(weights: weights, draw: draw)
    guard let slab, let depth else { return perFrame }
    let refitted = BrightnessDepth(
      samples.evidence(estimate.curves, drawn: drawn), posterior: posterior, slab: slab,
      reference_nm: reference_nm, grid: estimate.grid)
    // The components hold the old depth; what the new one changes is applied class by class, by no
    // more than a quarter: near the detection limit, where it would be more, the components
    // themselves would have moved, and a steep ratio would make peaks of its own.
    return perFrame.indices.map { j in
      let old = depth.relativeDepth[j]
      let change = old / max(refitted.relativeDepth[j], 1e-6)
      return perFrame[j] / old * min(max(change, 0.8), 1.25)
    }.normalised
  }
}
