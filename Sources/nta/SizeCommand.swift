public import ArgumentParser
public import NTAKit

/// `nta size`: measures sizes from a table of tracks and writes the result folder.
struct SizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "size",
    abstract: "Measure sizes from the tracks of any tracking software.",
    discussion: """
      The table must have the columns particle, frame, x and y, in any order; other columns are \
      ignored. The CSV of trackpy, the spots CSV of TrackMate and the tracks.csv of nta are read \
      as they are.

      EXAMPLE: nta size tracks.csv --out result/ --pixel-size 0.1 --temperature 22
               nta size spots.csv --out result/ --config run.yaml
      """)

  @Argument(help: ArgumentHelp("A table of tracks.", valueName: "tracks.csv"))
  var table: String

  @Option(
    help: ArgumentHelp(
      "Unit of x and y: automatic (as stated in the table, otherwise pixel), pixel or um.",
      valueName: "name"))
  var unit: LengthUnit = .automatic

  @Option(
    name: .customLong("config"),
    help: ArgumentHelp("A run.yaml with settings.", valueName: "file"))
  var runFilePath: String?

  @OptionGroup var output: ResultOptions
  @OptionGroup(title: "MEASUREMENT") var measurement: MeasurementOptions
  @OptionGroup var verbosity: VerbosityOptions

  func run() throws {
    try output.check()
    try NTAError.mapping { () throws(FileError) in try output.folder.refuseToReplace([table]) }
    let recording = try Recording.ofTable(table, runFilePath: runFilePath)
    var resolved = try measurement.resolved(for: recording)
    resolved.printSettings(verbosity)
    let log = RunLog(settings: resolved)
    let settings = resolved.settings
    let content = try NTAError.mapping { () throws(TableError) in
      try TrackTable.content(
        of: table, unit: unit, pixelSize_um: settings.pixelSize_um.value,
        frameRate_hz: settings.frameRate_hz)
    }
    resolved.warnings += content.warnings
    let result = Pipeline(resolved, keepsTracks: output.keepsTracks).size(content.positions)
    try output.writeAndPrint(result, log: log, verbosity: verbosity)
  }
}

extension LengthUnit: ExpressibleByArgument {}

extension Recording {
  /// The run that a table of tracks came from, without its videos but with its `run.yaml`, if any.
  static func ofTable(_ table: String, runFilePath: String?) throws(NTAError) -> Recording {
    let runFile = try NTAError.mapping { () throws(SettingsError) in
      try runFilePath.map { path throws(SettingsError) in try RunFile.reading(path) }
    }
    return Recording(positions: [], runFile: runFile, inputs: [table])
  }
}
