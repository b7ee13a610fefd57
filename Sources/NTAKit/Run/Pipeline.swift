/// The whole measurement, on one screen.
///
/// decode > detect > link (one position at a time, positions in parallel) > diffusion > sizes >
/// concentration. The result does not depend on the number of threads.
public struct Pipeline: Sendable {
  /// What the pixels cannot tell.
  public let settings: MeasurementSettings
  /// Whether the result keeps the tracks.
  public let keepsTracks: Bool
  /// Where the tracks of long recordings are kept until the end.
  private let scratchFolder: String?

  /// A pipeline for one run.
  ///
  /// - Parameters:
  ///   - settings: what the pixels cannot tell.
  ///   - keepsTracks: whether the result keeps the tracks.
  ///   - scratchFolder: where long recordings may have a nameless temporary file; nil is the system's
  ///     folder for these. If it is not there yet, the file is made above it.
  public init(
    settings: MeasurementSettings, keepsTracks: Bool = false, scratchFolder: String? = nil
  ) {
    self.settings = settings
    self.keepsTracks = keepsTracks
    self.scratchFolder = scratchFolder
  }

  /// Where a run keeps what it has found.
  func scratch() -> SpillFile { SpillFile(folder: scratchFolder) }

  /// Measures a run: from its videos to sizes and concentration.
  ///
  /// - Parameters:
  ///   - recording: the run's positions.
  ///   - progress: called from any thread as frames are done.
  /// - Returns: sizes, concentration, positions, particles and warnings.
  /// - Throws: ``NTAError`` when no position can be read, a single one is damaged, or there is no room
  ///   for the tracks.
  public func analyze(
    _ recording: Recording, progress: @escaping @Sendable (PipelineProgress) -> Void = { _ in }
  ) async throws(NTAError) -> RunResult {
    let scratch = scratch()
    let outcomes = try await followPositions(of: recording, scratch: scratch, progress: progress)
    let records = try PositionOutcome.usable(outcomes, allowDamaged: settings.allowDamaged)
    let observations = parallelMap(records, threads: settings.threads) {
      PositionObservation($0, settings: settings)
    }
    var result = RunMeasurement(settings: settings, keepsTracks: keepsTracks, scratch: scratch)
      .measure(observations, sample: recording.sampleName, warnings: recording.warnings)
    try scratch.check()
    result.date = recording.date
    return result
  }

  /// Detects and links only.
  ///
  /// - Parameters:
  ///   - recording: the run's positions.
  ///   - progress: called from any thread as frames are done.
  /// - Returns: the tracks of each position that could be read.
  /// - Throws: ``NTAError`` when no position can be read, or a single one is damaged.
  public func track(
    _ recording: Recording, progress: @escaping @Sendable (PipelineProgress) -> Void = { _ in }
  ) async throws(NTAError) -> [PositionTracks] {
    let outcomes = try await followPositions(
      of: recording, scratch: scratch(), progress: progress)
    return try PositionOutcome.usable(outcomes, allowDamaged: settings.allowDamaged)
      .compactMap(\.tracks)
  }

  /// Sizes tracks that some tracker has found.
  ///
  /// - Parameters:
  ///   - tracks: one entry a position, coordinates in pixels.
  ///   - sample: the sample's name, for the report.
  /// - Returns: sizes and particles; there is no concentration without pictures.
  public func size(_ tracks: [PositionTracks], sample: String? = nil) -> RunResult {
    RunMeasurement(
      settings: settings, keepsTracks: keepsTracks, scratch: SpillFile(memory: .max)
    ).measure(
      tracks.map { PositionObservation($0, settings: settings) }, sample: sample, warnings: [])
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
}

/// How far a pipeline has come.
public struct PipelineProgress: Sendable, Equatable {
  /// Position the report is about, from 1.
  public var position: Int
  /// Positions in the run.
  public var positionCount: Int
  /// Frames of that position analysed so far.
  public var framesDone: Int
  /// Frames of that position in all, if known.
  public var framesExpected: Int?

  /// A report from its values.
  public init(position: Int, positionCount: Int, framesDone: Int, framesExpected: Int?) {
    self.position = position
    self.positionCount = positionCount
    self.framesDone = framesDone
    self.framesExpected = framesExpected
  }
}
