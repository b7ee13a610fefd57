/// What one run yielded: the content of the result folder, before it is written.
public struct RunResult: Sendable {
  /// Name of the sample, if any.
  public var sample: String?
  /// File names of the videos, without folders, in order of position.
  public var videos: [String]
  /// Every setting's effective value and source.
  public var settings: MeasurementSettings
  /// The distribution of the particles in the sample; `nil` when no particles were found.
  public var size: SizeResult?
  /// The concentration; `nil` where the observed volume is unknown.
  public var concentration: ConcentrationResult?
  /// Counts and quality of the tracks.
  public var tracking: TrackingResult
  /// One entry a position (or section), in order, used or not.
  public var positions: [PositionResult]
  /// One entry a track that was sized, by position, then particle.
  public var particleList: ParticleList
  /// The ensemble's mean squared displacement, for the report.
  public var displacement: DisplacementResult?
  /// The tracks themselves, kept only on request (`--tracks`).
  public var tracks: [PositionTracks]
  /// What the user should know before trusting the numbers.
  public var warnings: [RunWarning]
  /// Where within their pixels the spots of the used positions were found, for the report.
  public var subpixel: SubpixelCounts?
  /// One frame with what was found in it, for the report.
  public var still: Snapshot?
  /// Day of the recording, `yyyy-mm-dd`, if `run.yaml` or the instrument's header says it.
  public var date: String?

  /// ``particleList`` as a whole, which for a long recording is large.
  public var particles: [ParticleResult] {
    get { Array(particleList) }
    set { particleList = ParticleList(newValue) }
  }
}

/// The number-weighted size distribution and what is derived from it.
public struct SizeResult: Sendable {
  /// The distribution on its logarithmic grid.
  public var distribution: SizeDistribution
  /// Statistics of the particles in the sample.
  public var statistics: SizeStatistics
  /// 95 % intervals of the mode, mean, D10, D50, D90.
  public var intervals: SizeIntervals
  /// Peaks, by falling share.
  public var peaks: [SizePeak]
  /// Statistics of the raw estimates, one a track.
  public var perTrack: SizeStatistics
  /// Statistics with each particle weighted by its volume.
  public var volumeWeighted: SizeStatistics
  /// Smallest diameter the run could see, if it could be told.
  public var detectionLimit_nm: Double?
  /// What the particles of each size class are made of, by rising diameter; empty without a
  /// calibration that tells how bright its beads were.
  public var material: [ClassMaterial] = []
  /// How bright each size is in focus; `nil` for tracks that came without pictures.
  var inFocusIntensity: InFocusIntensity?
  /// The classes of `distribution` in each resample; empty if nothing was resampled.
  ///
  /// Particles over all those of the mean resample. Each sums to about 1: what it misses is what the
  /// depth that follows from its tracks makes of the concentration.
  public var resamples: [[Double]] = []

  /// Share of the particles in the classes below the detection limit, in [0, 1]; 0 without a limit.
  ///
  /// The model puts them there: no particle of these sizes was bright enough to be seen.
  public var shareBelowDetectionLimit: Double {
    guard let detectionLimit_nm else { return 0 }
    return (0..<distribution.count).lazy
      .filter { distribution.diameter_nm($0) < detectionLimit_nm }
      .reduce(0) { $0 + distribution.numberFraction[$1] }
  }
}

/// 95 % intervals from resampling positions and tracks, in nm.
public struct SizeIntervals: Sendable, Equatable {
  /// Interval of the mode.
  public var mode_nm: ClosedRange<Double>
  /// Interval of the mean.
  public var mean_nm: ClosedRange<Double>
  /// Interval of D10.
  public var d10_nm: ClosedRange<Double>
  /// Interval of the median.
  public var d50_nm: ClosedRange<Double>
  /// Interval of D90.
  public var d90_nm: ClosedRange<Double>
  /// Interval of the median of the particles around the mode, if it was resampled.
  public var mainMedian_nm: ClosedRange<Double>?
  /// Interval of the share of the particles from 30 to 150 nm, if it was resampled.
  public var share30To150: ClosedRange<Double>?
}

/// One peak of a distribution.
public struct SizePeak: Sendable, Equatable {
  /// Diameter at the top.
  public var diameter_nm: Double
  /// Full width at half maximum.
  public var fwhm_nm: Double
  /// Share of all particles between the valleys on both sides, in [0, 1].
  public var numberFraction: Double
  /// That share's concentration in the measured cell, if known.
  public var concentration_per_mL: Double?
  /// 95 % interval of the diameter at the top, if it was resampled.
  public var interval95_nm: ClosedRange<Double>?
}

/// How bright the particles of a size class are, and the refractive index that follows.
public struct ClassMaterial: Sendable, Equatable {
  /// The class, nm.
  public var diameter_nm: Range<Double>
  /// Mean diameter (of the logarithm) of what it holds, nm.
  public var mean_nm: Double
  /// Height of a spot in focus over that of the beads of the calibration.
  public var brightness: Double
  /// Effective refractive index in a liquid of 1.33: that of a homogeneous sphere.
  public var refractiveIndex: Double
  /// 95 % interval of `refractiveIndex`.
  public var interval95: ClosedRange<Double>
  /// Independent tracks it rests on.
  public var tracks: Double
}

/// Particles per volume.
public struct ConcentrationResult: Sendable, Equatable {
  /// How the observed volume is known.
  public enum Method: String, Sendable {
    case calibrated, selfCalibrated = "self-calibrated", nominalDepth = "nominal-depth"
  }
  /// In the measured cell.
  public var measured_per_mL: Double
  /// In the sample before dilution.
  public var sample_per_mL: Double
  /// 95 % interval of `sample_per_mL`.
  public var interval95_per_mL: ClosedRange<Double>
  /// The dilution that links the two.
  public var dilution: Double
  /// How the depth is known.
  public var method: Method
  /// Mean depth of the observed volume.
  public var depth_um: Double
  /// Half-width of the slab: brightness falls as `exp(-2 z²/w²)` away from the focus.
  public var slabWidth_um: Double?
}

/// Counts and quality of the tracks of a run.
public struct TrackingResult: Sendable, Equatable {
  /// Tracks found in all positions.
  public var count: Int
  /// Tracks that were sized.
  public var used: Int
  /// Median length of the used tracks, in frames.
  public var medianFrames: Double
  /// Pooled localisation error per axis, in nm.
  public var localizationError_nm: Double?
  /// Radius (Gaussian sigma) of a spot, in px, measured from the recording.
  public var spotSigma_px: Double?
}

/// One position (or section) of a run.
public struct PositionResult: Sendable, Equatable {
  /// Why a position is left out of the pooled result.
  public enum Removal: String, Sendable, CaseIterable {
    case minTracks = "MIN_TRACKS", maxDrift = "MAX_DRIFT", particleRange = "PARTICLE_RANGE"
    case outlierSize = "OUTLIER_SIZE", outlierCount = "OUTLIER_COUNT"
    case outlierIntensity = "OUTLIER_INTENSITY", damaged = "DAMAGED"
  }
  /// From 1, in the order of the run.
  public var index: Int
  /// File name of the video.
  public var file: String
  /// Section of the video, from 1.
  public var section: Int
  /// `nil` when the position is used.
  public var removal: Removal?
  /// Frames analysed.
  public var frames: Int
  /// Frames the container promised; `nil` if it promises none.
  public var framesExpected: Int?
  /// Mean number of particles in a frame.
  public var particlesPerFrame: Double
  /// Tracks that were sized.
  public var tracks: Int
  /// Median of the per-track diameters.
  public var d50_nm: Double?
  /// Mean brightness of the spots above their surroundings, in grey levels.
  public var meanIntensity: Double?
  /// Common motion to the right.
  public var driftX_um_per_s: Double
  /// Common motion downwards.
  public var driftY_um_per_s: Double
  /// Concentration in the measured cell.
  public var concentration_per_mL: Double?
}

/// One sized track: a row of `particles.csv`.
public struct ParticleResult: Sendable, Equatable {
  /// Position, from 1.
  public var position: Int
  /// Particle, from 1 within the position.
  public var particle: Int
  /// First frame it was seen in, from 0.
  public var firstFrame: Int
  /// Frames it was seen in.
  public var frames: Int
  /// Maximum-likelihood diffusion coefficient.
  public var diffusion_um2_per_s: Double
  /// Its standard error.
  public var diffusionStandardError_um2_per_s: Double
  /// Stokes-Einstein diameter.
  public var diameter_nm: Double
  /// Lower end of its 95 % interval.
  public var diameterLower95_nm: Double
  /// Upper end of its 95 % interval; may be infinite for the shortest tracks.
  public var diameterUpper95_nm: Double
  /// Median brightness above the surroundings, in grey levels.
  public var intensity: Double
  /// Localisation error per axis.
  public var localizationError_nm: Double
  /// Mean position, right of the centre of the leftmost pixel.
  public var x_um: Double
  /// Mean position, below the centre of the topmost pixel.
  public var y_um: Double
}

/// The mean squared displacement of all used tracks by lag.
public struct DisplacementResult: Sendable, Equatable {
  /// Lags in frames.
  public var lags: [Int]
  /// Mean of `dx² + dy²` at each lag, drift removed.
  public var msd_um2: [Double]
  /// Frames between the positions whose steps were used; 1 unless the MSD is no line.
  public var stride: Int
  /// Ensemble diffusion coefficient over the lags that were used.
  public var diffusion_um2_per_s: Double
  /// Its standard error.
  public var diffusionStandardError_um2_per_s: Double
  /// Time between frames, in seconds, if it is known.
  public var interval_s: Double?
}

/// Something the user should know: a stable code and a sentence with the remedy.
public struct RunWarning: Sendable, Equatable {
  /// Stable, in capitals: `LOW_TRACK_COUNT`.
  public var code: String
  /// One sentence for people.
  public var message: String

  /// A warning from its code and sentence.
  public init(code: String, message: String) {
    self.code = code
    self.message = message
  }
}
