public import ArgumentParser
public import NTAKit

/// `nta size`: measures sizes from a table of tracks and writes the result folder.
struct SizeCommand: ParsableCommand, MeasuringCommand {
  static let configuration = CommandConfiguration(
    commandName: "size",
    abstract: "Measure sizes from the tracks of any tracking software.",
    discussion: """
      Tables of these programs are read as they are: trackpy, TrackMate (CSV and XML), MOSAIC \
      ParticleTracker, napari, MTrackJ, Imaris, NanoSight (AllTracks) and nta itself. Other tables \
      must have the columns particle, frame, x and y, in any order. Positions in µm need no pixel \
      size. Spots that are not linked into tracks are linked by nta track.

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

  @OptionGroup(title: "REQUIRED") var destination: ResultDestination
  @OptionGroup var result: ResultOptions
  @OptionGroup(title: "MEASUREMENT") var measurement: MeasurementOptions<Self>
  @OptionGroup var verbosity: VerbosityOptions

  /// A table has neither pictures nor a volume.
  static let ignoredSettings = [
    SettingDefinition[\.channel], SettingDefinition[\.pixelFormat], SettingDefinition[\.polarity],
    SettingDefinition[\.excludedRegions], SettingDefinition[\.allowDamaged],
    SettingDefinition[\.smallestDiameter_nm], SettingDefinition[\.depth_um],
    SettingDefinition[\.dilution],
  ]

  static func help(of definition: SettingDefinition) -> String {
    definition == SettingDefinition[\.frameRate_hz]
      ? "\(definition.meaning); default: that of the table's times." : definition.help
  }

  private var output: ResultOutput { ResultOutput(destination, result) }

  func run() throws {
    try output.check()
    try NTAError.mapping { () throws(FileError) in try output.folder.refuseToReplace([table]) }
    let tracks = try NTAError.mapping { () throws(TableError) in
      try TrackTable(table, unit: unit)
    }
    let recording = Recording(tracks, path: table, runFile: try RunFile.named(runFilePath))
    let resolved = try measurement.resolved(for: recording)
    resolved.printSettings(verbosity)
    let log = RunLog(settings: resolved)
    let result = try NTAError.mapping { () throws(TableError) in
      try Pipeline(resolved, keepsTracks: output.keepsTracks).size(tracks)
    }
    try output.writeAndPrint(result, log: log, verbosity: verbosity)
  }
}

extension LengthUnit: ExpressibleByArgument {}

extension RunFile {
  /// The file of settings that the user names, if any.
  static func named(_ path: String?) throws(NTAError) -> RunFile? {
    try NTAError.mapping { () throws(SettingsError) in
      try path.map { path throws(SettingsError) in try RunFile.reading(path) }
    }
  }
}
