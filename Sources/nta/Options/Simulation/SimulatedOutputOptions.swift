import ArgumentParser
import Foundation
import NTAKit

/// Options for the files and the progress display.
struct SimulatedOutputOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Encoding; ffv1 is lossless.", valueName: "name"))
  var encoding: SimulatedVideoFormat.Encoding = .ffv1

  @Option(
    help: ArgumentHelp(
      "Container; default: mp4 for h264 and mpeg4, otherwise avi.", valueName: "name"))
  var container: SimulatedVideoFormat.Container?

  @Option(
    help: ArgumentHelp(
      "Quantiser of lossy encodings; lower is better; default: 18 for h264, otherwise 3.",
      valueName: "n"))
  var quality: Int?

  @Flag(help: "Write all positions into one video, with a .txt header like a ZetaView's.")
  var singleVideo = false

  @Flag(help: "Write the path of every particle to truth_tracks.csv.")
  var truthTracks = false

  @Option(
    help: ArgumentHelp(
      "Number of positions rendered at once; default: one per processor core. The files do not "
        + "depend on it.",
      valueName: "n"))
  var threads: Int?

  @Flag(help: "Replace an earlier simulated run.")
  var overwrite = false

  @Flag(
    name: .shortAndLong, help: "Print neither progress nor the path; errors are still printed.")
  var quiet = false

  func validate() throws {
    if let threads, threads < 1 { throw ValidationError("--threads must be at least 1") }
  }

  func apply(to run: inout SimulatedRun) {
    run.format = SimulatedVideoFormat(encoding, container: container, quality: quality)
    run.isSingleVideo = singleVideo
    run.writesTracks = truthTracks
    run.threads = threads ?? ProcessInfo.processInfo.activeProcessorCount
  }
}
