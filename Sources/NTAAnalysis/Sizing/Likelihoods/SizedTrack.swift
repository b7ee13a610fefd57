/// A track with its likelihood curve over the size grid and what is read off it.
struct SizedTrack: Sendable {
  /// Index of the track's position among the observations.
  var observation: Int
  var particle: Int
  var firstFrame: Int
  var frames: Int
  /// Log-likelihood at the nodes of ``CurveInterpolation``, less that of the grid's best class.
  var curve: [Float]
  var diffusion: DiffusionEstimate
  /// Stokes-Einstein diameter of the best diffusion coefficient.
  var diameter_nm: Double
  /// Height of the spot in each frame it was seen in, grey levels.
  var brightness: [Float]
  /// Frames between neighbouring sightings; one fewer than there are of these.
  var gaps: [Int32]
  /// Median height of the spot, grey levels.
  var intensity: Double
  /// Mean localisation variance per axis, µm², before the run's own scale.
  var variance_um2: Double
  var x_um: Double
  var y_um: Double
}

extension SizedTrack {
  /// What is one number a track.
  struct Facts: BitwiseCopyable, Sendable {
    var observation: Int
    var particle: Int
    var firstFrame: Int
    var frames: Int
    private var value_um2_per_s: Double
    private var standardError_um2_per_s: Double
    private var lower95_um2_per_s: Double
    private var upper95_um2_per_s: Double
    var diameter_nm: Double
    var intensity: Double
    var variance_um2: Double
    var x_um: Double
    var y_um: Double
    fileprivate(set) var curveLength: Int32
    fileprivate(set) var brightnessLength: Int32
    fileprivate(set) var gapsLength: Int32

    init(_ track: SizedTrack) {
      (observation, particle) = (track.observation, track.particle)
      (firstFrame, frames) = (track.firstFrame, track.frames)
      value_um2_per_s = track.diffusion.value_um2_per_s
      standardError_um2_per_s = track.diffusion.standardError_um2_per_s
      lower95_um2_per_s = track.diffusion.interval95_um2_per_s.lowerBound
      upper95_um2_per_s = track.diffusion.interval95_um2_per_s.upperBound
      diameter_nm = track.diameter_nm
      (intensity, variance_um2) = (track.intensity, track.variance_um2)
      (x_um, y_um) = (track.x_um, track.y_um)
      curveLength = Int32(track.curve.count)
      brightnessLength = Int32(track.brightness.count)
      gapsLength = Int32(track.gaps.count)
    }

    var diffusion: DiffusionEstimate {
      DiffusionEstimate(
        value_um2_per_s: value_um2_per_s, standardError_um2_per_s: standardError_um2_per_s,
        interval95_um2_per_s: lower95_um2_per_s...upper95_um2_per_s)
    }
  }

  /// A track from what is one number and what is several.
  init(_ facts: Facts, curve: [Float], brightness: [Float], gaps: [Int32]) {
    self.init(
      observation: facts.observation, particle: facts.particle, firstFrame: facts.firstFrame,
      frames: facts.frames, curve: curve, diffusion: facts.diffusion,
      diameter_nm: facts.diameter_nm, brightness: brightness, gaps: gaps,
      intensity: facts.intensity, variance_um2: facts.variance_um2, x_um: facts.x_um,
      y_um: facts.y_um)
  }
}

/// Sizes trajectories, one at a time.
struct TrackSizer: Sendable {
  let grid: SizeGrid
  /// Diffusion coefficients of the grid's classes, falling.
  private let diffusion: [Double]
  private let liquid: StokesEinstein
  private let interpolation: CurveInterpolation
  private var likelihood: MotionLikelihood

  init(grid: SizeGrid, liquid: StokesEinstein, model: MotionModel) {
    self.grid = grid
    self.liquid = liquid
    diffusion = grid.centres_nm.map { liquid.diffusion_um2_per_s(diameter_nm: $0) }
    interpolation = CurveInterpolation(grid: grid)
    likelihood = MotionLikelihood(
      diffusion_um2_per_s: interpolation.nodes_nm.map {
        liquid.diffusion_um2_per_s(diameter_nm: $0)
      }, model: model)
  }

  mutating func size(_ track: Trajectory, observation: Int) -> SizedTrack {
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
      brightness: track.intensity,
      gaps: zip(track.frames.dropFirst(), track.frames).map { $0 - $1 },
      intensity: Double(median(of: track.intensity)),
      variance_um2: track.variance_um2.reduce(0, +) / n, x_um: track.x_um.reduce(0, +) / n,
      y_um: track.y_um.reduce(0, +) / n)
  }
}
