import ArgumentParser
import NTAKit

/// The input: a run of one or more positions.
struct InputOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "A folder with one video per position, one or several videos, or a folder of images.",
      valueName: "input"))
  var inputs: [String]

  @Option(
    name: .customLong("config"),
    help: ArgumentHelp("A run.yaml that is not beside the videos.", valueName: "file"))
  var runFilePath: String?

  @Option(\.positions) var positions: Int?
  @Option(\.cycles) var cycles: Int?
}
