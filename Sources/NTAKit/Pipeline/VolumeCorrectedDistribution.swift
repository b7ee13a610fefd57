import Foundation

/// The distribution of the particles in the sample, each size counted over the depth it is seen in.
///
/// Brightness by size tells the depth by size, the depth by size what of the sample was seen.
struct VolumeCorrectedDistribution: Sendable {
  let estimate: DistributionEstimate
  /// Brightness against size; nil for tracks that came without pictures.
  let depth: BrightnessDepth?
  /// Half-width of the fading, if it could be told.
  let width: SlabWander.Width?
  private let samples: BrightnessSamples
  private let law: ScatteringLaw
  private let slab: FadingSlab?
  private let brightness: BrightnessBySize?
  private let reference_nm: Double

  init(
    _ tracks: [SizedTrack], samples: BrightnessSamples, visibility: Visibility?,
    law: ScatteringLaw = ScatteringLaw(), liquid: StokesEinstein, interval_s: Double,
    grid: SizeGrid, threads: Int = 1
  ) {
    (self.samples, self.law) = (samples, law)
    let plain = TrackCurves(
      curves: tracks.map(\.curve), estimates: tracks.map(\.diffusion),
      lengths: tracks.map(\.frames), nodeCount: grid.count)
    let lengths = LengthBySize(plain, weights: samples.weights, grid: grid)
    let curves = plain.weighing(lengths)
    guard let visibility else {
      let even = [Double](repeating: 1, count: grid.count)
      estimate = DistributionEstimate(
        curves, weights: samples.weights, chance: even, grid: grid, threads: threads)
      (depth, width, slab, brightness, reference_nm) = (nil, nil, nil, nil, 0)
      return
    }
    let slab = FadingSlab(relativeNoise: visibility.relativeNoise)
    let brightness = BrightnessBySize(samples, curves: plain, grid: grid, threads: threads)
    let evidence = brightness.evidence()
    reference_nm = SizeDistribution(grid: grid, shares: evidence.weights.normalised)
      .quantile_nm(0.5)
    let depth = BrightnessDepth(
      evidence, slab: slab, law: law, reference_nm: reference_nm, grid: grid)
    estimate = DistributionEstimate(
      curves, weights: samples.weights, chance: depth.relativeDepth, grid: grid,
      threads: threads)
    width = SlabWander.width(
      samples.wanderings, startsByClass: brightness.spread(samples.wanderings.map(\.starts)),
      contrast: depth.contrast,
      diffusion_um2_per_s: grid.centres_nm.map { liquid.diffusion_um2_per_s(diameter_nm: $0) },
      interval_s: interval_s)
    (self.brightness, self.depth, self.slab) = (brightness, depth, slab)
  }

  /// A resample of the tracks.
  struct Resample: Sendable {
    /// Shares of the particles in the sample, summing to 1.
    var number: [Double]
    /// Particles in the sample for each one seen, where the slab is one half-width deep.
    var inverseDepth: Double
  }

  /// What comes of it when each track is drawn `drawn[i]` times, in resample `draw`.
  func resample(drawn: [Double], draw: Int) -> Resample {
    let weights = zip(drawn, samples.weights).map { $0 * $1 }
    let perFrame = estimate.perFrame(weights: weights, draw: draw)
    guard let slab, let depth, let brightness else {
      return Resample(number: perFrame, inverseDepth: 1)
    }
    let refitted = BrightnessDepth(
      brightness.evidence(drawn: drawn), slab: slab, law: law, reference_nm: reference_nm,
      grid: estimate.grid)
    // The components hold the old depth; what the new one changes is applied class by class, by no
    // more than a quarter: near the detection limit, where it would be more, the components
    // themselves would have moved, and a steep ratio would make peaks of its own.
    let particles = perFrame.indices.map { j in
      let old = depth.relativeDepth[j]
      let change = old / max(refitted.relativeDepth[j], 1e-6)
      return perFrame[j] / old * min(max(change, 0.8), 1.25)
    }
    return Resample(number: particles.normalised, inverseDepth: particles.reduce(0, +))
  }
}
