import NTAAnalysis
import NTAVideo

/// The whole measurement, on one screen.
///
/// read > detect > link (`trackPositions`) > motion > sizes > positions > count > distribution >
/// result (`measure`). Every stage takes values and gives values; the result does not depend on the
/// number of threads.
public struct Pipeline: Sendable {
  /// What the pixels cannot tell.
  public var settings: MeasurementSettings { resolved.settings }
  /// Whether the result keeps the tracks.
  public let keepsTracks: Bool
  /// The settings, the sample's name, and what is worth knowing about them.
  let resolved: ResolvedSettings
  /// Where the temporary data of long recordings go.
  private let scratchFolder: String?
  /// Resamples behind the 95 % intervals, at least 1.
  var resamples = Self.usualResamples

  static let usualResamples = SizeEstimate.usualResamples

  /// A pipeline for one run; its results have the sample's name and the warnings of the settings.
  ///
  /// - Parameters:
  ///   - resolved: the settings, as ``SettingsResolver`` or ``Calibration`` resolve them.
  ///   - keepsTracks: whether the result keeps the tracks.
  ///   - scratchFolder: where long recordings may have a nameless temporary file; nil is the system's
  ///     folder for these. If it is not there yet, the file is made above it.
  public init(
    _ resolved: ResolvedSettings, keepsTracks: Bool = false, scratchFolder: String? = nil
  ) {
    self.resolved = resolved
    self.keepsTracks = keepsTracks
    self.scratchFolder = scratchFolder
  }

  /// A pipeline from settings alone, of which nothing else is known.
  ///
  /// - Parameters:
  ///   - settings: what the pixels cannot tell.
  ///   - keepsTracks: whether the result keeps the tracks.
  ///   - scratchFolder: as above.
  public init(
    settings: MeasurementSettings, keepsTracks: Bool = false, scratchFolder: String? = nil
  ) {
    self.init(
      ResolvedSettings(settings: settings, sample: nil, instrument: nil, warnings: []),
      keepsTracks: keepsTracks, scratchFolder: scratchFolder)
  }

  /// Measures a run: from its videos to sizes and concentration.
  ///
  /// - Parameters:
  ///   - recording: the run's positions.
  ///   - progress: called from any thread as frames are done.
  /// - Returns: sizes, concentration, positions and particles, with the warnings of the recording, of
  ///   its settings and of the measurement, in this order.
  /// - Throws: `NTAError` when no position can be read, a single one is damaged, or there is no room
  ///   for the tracks.
  public func analyze(
    _ recording: Recording, progress: @escaping @Sendable (PipelineProgress) -> Void = { _ in }
  ) async throws(NTAError) -> RunResult {
    let store = temporaryStore()
    let positions = try await trackPositions(of: recording, in: store, progress: progress)
    var result = measure(positions, in: store)
    try store.check()
    result.sample = sampleName(of: recording)
    result.date = recording.date
    result.warnings = warnings(for: recording) + result.warnings
    return result
  }

  /// From tracks to the result, stage by stage.
  ///
  /// - Parameters:
  ///   - tracked: the positions with their tracks.
  ///   - store: where tracks go that memory has no room for; nil keeps all in memory.
  /// - Returns: the result of the run.
  func measure(_ tracked: [PositionAnalysis], in store: SpillFile?) -> RunResult {
    // What the detector makes of spots of known amplitude, and with it the tracks' own amplitudes.
    let response = amplitudeResponse(of: tracked)
    // Nothing that is drawn onto the picture, the true length of each frame interval, and the flow.
    let positions = tracked.map { $0.correctingAmplitudes(by: response, in: store) }
      .excludingOverlays(in: store)
      .map { $0.correctingFrameIntervals(in: store).measuringFlow() }
    // Motion blur and localisation error, from the ensemble MSD.
    let motion = measureMotion(positions)
    // A likelihood curve over diameters for each mobile track.
    let sized = sizeTracks(positions, model: motion.model, in: store)
    // Which positions are pooled.
    let selection = selectPositions(positions, sized, model: motion.model)
    // How many particles each detection stands for.
    let probability = detectionProbability(positions, sized, selection, response)
    // The maximum-likelihood distribution of the sample, each size over the depth it is seen in.
    let distribution = estimateDistribution(selection.tracks, probability, positions)
    // Particles per volume.
    let count = distribution.map { countParticles($0, selection, positions) }
    var result = result(
      positions, motion: motion, sized: sized, selection: selection, distribution: distribution,
      count: count)
    // Whether all this can be trusted.
    result.validity =
      ValidityChecks(
        result: result, positions: positions, motion: motion,
        periodogram: selection.periodogram
      ).validity
    return result
  }

  /// Detects and links only.
  ///
  /// - Parameters:
  ///   - recording: the run's positions.
  ///   - progress: called from any thread as frames are done.
  /// - Returns: the tracks of each position that could be read.
  /// - Throws: `NTAError` when no position can be read, or a single one is damaged.
  public func track(
    _ recording: Recording, progress: @escaping @Sendable (PipelineProgress) -> Void = { _ in }
  ) async throws(NTAError) -> [PositionTracks] {
    try await trackPositions(of: recording, in: temporaryStore(), progress: progress)
      .filter { $0.failure == nil }.map(\.tracks)
  }

  /// Sizes tracks that some tracker has found.
  ///
  /// - Parameters:
  ///   - tracks: one entry per position, coordinates in pixels.
  ///   - sample: the sample's name, if the settings do not give one.
  /// - Returns: sizes, particles and warnings; there is no concentration without pictures.
  public func size(_ tracks: [PositionTracks], sample: String? = nil) -> RunResult {
    var result = measure(tracks.map { PositionAnalysis($0) }, in: nil)
    result.sample = resolved.sample ?? sample
    result.warnings = resolved.warnings + result.warnings
    return result
  }

  /// Links spots that some detector has found.
  ///
  /// - Parameters:
  ///   - localizations: the spots of each frame; the outer index is the frame.
  ///   - interval_s: time between frames, > 0 s.
  ///   - position: number to give the position, from 1.
  /// - Returns: the tracks, numbered by first frame.
  public func link(
    localizations: [[Detection]], interval_s: Double, position: Int = 1
  ) -> PositionTracks {
    Linker.tracks(
      of: localizations, interval_s: interval_s,
      fastestStep_px2: settings.fastestStep_px2(interval_s: interval_s), position: position)
  }

  /// The sample's name from the settings, or else from the recording.
  func sampleName(of recording: Recording) -> String? { resolved.sample ?? recording.sampleName }

  /// What is known before anything is measured.
  func warnings(for recording: Recording) -> [RunWarning] {
    recording.warnings + resolved.warnings
  }

  /// Where a run keeps its temporary data.
  func temporaryStore() -> SpillFile { SpillFile(folder: scratchFolder) }
}
