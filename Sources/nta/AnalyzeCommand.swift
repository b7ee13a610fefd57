import ArgumentParser
import Foundation
import NTAKit

/// `nta analyze`: measures runs from their videos and writes result folders.
struct AnalyzeCommand: AsyncParsableCommand, MeasuringCommand {
  static let configuration = CommandConfiguration(
    commandName: "analyze",
    abstract: "Measure sizes and concentration from one or several recorded runs.",
    discussion: """
      The input is a folder with one video per position, one video that holds all positions, or \
      several videos. A run.yaml, a ZetaView .txt header or a NanoSight .nano file beside \
      them is read automatically.

      If several folders are given, each is a run of its own and gets a result folder in --out, \
      with comparison.html, comparison.csv and replicates.csv beside them. If a run fails, the \
      others are still measured; the exit code is the highest of all runs.

      --blank names the liquid alone, as a result or a run. The result then states the blank \
      beside the sample, and the concentration without it; sizes stay as measured.

      EXAMPLE: nta analyze run/ --out result/ --pixel-size 0.713 --temperature 24
               nta analyze run1/ run2/ run3/ --out results/
               nta analyze run/ --out result/ --blank blank-result/
      """,
    aliases: ["analyse"])

  @OptionGroup var input: InputOptions
  @OptionGroup(title: "REQUIRED") var destination: ResultDestination
  @OptionGroup var result: ResultOptions

  @Flag(help: "Treat every input as a run of its own, even single videos.")
  var each = false

  @Flag(
    inversion: .prefixedNo,
    help: "Treat several runs as replicates, whatever the names of their samples; or none of them.")
  var replicates: Bool?

  @OptionGroup(title: "MEASUREMENT") var measurement: MeasurementOptions<Self>
  @OptionGroup var verbosity: VerbosityOptions

  private var output: ResultOutput { ResultOutput(destination, result) }

  /// Whether each input is a run of its own.
  private var isSeries: Bool {
    input.inputs.count > 1 && (each || input.inputs.allSatisfy(Recording.isRun))
  }

  private var series: RunSeries {
    RunSeries(inputs: input.inputs, output: output, pooling: .chosen(replicates))
  }

  func run() async throws {
    if isSeries {
      try await series.run(verbosity: verbosity) { path, folder throws in
        var one = input
        one.inputs = [path]
        return try await measure(one, to: folder)
      }
      return
    }
    try output.check()
    let (result, summary) = try await measure(input, to: output.folder)
    try StandardOutput.write(output.json ? summary : ResultText(result).text)
  }

  /// Measures one run and writes its folder.
  private func measure(
    _ input: InputOptions, to folder: ResultFolder
  ) async throws -> (result: RunResult, summary: String) {
    let recording = try input.recording()
    let resolved = try measurement.resolved(for: recording, input: input)
    resolved.printSettings(verbosity)
    let blank = try await blank(of: recording, resolved.settings, to: folder)
    var log = RunLog(settings: resolved)
    let meter = ProgressMeter(isQuiet: verbosity.quiet)
    defer { meter.finish() }
    var result = try await Pipeline(
      resolved, keepsTracks: output.keepsTracks, scratchFolder: folder.parent
    ).analyze(recording) { meter.report($0) }
    meter.finish()
    blank?.add(to: &result)
    log.add("\(meter.framesDone) frames in \(meter.elapsed_s) s")
    let summary = try output.write(result, to: folder, log: log, verbosity: verbosity)
    return (result, summary)
  }

  /// The blank that the settings name, measured if it is a run; `nil` without one.
  private func blank(
    of recording: Recording, _ settings: MeasurementSettings, to folder: ResultFolder
  ) async throws -> BlankMeasurement? {
    guard let blank = settings.blank else { return nil }
    let runFile = blank.source == .runFile ? recording.runFile?.path : nil
    let path = runFile.map { blank.value.relative(toFile: $0) } ?? blank.value
    if ResultFolder(path).isResult { return try BlankMeasurement(ResultFolder(path)) }
    var own = input
    own.inputs = [path]
    own.runFilePath = nil
    // A blank without settings of its own was recorded like its sample.
    if try own.recording().runFile == nil { own.runFilePath = recording.runFile?.path }
    let recording = try own.recording()
    let resolved = try measurement.resolved(for: recording, input: own)
    let meter = ProgressMeter(isQuiet: verbosity.quiet)
    defer { meter.finish() }
    let result = try await Pipeline(resolved, scratchFolder: folder.parent).analyze(recording) {
      meter.report($0)
    }
    return BlankMeasurement(result, name: (path as NSString).lastPathComponent)
  }
}

extension String {
  /// A path in a file, which is relative to the folder of that file unless it is absolute.
  fileprivate func relative(toFile file: String) -> String {
    hasPrefix("/")
      ? self
      : ((file as NSString).deletingLastPathComponent as NSString)
        .appendingPathComponent(self)
  }
}
