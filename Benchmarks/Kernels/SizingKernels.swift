import NTAAnalysis

/// The kernels that turn tracks into sizes.
struct SizingKernels {
  private let drawn: DrawnTracks
  private let trajectories: [Trajectory]
  private let sized: SizedTracks
  private let grid = SizeGrid.standard

  init(_ drawn: DrawnTracks) {
    self.drawn = drawn
    trajectories = Array(drawn.trajectories)
    sized = drawn.sized
  }

  private var text: String {
    "\(trajectories.count.grouped) tracks of \(trajectories[0].count) frames"
  }

  /// Everything that is done with one track or with the tracks of a position.
  var tracks: [Kernel] {
    let interpolation = CurveInterpolation(grid: grid)
    let nodes_nm = interpolation.nodes_nm
    var likelihood = MotionLikelihood(
      diffusion_um2_per_s: nodes_nm.map { drawn.liquid.diffusion_um2_per_s(diameter_nm: $0) },
      model: drawn.model)
    let curve = likelihood.evaluate(trajectories[0])
    return [
      Kernel(
        "motion likelihood, per track",
        on: "\(trajectories[0].count) frames, \(nodes_nm.count) diffusion coefficients",
        repetitions: 1, pieces: trajectories.count
      ) {
        trajectories.reduce(0) { $0 + likelihood.evaluate($1).count }
      },
      Kernel(
        "likelihood curve interpolation", on: "\(curve.count) nodes to \(grid.count) bins",
        repetitions: 1000
      ) {
        interpolation.onGrid(curve).count
      },
      Kernel("ensemble MSD", on: text, repetitions: 3) {
        EnsembleMSD(of: trajectories, interval_s: drawn.interval_s).trackCount
      },
    ]
  }

  /// The distribution of all tracks and one bootstrap resample of it.
  var distribution: [Kernel] {
    let countingThreshold = DetectionProbability.countingThreshold(detectionThreshold: 8)
    let amplitudes = AmplitudeHistogram(countingThreshold: countingThreshold, of: sized.amplitudes)
    let probability = DetectionProbability(
      detectionThreshold: 8, relativeNoise: 0.15, tracked: amplitudes, all: amplitudes)
    let samples = BrightnessSamples(sized, detectionProbability: probability)
    let curves = TrackLikelihoods(
      curves: sized.map(\.curve), estimates: sized.summaries.map(\.diffusion),
      lengths: sized.summaries.map(\.frames), grid: grid)
    let even = [Double](repeating: 1, count: grid.count)
    let corrected = VolumeCorrectedDistribution.estimate(
      sized, samples: samples, detectionProbability: probability, liquid: drawn.liquid,
      interval_s: drawn.interval_s, grid: grid)
    let resampling = Resampling(sized.summaries, seed: 1)
    return [
      Kernel("mixture estimator", on: text, repetitions: 1) {
        DistributionEstimate(curves, weights: samples.weights, chance: even, grid: grid)
          .number.count
      },
      Kernel("one resample", on: text, repetitions: 1, pieces: 10) {
        (0..<10).reduce(0) { sum, draw in
          sum
            + corrected.resample(drawn: resampling.drawn(in: draw), draw: draw).number.count
        }
      },
    ]
  }

  /// The injection-recovery test with the conditions of drawn frames, and what is derived from it.
  static func injection(_ conditions: InjectionRecovery.Conditions) -> [Kernel] {
    let test = InjectionRecovery(conditions, seed: 1)
    return [
      Kernel("injection-recovery test", on: "6,144 spots in 6 frames of 512 x 512", repetitions: 1)
      {
        withExtendedLifetime(InjectionRecovery(conditions, seed: 1)) { 0 }
      },
      Kernel("amplitude response", on: "6,144 spots", repetitions: 1) {
        AmplitudeResponse(test) == nil ? 0 : 1
      },
    ]
  }
}
