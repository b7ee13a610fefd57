import Foundation

/// The distribution of the particles in the sample, each size counted over the depth it is seen in.
///
/// Brightness by size tells the depth by size, the depth by size what of the sample was seen.
struct VolumeCorrectedDistribution: Sendable {
  let estimate: DistributionEstimate
  /// Brightness against size; nil for tracks that came without pictures.
  let depth: SizeDependentDepth?
  /// Half-width of the fading, if it could be told.
  let width: AxialCalibration.Width?
  private let samples: BrightnessSamples
  private let law: ScatteringLaw
  private let slab: AxialDetectionProfile?
  private let evidence: SizeDependentDepth.Evidence?
  /// Height from which spots are counted, grey levels.
  private let counted: Double
  private let brightness: BrightnessBySize?
  private let reference_nm: Double

  init(
    _ tracks: SizedTracks, samples: BrightnessSamples, detectionProbability: DetectionProbability?,
    law: ScatteringLaw = ScatteringLaw(), liquid: StokesEinstein, interval_s: Double,
    grid: SizeGrid, threads: Int = 1
  ) {
    (self.samples, self.law) = (samples, law)
    let plain = TrackLikelihoods(
      curves: tracks.lazy.map(\.curve), estimates: tracks.facts.lazy.map(\.diffusion),
      lengths: tracks.facts.map(\.frames), grid: grid)
    let lengths = LengthBySize(plain, weights: samples.weights, grid: grid)
    let curves = plain.weighing(lengths)
    guard let detectionProbability else {
      let even = [Double](repeating: 1, count: grid.count)
      estimate = DistributionEstimate(
        curves, weights: samples.weights, chance: even, grid: grid, threads: threads)
      (depth, width, slab, brightness, evidence) = (nil, nil, nil, nil, nil)
      (reference_nm, counted) = (0, 0)
      return
    }
    let slab = detectionProbability.slab
    let brightness = BrightnessBySize(samples, curves: plain, grid: grid, threads: threads)
    let evidence = brightness.evidence()
    reference_nm = SizeDistribution(grid: grid, shares: evidence.weights.normalised)
      .quantile_nm(0.5)
    let depth = SizeDependentDepth(
      evidence, slab: slab, law: law, reference_nm: reference_nm, grid: grid)
    estimate = DistributionEstimate(
      curves, weights: samples.weights, chance: depth.relativeDepth, grid: grid,
      threads: threads)
    width = AxialCalibration.width(
      samples.wanderings,
      startsByClass: brightness.spread(samples.wanderings.map { Double($0.starts) }),
      contrast: depth.contrast,
      diffusion_um2_per_s: grid.centres_nm.map { liquid.diffusion_um2_per_s(diameter_nm: $0) },
      interval_s: interval_s, relativeNoise: detectionProbability.relativeNoise)
    (self.brightness, self.depth, self.slab) = (brightness, depth, slab)
    (self.evidence, counted) = (evidence, detectionProbability.counted)
  }

  /// A resample of the tracks.
  struct Resample: Sendable {
    /// Shares of the particles in the sample, summing to 1.
    var number: [Double]
    /// Particles in the sample for each one seen, where the slab is one half-width deep.
    var inverseDepth: Double
    /// ln(A / counted) of each class; empty for tracks that came without pictures.
    var contrast: [Double] = []
  }

  /// How bright each size is in focus; nil for tracks that came without pictures.
  func inFocusIntensity(_ resamples: [Resample]) -> InFocusIntensity? {
    guard let depth, let evidence else { return nil }
    return InFocusIntensity(
      depth, resampled: resamples.map(\.contrast), evidence: evidence, counted: counted,
      grid: estimate.grid)
  }

  /// What comes of it when each track is drawn `drawn[i]` times, in resample `draw`.
  func resample(drawn: [UInt16], draw: Int) -> Resample {
    let perFrame = estimate.perFrame(
      groupWeights: estimate.curves.groupWeights(samples.weights, drawn: drawn), draw: draw)
    guard let slab, let depth, let brightness else {
      return Resample(number: perFrame, inverseDepth: 1)
    }
    let refitted = SizeDependentDepth(
      brightness.evidence(drawn: drawn), slab: slab, law: law, reference_nm: reference_nm,
      grid: estimate.grid)
    let contrast = zip(depth.contrast, refitted.contrast).map {
      $0 + Self.strataScatter * ($1 - $0)
    }
    let change = change(from: depth.relativeDepth, to: contrast.map(slab.depth))
    let particles = perFrame.indices.map { j in
      perFrame[j] / depth.relativeDepth[j] * change[j]
    }
    return Resample(
      number: particles.normalised, inverseDepth: particles.reduce(0, +),
      contrast: contrast)
  }

  /// By how much more brightness against size differs from run to run than between resamples, in which
  /// the sizes within each stratum of brightness stay as they were; from six simulated runs of vesicles.
  private static let strataScatter = 1.7
  /// Classes of less than this depth, against the deepest, are extrapolated.
  private static let leastVisible = 0.1
  /// Most that another depth makes of the particles of a class, as a factor.
  private static let mostChange = 1.5
  /// Smoothing of what another depth changes, in ln d.
  private static let smoothing = 0.1

  /// Factor on the particles of each class when its depth turns out to be another.
  ///
  /// The components of a resample were sought with the old depth. Sought anew, they would have moved,
  /// smoothly: near the detection limit, where depth is steep, a class by itself would change by a
  /// multiple and make a peak of its own. The factor is therefore at most a half more and smooth,
  /// and what is extrapolated goes along with the smallest that were seen.
  private func change(from old: [Double], to new: [Double]) -> [Double] {
    let deepest = old.max() ?? 0
    let first = old.firstIndex { $0 >= Self.leastVisible * deepest } ?? 0
    let logs = old.indices.map { j in
      let seen = max(j, first)
      return log(min(max(old[seen] / max(new[seen], 1e-6), 1 / Self.mostChange), Self.mostChange))
    }
    return GaussianKernel(sigma: Self.smoothing / estimate.grid.spacing).smoothed(logs).map {
      exp($0)
    }
  }
}
