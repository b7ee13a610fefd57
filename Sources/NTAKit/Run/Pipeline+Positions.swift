import NTAAnalysis
import NTAVideo

extension Pipeline {
  /// Detects and links the particles of every position, with several positions in parallel.
  ///
  /// - Returns: the positions, in the order of the recording.
  /// - Throws: ``NTAError`` if no position can be used, or if `store` has no space for the tracks.
  func trackPositions(
    of recording: Recording, in store: SpillFile,
    progress: @escaping @Sendable (PipelineProgress) -> Void
  ) async throws(NTAError) -> [PositionAnalysis] {
    let sources = recording.positions
    let threads = max(settings.threads, 1)
    // Each thread tracks one position at a time. The positions that remain at the end, fewer than there
    // are threads, share the threads. A run that shares its threads with others tracks one position
    // after the other, on the threads that are free for each block of frames.
    let isShared = SharedThreads.current != nil
    let left = isShared ? sources.count : sources.count % threads
    let positions = [
      (sources.dropLast(left), 1),
      (sources.suffix(left), isShared ? threads : threads / max(left, 1)),
    ].flatMap { part, threadsOfEach in
      parallelMap(
        Array(part), threads: isShared ? 1 : threads,
        worker: { PositionTracker(settings: settings, store: store, threads: threadsOfEach) }
      ) { tracker, source in
        track(source, of: sources.count, by: &tracker, progress: progress)
      }
    }
    try store.check()
    try checkUsable(positions)
    return positions
  }

  private func track(
    _ source: PositionSource, of positionCount: Int, by tracker: inout PositionTracker,
    progress: @Sendable (PipelineProgress) -> Void
  ) -> PositionAnalysis {
    do throws(DecodeError) {
      return try tracker.track(source) { done, expected in
        progress(
          PipelineProgress(
            position: source.index, positionCount: positionCount, framesDone: done,
            framesExpected: expected))
      }
    } catch {
      return PositionAnalysis(source, failure: error)
    }
  }

  /// Throws an error if no position of the run can be used, if one is an overlay drawn by nta, or if
  /// the positions have different formats.
  ///
  /// If a run has only one position, that must not be damaged, unless the settings allow it. If a run
  /// has several, the damaged ones are marked and the others are used.
  private func checkUsable(_ positions: [PositionAnalysis]) throws(NTAError) {
    for position in positions {
      if let failure = position.failure, case .isOverlay = failure { throw NTAError(failure) }
    }
    let formats = positions.compactMap { position in
      position.imaging?.format.map { (file: position.file, format: $0) }
    }
    if let mixed = MixedRun(formats) { throw NTAError(mixed) }
    let usable = positions.count { settings.allowDamaged ? $0.failure == nil : !$0.isDamaged }
    guard usable == 0, let first = positions.first(where: \.isDamaged) else { return }
    if let failure = first.failure { throw NTAError(failure) }
    throw NTAError(
      DamagedRecording(
        file: first.file, whole: first.frames, promised: first.framesExpected,
        firstDamaged: first.firstDamagedFrame))
  }
}
