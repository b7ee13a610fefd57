import Foundation

/// The size distribution of the sample, with each size corrected for the depth over which it is
/// detected.
///
/// The mean amplitude of each size (``BrightnessBySize``) determines depth as a function of size
/// (``SizeDependentDepth``), and the depth determines the detected fraction of each size.
package struct VolumeCorrectedDistribution: Sendable {
  package let estimate: DistributionEstimate
  /// Brightness as a function of size; nil for tracks without images.
  package let depth: SizeDependentDepth?
  /// Axial half-width; nil if it could not be determined.
  package let width: AxialCalibration.Width?
  private let samples: BrightnessSamples
  private let law: ScatteringLaw
  private let axialProfile: AxialDetectionProfile?
  private let evidence: SizeDependentDepth.Evidence?
  /// Counting threshold (amplitude from which detections are counted), grey levels.
  private let countingThreshold: Double
  private let brightness: BrightnessBySize?
  private let reference_nm: Double

  /// Estimates the distribution.
  ///
  /// - Parameters:
  ///   - tracks: the sized tracks of the pooled positions.
  ///   - samples: weights and amplitudes of the same tracks.
  ///   - detectionProbability: detection probability as a function of amplitude; nil for tracks
  ///     without images, for which all sizes are assumed to have the same depth.
  ///   - law: expected dependence of brightness on size.
  ///   - liquid: the liquid, for the diffusion coefficient of each bin.
  ///   - interval_s: time between frames, > 0 s.
  ///   - grid: the size bins.
  ///   - threads: number of threads, at least 1.
  /// - Returns: the maximum-likelihood distribution and what it rests on.
  package static func estimate(
    _ tracks: SizedTracks, samples: BrightnessSamples, detectionProbability: DetectionProbability?,
    law: ScatteringLaw = ScatteringLaw(), liquid: StokesEinstein, interval_s: Double,
    grid: SizeGrid, threads: Int = 1
  ) -> VolumeCorrectedDistribution {
    let plain = TrackLikelihoods(
      curves: tracks.lazy.map(\.curve), estimates: tracks.summaries.lazy.map(\.diffusion),
      lengths: tracks.summaries.map(\.frames), grid: grid)
    let lengths = LengthBySize(plain, weights: samples.weights, grid: grid)
    let curves = plain.weighing(lengths)
    func fitted(chance: [Double]) -> DistributionEstimate {
      DistributionEstimate(
        curves, weights: samples.weights, chance: chance, grid: grid, threads: threads)
    }
    guard let detectionProbability else {
      let even = [Double](repeating: 1, count: grid.count)
      return VolumeCorrectedDistribution(
        estimate: fitted(chance: even), depth: nil, width: nil, samples: samples, law: law,
        axialProfile: nil, evidence: nil, countingThreshold: 0, brightness: nil, reference_nm: 0)
    }
    let axialProfile = detectionProbability.axialProfile
    let brightness = BrightnessBySize(samples, curves: plain, grid: grid, threads: threads)
    let evidence = brightness.evidence()
    let reference_nm = SizeDistribution(grid: grid, numberFraction: evidence.weights.normalised)
      .quantile_nm(0.5)
    let depth = SizeDependentDepth(
      evidence, axialProfile: axialProfile, law: law, reference_nm: reference_nm, grid: grid)
    let width = AxialCalibration.width(
      samples.intensityFluctuations,
      startsByBin: brightness.spread(samples.intensityFluctuations.map { Double($0.starts) }),
      contrast: depth.contrast,
      diffusion_um2_per_s: grid.centres_nm.map { liquid.diffusion_um2_per_s(diameter_nm: $0) },
      interval_s: interval_s, relativeNoise: detectionProbability.relativeNoise,
      shortestTrack: tracks.summaries.map(\.frames).min() ?? 0)
    return VolumeCorrectedDistribution(
      estimate: fitted(chance: depth.relativeDepth), depth: depth, width: width,
      samples: samples, law: law, axialProfile: axialProfile, evidence: evidence,
      countingThreshold: detectionProbability.countingThreshold, brightness: brightness,
      reference_nm: reference_nm)
  }

  /// Result for one bootstrap resample of the tracks.
  package struct Resample: Sendable {
    /// Fraction of the particles of the sample in each bin, summing to 1.
    package var number: [Double]
    /// Mean over the detected particles of 1 / relative depth (depth in units of the axial
    /// half-width).
    package var inverseDepth: Double
    /// ln(A / threshold) of each bin; empty for tracks without images.
    var contrast: [Double] = []
  }

  /// In-focus amplitude as a function of size; nil for tracks without images.
  package func inFocusIntensity(_ resamples: [Resample]) -> InFocusIntensity? {
    guard let depth, let evidence else { return nil }
    return InFocusIntensity(
      depth, resampled: resamples.map(\.contrast), evidence: evidence,
      countingThreshold: countingThreshold,
      grid: estimate.grid)
  }

  /// Repeats the estimate with track *i* drawn `drawn[i]` times, as resample number `draw`.
  package func resample(drawn: [UInt16], draw: Int) -> Resample {
    let perFrame = estimate.perFrame(
      groupWeights: estimate.curves.groupWeights(samples.weights, drawn: drawn), draw: draw)
    guard let axialProfile, let depth, let brightness else {
      return Resample(number: perFrame, inverseDepth: 1)
    }
    let refitted = SizeDependentDepth(
      brightness.evidence(drawn: drawn), axialProfile: axialProfile, law: law,
      reference_nm: reference_nm,
      grid: estimate.grid)
    let contrast = zip(depth.contrast, refitted.contrast).map {
      $0 + Self.strataScatter * ($1 - $0)
    }
    let change = change(from: depth.relativeDepth, to: contrast.map(axialProfile.depth))
    let particles = perFrame.indices.map { j in
      perFrame[j] / depth.relativeDepth[j] * change[j]
    }
    return Resample(
      number: particles.normalised, inverseDepth: particles.reduce(0, +),
      contrast: contrast)
  }

  /// Ratio of the run-to-run scatter of brightness as a function of size to its scatter between
  /// resamples.
  ///
  /// Resamples keep the size distribution of each brightness stratum, so they underestimate the
  /// scatter. The value is from six simulated runs of vesicles.
  private static let strataScatter = 1.7
  /// Bins with less than this fraction of the largest depth are extrapolated.
  private static let leastVisible = 0.1
  /// Largest factor by which a changed depth may change the particles of a bin.
  private static let mostChange = 1.5
  /// Bandwidth for smoothing the effect of a changed depth, in ln d.
  private static let smoothing = 0.1

  /// Factor on the particles of each bin when its depth changes.
  ///
  /// The components of a resample were fitted with the old depth. Refitted, they would shift
  /// smoothly. Near the detection limit, where depth rises steeply with size, correcting each bin
  /// separately would change it several-fold and create a spurious peak. Therefore the factor is
  /// smoothed and limited to 1.5 in either direction, and extrapolated bins share the factor of the
  /// smallest bin that is not extrapolated.
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
