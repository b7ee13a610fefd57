import ArgumentParser
import NTAKit

/// `nta analyze`: from videos to the result folder.
struct Analyze: AsyncParsableCommand, TemporaryFileOwner {
  static let configuration = CommandConfiguration(
    abstract: "Measure sizes and concentration from a recorded run.",
    discussion: """
      The input is a folder with one video a position, one video that holds all positions, or \
      several videos. A run.yaml or the ZetaView's .txt header beside them is read.

      EXAMPLE: nta analyze run/ --out result/ --pixel-size 0.713 --temperature 24
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var output: ResultOptions
  @OptionGroup(title: "MEASUREMENT") var measurement: MeasurementOptions
  @OptionGroup var verbosity: VerbosityOptions

  var temporaryFileRemoval: @Sendable () -> Void {
    let folder = output.folder
    return { folder.removePending() }
  }

  func run() async throws {
    try output.check()
    let recording = try input.recording()
    let resolved = try measurement.resolved(for: recording, input: input)
    resolved.narrate(verbosity)
    var log = RunLog(settings: resolved)
    let meter = ProgressMeter(isQuiet: verbosity.quiet)
    defer { meter.finish() }
    var result = try await Pipeline(settings: resolved.settings, keepsTracks: output.tracks)
      .analyze(recording) { meter.report($0) }
    meter.finish()
    log.add("\(meter.framesDone) frames in \(meter.elapsed_s) s")
    result.adopt(resolved)
    try output.deliver(result, log: log, verbosity: verbosity)
  }
}

extension RunResult {
  /// Adds what the settings know: the sample's name, and warnings that are not yet there.
  mutating func adopt(_ resolved: ResolvedSettings) {
    sample = resolved.sample ?? sample
    warnings = resolved.warnings + warnings.filter { !resolved.warnings.contains($0) }
  }
}
