import NTAAnalysis
import NTAVideo

extension Pipeline {
  /// Detects and links the particles of every position, as many positions at once as there are threads.
  ///
  /// - Returns: the positions in the order of the recording, whichever was ready first.
  /// - Throws: ``NTAError`` when no position can be used, or when `store` has no room for the tracks.
  func trackPositions(
    of recording: Recording, in store: SpillFile,
    progress: @escaping @Sendable (PipelineProgress) -> Void
  ) async throws(NTAError) -> [PositionAnalysis] {
    let sources = recording.positions
    let threads = max(settings.threads, 1)
    // As many positions at once as there are threads; those that are left share the threads.
    let left = sources.count % threads
    let positions = [
      (sources.dropLast(left), 1), (sources.suffix(left), threads / max(left, 1)),
    ].flatMap { part, threadsOfEach in
      parallelMap(
        Array(part), threads: threads,
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

  /// Refuses a run of which no position can be used.
  ///
  /// A run of one position must be whole, unless damage is allowed; of several, the damaged ones are
  /// only marked, so that the others can be used.
  private func checkUsable(_ positions: [PositionAnalysis]) throws(NTAError) {
    let usable = positions.count { settings.allowDamaged ? $0.failure == nil : !$0.isDamaged }
    guard usable == 0, let first = positions.first(where: \.isDamaged) else { return }
    if let failure = first.failure { throw NTAError(failure) }
    throw NTAError(
      DamagedRecording(
        file: first.file, whole: first.frames, promised: first.framesExpected,
        firstDamaged: first.firstDamagedFrame))
  }
}
