import ArgumentParser
import NTAKit

/// What is to be analysed: a run of one or more positions.
struct InputOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "A folder of videos (one a position), a video, several videos, or a folder of images.",
      valueName: "input"))
  var inputs: [String]

  @Option(
    name: .customLong("config"),
    help: ArgumentHelp("A run.yaml that is not beside the videos.", valueName: "file"))
  var runFilePath: String?

  @Option(\.positions) var positions: Int?
  @Option(\.cycles) var cycles: Int?
}
