import ArgumentParser
import NTAKit

/// `nta track`: only detects and links.
struct TrackCommand: AsyncParsableCommand, MeasuringCommand {
  static let configuration = CommandConfiguration(
    commandName: "track",
    abstract: "Detect and link the particles of a run, or link a table of spots.",
    discussion: """
      Writes the position, particle, frame, time, x, y and intensity of every detection. x and y \
      are in px from the centre of the top-left pixel. A table of spots has the columns frame, x \
      and y, as written by trackpy and ThunderSTORM.

      EXAMPLE: nta track run/ --out tracks.csv --pixel-size 0.713 --temperature 24
               nta track spots.csv --out tracks.csv --frame-rate 100 --pixel-size 0.1
      """)

  @OptionGroup var input: InputOptions

  @OptionGroup(title: "REQUIRED") var required: Required
  @OptionGroup var replacing: FileOptions

  @OptionGroup(title: "MEASUREMENT") var measurement: MeasurementOptions<Self>
  @OptionGroup var verbosity: VerbosityOptions

  /// What must be given.
  struct Required: ParsableArguments {
    @Option(
      name: .shortAndLong,
      help: ArgumentHelp("Table of tracks to write.", valueName: "tracks.csv"))
    var out: String
  }

  /// Only detection and linking take place, in px.
  static let usesCalibration = false
  static let ignoredSettings: [SettingDefinition] =
    [
      SettingDefinition[\.sample], SettingDefinition[\.exposure_s], SettingDefinition[\.dilution],
      SettingDefinition[\.depth_um], SettingDefinition[\.minimumTrackLength],
      SettingDefinition[\.seed],
    ] + .positionLimits

  /// Substitutes for settings that only limit the search range of linking: they allow longer
  /// displacements than occur on nearly any instrument.
  private static let substitutes: [(definition: SettingDefinition, value: Double)] = [
    (SettingDefinition[\.pixelSize_um], 0.17), (SettingDefinition[\.temperature_C], 25),
  ]

  static func help(of definition: SettingDefinition) -> String {
    guard let value = substitutes.first(where: { $0.definition == definition })?.value else {
      return definition.help
    }
    return "\(definition.meaning); it only limits how far a particle is followed; default: "
      + "\(definition.text(.number(value)))."
  }

  func run() async throws {
    let file = try replacing.file(required.out)
    try replacing.refuse(file, toReplace: input.inputs)
    let tracks = isTable ? try link() : try await detectAndLink(sparing: file)
    try NTAError.mapping { () throws(FileError) in
      try file.writeTracks(tracks, overwrite: replacing.overwrite)
    }
    let count = tracks.reduce(0) { $0 + $1.tracks.count }
    let points = tracks.reduce(0) { $0 + $1.tracks.reduce(0) { $0 + $1.points.count } }
    try StandardOutput.write("\(count) tracks, \(points) detections, \(tracks.count) positions\n")
  }

  private var isTable: Bool {
    input.inputs.count == 1 && input.inputs[0].lowercased().hasSuffix(".csv")
  }

  private func detectAndLink(sparing file: ResultFile) async throws -> [PositionTracks] {
    let recording = try input.recording()
    try replacing.refuse(file, toReplace: recording.files)
    let resolved = try linkingSettings(recording)
    let meter = ProgressMeter(isQuiet: verbosity.quiet)
    defer { meter.finish() }
    return try await Pipeline(resolved, scratchFolder: file.parent)
      .track(recording) { meter.report($0) }
  }

  private func link() throws -> [PositionTracks] {
    let runFile = try RunFile.named(input.runFilePath)
    let recording = Recording(positions: [], runFile: runFile, inputs: input.inputs)
    let resolved = try linkingSettings(recording)
    guard let frameRate_hz = resolved.settings.frameRate_hz?.value else {
      throw NTAError(TableError.missingFrameRate(path: input.inputs[0]))
    }
    let pixelSize = resolved.settings.pixelSize_um
    let localizations = try NTAError.mapping { () throws(TableError) in
      try LocalizationTable.read(
        input.inputs[0], pixelSize_um: pixelSize.source == .programDefault ? nil : pixelSize.value)
    }
    return [
      Pipeline(resolved)
        .link(localizations: localizations, interval_s: 1 / frameRate_hz)
    ]
  }

  /// The settings; tracks are in px, so that pixel size and temperature need not be known.
  private func linkingSettings(_ recording: Recording) throws -> ResolvedSettings {
    var options = measurement.settingOptions(input)
    var resolved: ResolvedSettings
    do throws(SettingsError) {
      resolved = try SettingsResolver.resolve(options: options, recording: recording)
    } catch {
      guard case .missing(let missing) = error else { throw NTAError(error) }
      for (definition, value) in Self.substitutes where missing.contains(definition) {
        options.values[definition] = .number(value)
      }
      let completed = options
      resolved = try NTAError.mapping { () throws(SettingsError) in
        try SettingsResolver.resolve(options: completed, recording: recording)
      }
      if missing.contains(SettingDefinition[\.pixelSize_um]) {
        resolved.settings.pixelSize_um = Setting(
          resolved.settings.pixelSize_um.value, from: .programDefault)
      }
    }
    resolved.printSettings(verbosity)
    return resolved
  }
}
