extension Pipeline {
  /// Follows the particles of every position, as many at once as there are threads.
  ///
  /// - Returns: outcomes in the order of the recording, whichever was ready first.
  /// - Throws: ``NTAError`` when the tracks found no room in `scratch`.
  func followPositions(
    of recording: Recording, scratch: SpillFile,
    progress: @escaping @Sendable (PipelineProgress) -> Void
  ) async throws(NTAError) -> [PositionOutcome] {
    let positions = recording.positions
    let threads = max(settings.threads, 1)
    // As many positions at once as there are threads; those that are left share the threads.
    let left = positions.count % threads
    let outcomes = [
      (positions.dropLast(left), 1), (positions.suffix(left), threads / max(left, 1)),
    ].flatMap { part, threadsOfEach in
      parallelMap(
        Array(part), threads: threads,
        worker: {
          PositionTracker(settings: settings, scratch: scratch, threads: threadsOfEach)
        }
      ) { tracker, source in
        follow(source, of: positions.count, by: &tracker, progress: progress)
      }
    }
    try scratch.check()
    return outcomes
  }

  private func follow(
    _ source: PositionSource, of positionCount: Int, by tracker: inout PositionTracker,
    progress: @Sendable (PipelineProgress) -> Void
  ) -> PositionOutcome {
    do throws(DecodeError) {
      let record = try tracker.track(source) { done, expected in
        progress(
          PipelineProgress(
            position: source.index, positionCount: positionCount, framesDone: done,
            framesExpected: expected))
      }
      return PositionOutcome(source: source, record: record, failure: nil)
    } catch {
      return PositionOutcome(source: source, record: nil, failure: error)
    }
  }
}

/// What became of one position: a record, or the reason why there is none.
struct PositionOutcome: Sendable {
  var source: PositionSource
  var record: PositionRecord?
  var failure: DecodeError?

  var tracks: PositionTracks? {
    record.map {
      PositionTracks(position: source.index, frameTimes_s: $0.frameTimes_s, tracks: $0.tracks)
    }
  }

  /// True when frames are missing or damaged.
  var isDamaged: Bool { failure != nil || (record?.isDamaged ?? true) }

  /// Passes on what a run can go on with.
  ///
  /// A run of one position must be whole (or `allowDamaged` given); of several, the damaged ones
  /// are only marked, so that the others can be used.
  static func usable(
    _ outcomes: [PositionOutcome], allowDamaged: Bool
  ) throws(NTAError) -> [PositionOutcome] {
    let whole = outcomes.count { allowDamaged ? $0.record != nil : !$0.isDamaged }
    guard whole == 0, let first = outcomes.first(where: \.isDamaged) else { return outcomes }
    if let failure = first.failure { throw NTAError(failure) }
    throw NTAError(
      DamagedRecording(
        file: first.source.fileName, whole: first.record?.framesAnalysed ?? 0,
        promised: first.record?.framesPromised, firstDamaged: first.record?.tally.firstDamagedFrame)
    )
  }
}

/// A recording of which only some frames are whole.
struct DamagedRecording: StageError {
  var file: String
  var whole: Int
  var promised: Int?
  var firstDamaged: Int?

  var exitCode: ExitCode { .damagedInput }

  var description: String {
    let total = promised.map { " of \($0)" } ?? ""
    let place = firstDamaged.map { "frame \($0 + 1)\(total) is damaged" } ?? "frames are missing"
    return
      "\(file): \(place); use --allow-damaged to analyse the \(whole) whole frames"
  }
}
