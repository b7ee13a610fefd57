import NTAAnalysis
import NTAVideo

/// The whole measurement, stage by stage.
///
/// `trackPositions` reads, detects and links; `measure` estimates motion, sizes, positions, counts and
/// distribution, and puts the result together. Every stage takes values and returns values. The result
/// does not depend on the number of threads.
public struct Pipeline: Sendable {
  /// The settings of the measurement.
  public var settings: MeasurementSettings { resolved.settings }
  /// Whether the result keeps the tracks.
  public let keepsTracks: Bool
  /// The settings with the sample's name and the warnings about them.
  let resolved: ResolvedSettings
  /// Folder for the temporary data of long recordings.
  private let scratchFolder: String?
  /// Number of resamples from which the 95 % intervals are calculated, at least 1.
  var resamples = Self.defaultResamples

  static let defaultResamples = SizeEstimate.defaultResamples

  /// A pipeline for one run; its results include the sample's name and the warnings about the
  /// settings.
  ///
  /// - Parameters:
  ///   - resolved: the settings, resolved by ``SettingsResolver`` or ``Calibration``.
  ///   - keepsTracks: whether the result keeps the tracks.
  ///   - scratchFolder: folder for an unnamed temporary file, which long recordings need; nil uses the
  ///     system's temporary folder. If the folder does not exist yet, its closest existing parent is
  ///     used.
  public init(
    _ resolved: ResolvedSettings, keepsTracks: Bool = false, scratchFolder: String? = nil
  ) {
    self.resolved = resolved
    self.keepsTracks = keepsTracks
    self.scratchFolder = scratchFolder
  }

  /// A pipeline from settings alone, without the sample's name or warnings about the settings.
  ///
  /// - Parameters:
  ///   - settings: the settings of the measurement.
  ///   - keepsTracks: whether the result keeps the tracks.
  ///   - scratchFolder: folder for an unnamed temporary file, which long recordings need; nil uses the
  ///     system's temporary folder.
  public init(
    settings: MeasurementSettings, keepsTracks: Bool = false, scratchFolder: String? = nil
  ) {
    self.init(
      ResolvedSettings(settings: settings, sample: nil, instrument: nil, warnings: []),
      keepsTracks: keepsTracks, scratchFolder: scratchFolder)
  }

  /// Measures sizes and concentration from the videos of a run.
  ///
  /// - Parameters:
  ///   - recording: the positions of the run.
  ///   - progress: called from any thread as frames are analysed.
  /// - Returns: sizes, concentration, positions and particles, with the warnings about the recording,
  ///   its settings and the measurement, in this order.
  /// - Throws: `NTAError` if no position can be read, if the only position is damaged, or if there is
  ///   no disk space for the tracks.
  public func analyze(
    _ recording: Recording, progress: @escaping @Sendable (PipelineProgress) -> Void = { _ in }
  ) async throws(NTAError) -> RunResult {
    let store = temporaryStore()
    let positions = try await trackPositions(of: recording, in: store, progress: progress)
    var result = measure(positions, in: store)
    try store.check()
    result.sample = sampleName(of: recording)
    result.date = settings.date?.value
    result.warnings = warnings(for: recording) + result.warnings
    return result
  }

  /// Measures the result from the tracks, stage by stage.
  ///
  /// - Parameters:
  ///   - tracked: the positions with their tracks.
  ///   - store: where tracks are stored that do not fit into memory; nil keeps all in memory.
  /// - Returns: the result of the run.
  func measure(_ tracked: [PositionAnalysis], in store: SpillFile?) -> RunResult {
    // The amplitudes that the detector measures for spots of known amplitude, which correct those of
    // the tracks.
    let response = amplitudeResponse(of: tracked)
    // Tracks without those of overlays, with the true length of each frame interval and the flow.
    let positions = tracked.map { $0.correctingAmplitudes(by: response, in: store) }
      .excludingOverlays(in: store)
      .map { $0.correctingFrameIntervals(in: store).measuringFlow() }
    // Motion blur and localisation error, from the ensemble MSD.
    let motion = measureMotion(positions)
    // A likelihood curve over diameters for each mobile track.
    let sized = sizeTracks(positions, model: motion.model, in: store)
    // Which positions are pooled.
    let selection = selectPositions(positions, sized, model: motion.model)
    // The detection probability as a function of brightness.
    let probability = detectionProbability(positions, sized, selection, response)
    // The maximum-likelihood distribution of the sample, with each size divided by its observed depth.
    let distribution = estimateDistribution(
      selection.tracks, probability, positions,
      alternatives: alternativeTracks(positions, selection, motion, in: store))
    // The number of particles per volume.
    let count = distribution.map { countParticles($0, selection, positions) }
    var result = result(
      positions, motion: motion, sized: sized, selection: selection, distribution: distribution,
      count: count)
    // Whether the result can be relied on.
    result.validity =
      ValidityChecks(
        result: result, positions: positions, motion: motion,
        periodogram: selection.periodogram, stated: resolved.warnings
      ).validity
    result.concentrationLimit = concentrationLimit(positions, result)
    return result
  }

  /// Detects and links the particles of a run, without sizing them.
  ///
  /// - Parameters:
  ///   - recording: the positions of the run.
  ///   - progress: called from any thread as frames are analysed.
  /// - Returns: the tracks of each position that could be read.
  /// - Throws: `NTAError` if no position can be read, or if the only position is damaged.
  public func track(
    _ recording: Recording, progress: @escaping @Sendable (PipelineProgress) -> Void = { _ in }
  ) async throws(NTAError) -> [PositionTracks] {
    try await trackPositions(of: recording, in: temporaryStore(), progress: progress)
      .filter { $0.failure == nil }.map(\.tracks)
  }

  /// Sizes the tracks of any tracking software.
  ///
  /// - Parameters:
  ///   - tracks: one entry per position, with coordinates in px.
  ///   - sample: the sample's name, if the settings do not give one.
  ///   - hasAmplitudes: whether intensities are above the background, as those of spots are; each size
  ///     is then corrected for the depth it is seen in, unless they turn out not to tell it.
  /// - Returns: sizes, particles and warnings; without a video there is no concentration.
  public func size(
    _ tracks: [PositionTracks], sample: String? = nil, hasAmplitudes: Bool = true
  ) -> RunResult {
    let positions = tracks.map { tracks in
      var position = PositionAnalysis(tracks)
      position.statesVariances = tracks.tracks.statesVariances
      position.trackedLimit = hasAmplitudes ? TrackedAmplitudes.limit(of: tracks.tracks) : nil
      return position
    }
    var result = measure(positions, in: nil)
    result.sample = resolved.sample ?? sample
    result.date = settings.date?.value
    result.warnings = resolved.warnings + result.warnings
    return result
  }

  /// Links the spots that any software has detected.
  ///
  /// - Parameters:
  ///   - localizations: the spots of each frame; the outer index is the frame.
  ///   - interval_s: time between frames, > 0 s.
  ///   - position: position number of the tracks, from 1.
  /// - Returns: the tracks, numbered in the order of their first frames.
  public func link(
    localizations: [[Detection]], interval_s: Double, position: Int = 1
  ) -> PositionTracks {
    Linker.tracks(
      of: localizations, interval_s: interval_s,
      fastestStep_px2: settings.fastestStep_px2(interval_s: interval_s), position: position)
  }

  /// The sample's name from the settings, otherwise from the recording.
  func sampleName(of recording: Recording) -> String? { resolved.sample ?? recording.sampleName }

  /// The warnings that are known before the measurement.
  func warnings(for recording: Recording) -> [RunWarning] {
    recording.warnings + resolved.warnings
  }

  /// A new file for the temporary data of a run.
  func temporaryStore() -> SpillFile { SpillFile(folder: scratchFolder) }
}
