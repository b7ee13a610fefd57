import NTAKit

/// Measures one run of a batch after the other.
struct RunMeasurement: Sendable {
  let folder: StudyFolder
  let database: StudyDatabase
  let options: Batch.Options

  /// Measures runs until none is left, or something cannot be written.
  func measureAll(of queue: RunQueue) async {
    while let run = queue.next() {
      do throws(NTAError) {
        queue.finish(run, try await outcome(of: run))
      } catch {
        queue.stop(error)
      }
    }
  }

  /// Measures a run, unless that has been done, and writes what came of it.
  ///
  /// - Throws: `NTAError` if that cannot be written; the run is not to blame then.
  private func outcome(of run: PlannedRun) async throws(NTAError) -> RunOutcome {
    var entry = StudyEntry(run: run.name, labels: run.labels)
    do throws(NTAError) {
      return try await measure(run, as: &entry) ? .measured : .skipped
    } catch {
      if error.category == .unwritableOutput { throw error }
      let failure = error
      try NTAError.mapping { () throws(StudyError) in
        try database.write(
          StudyEntry(run: run.name, labels: run.labels),
          reason: failure.description(in: options.wording),
          exitCode: options.exitCode(failure.category))
      }
      return .failed(error)
    }
  }

  /// Measures a run and writes its result; false if that has been done.
  private func measure(
    _ run: PlannedRun, as entry: inout StudyEntry
  ) async throws(NTAError) -> Bool {
    let (recording, resolved) = try resolve(run)
    let content = try NTAError.mapping { () throws(StudyError) in
      try RunContent(
        recording, input: run.input, resolved, calibration: settings(of: run).calibrationPath,
        particles: options.keepsParticles)
    }
    entry.files = content.files
    entry.contentHash = content.hash
    if try isDone(entry, contentHash: content.hash) { return false }
    var log = RunLog()
    log.add(options.logTitle)
    let result = try await Pipeline(resolved, scratchFolder: folder.path).analyze(recording)
    let table = TabulatedResult(result, wording: options.wording)
    if needsFolder(verdict: table.verdict) {
      for warning in result.warnings.map({ $0.text(in: options.wording) }) {
        log.add("warning \(warning.code): \(warning.message)")
      }
      _ = try NTAError.mapping { () throws(FileError) in
        try folder.results(of: run.name).write(
          result, log: log, overwrite: true, wording: options.wording)
      }
    }
    try NTAError.mapping { () throws(StudyError) in
      try database.write(entry, table, particles: options.keepsParticles)
    }
    return true
  }

  /// True if the run is in the study with the same content, and its folder is there if it should be.
  private func isDone(_ entry: StudyEntry, contentHash: String) throws(NTAError) -> Bool {
    try NTAError.mapping { () throws(StudyError) in
      guard let done = try database.measured(entry.run, contentHash: contentHash),
        !needsFolder(verdict: done.verdict) || FileTree.isFolder(folder.results(of: entry.run).path)
      else { return false }
      try database.updateLabels(of: entry)
      return true
    }
  }

  private func needsFolder(verdict: String?) -> Bool {
    switch options.results {
    case .all: true
    case .failed: verdict != Validity.Verdict.valid.rawValue
    case .none: false
    }
  }

  private func settings(of run: PlannedRun) -> SettingOptions {
    var settings = options.settings
    settings.sampleSheet = run.values
    settings.calibrationPath = settings.calibrationPath ?? run.calibration
    settings.threads = options.threads
    return settings
  }

  private func resolve(
    _ run: PlannedRun
  ) throws(NTAError) -> (recording: Recording, resolved: ResolvedSettings) {
    let settings = settings(of: run)
    let recording = try NTAError.mapping { () throws(RecordingError) in
      try Recording(
        inputs: [run.input], positions: settings.positions ?? settings.stated(\.positions),
        cycles: settings.cycles ?? settings.stated(\.cycles))
    }
    guard let path = settings.calibrationPath else {
      let resolved = try NTAError.mapping { () throws(SettingsError) in
        try SettingsResolver.resolve(options: settings, recording: recording)
      }
      return (recording, resolved)
    }
    let calibration = try NTAError.mapping { () throws(CalibrationError) in
      try Calibration(path: path)
    }
    let resolved = try calibration.resolve(
      options: settings, recording: recording, allowFailed: options.allowsFailedCalibration)
    return (recording, resolved)
  }
}
