@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

/// A run that is small enough to check by eye: two positions, two particles, two classes.
enum TinyRun {
  static func result() -> RunResult {
    var settings = MeasurementSettings(
      pixelSize_um: Setting(0.713, from: .runFile),
      temperature_C: Setting(24.5, from: .commandLine),
      viscosity_mPas: Setting(0.9, from: .derived))
    settings.dilution = Setting(1000, from: .runFile)
    let statistics = SizeStatistics(
      mode_nm: 100, mean_nm: 110, sd_nm: 22, d10_nm: 80, d50_nm: 100, d90_nm: 140)
    var size = SizeResult(
      distribution: SizeDistribution(
        bins: SizeBins(edges_nm: [50, 200, 800]), numberFraction: [0.25, 0.75],
        densityLower95_per_nm: [0.001, 0.002], densityUpper95_per_nm: [0.01, 0.02]),
      statistics: statistics,
      intervals: SizeIntervals(
        mode_nm: 95...105, mean_nm: 100...120, d10_nm: 70...90, d50_nm: 95...105,
        d90_nm: 130...150),
      peaks: [
        SizePeak(diameter_nm: 100, fwhm_nm: 30, numberFraction: 1, concentration_per_mL: 1e8)
      ],
      perTrack: statistics, volumeWeighted: statistics, detectionLimit_nm: nil)
    size.material = [
      BinMaterial(
        diameter_nm: 87..<100, mean_nm: 94, brightness: 0.03, refractiveIndex: 1.402,
        interval95: 1.395...1.41, tracks: 430)
    ]
    return RunResult(
      sample: "beads <110> & \"more\"", videos: ["pos01.avi", "a,b.avi"], settings: settings,
      size: size,
      concentration: ConcentrationResult(
        measured_per_mL: 1e8, sample_per_mL: 1e11, interval95_per_mL: 9e10...1.1e11,
        dilution: 1000, method: .nominalDepth, depth_um: 15),
      tracking: TrackingResult(
        count: 3, used: 2, medianFrames: 30, localizationError_nm: 40, spotSigma_px: nil),
      positions: [
        PositionResult(
          index: 1, file: "pos01.avi", section: 1, removal: nil, frames: 60, framesExpected: 60,
          particlesPerFrame: 12.5, tracks: 2, d50_nm: 100, meanIntensity: 30,
          driftX_um_per_s: 0.5, driftY_um_per_s: -0.25, concentration_per_mL: 1e8),
        PositionResult(
          index: 2, file: "a,b.avi", section: 1, removal: .minTracks, frames: 59,
          framesExpected: nil, particlesPerFrame: 0, tracks: 0, d50_nm: nil, meanIntensity: nil,
          driftX_um_per_s: .nan, driftY_um_per_s: 0, concentration_per_mL: nil),
      ],
      particleList: ParticleList([
        ParticleResult(
          position: 1, particle: 1, firstFrame: 0, frames: 30, diffusion_um2_per_s: 4.5,
          diffusionStandardError_um2_per_s: 0.5, diameter_nm: 98, diameterLower95_nm: 80,
          diameterUpper95_nm: 125, intensity: 31, localizationError_nm: 40, x_um: 10, y_um: 20.5),
        ParticleResult(
          position: 1, particle: 3, firstFrame: 5, frames: 4, diffusion_um2_per_s: 4,
          diffusionStandardError_um2_per_s: 2, diameter_nm: 110, diameterLower95_nm: 50,
          diameterUpper95_nm: .infinity, intensity: 29, localizationError_nm: 40, x_um: 1,
          y_um: 2),
      ]),
      displacement: nil,
      tracks: [
        PositionTracks(
          position: 1, frameTimes_s: [0, 0.5],
          tracks: [
            Track(
              particle: 1,
              points: [
                TrackPoint(frame: 0, x: 1.5, y: 2, intensity: 30, variance: 0.01),
                TrackPoint(frame: 1, x: 1.25, y: 2.5, intensity: 32, variance: .nan),
              ])
          ])
      ],
      warnings: [.lowTrackCount(used: 2)])
  }

  /// The same with everything a report can draw.
  static func pictured() -> RunResult {
    var result = result()
    result.displacement = DisplacementResult(
      lags: [1, 2], msd_um2: [1, 2], stride: 1, diffusion_um2_per_s: 2,
      diffusionStandardError_um2_per_s: 0.1, interval_s: 0.1)
    result.subpixel = SubpixelCounts(of: result.tracks.flatMap(\.tracks))
    var still = Snapshot(
      of: GrayImage(width: 8, height: 6, filledWith: 20), frame: 1, position: 1,
      polarity: .bright)
    still.mark(result.tracks.flatMap(\.tracks), diameters_nm: [1: 98])
    result.snapshot = still
    return result
  }

  /// The same recording without a single particle.
  static func blank() -> RunResult {
    var result = result()
    result.size = nil
    result.concentration = nil
    result.particles = []
    result.tracks = []
    result.tracking = TrackingResult(
      count: 0, used: 0, medianFrames: .nan, localizationError_nm: nil, spotSigma_px: nil)
    result.warnings = [.noParticles]
    return result
  }
}
