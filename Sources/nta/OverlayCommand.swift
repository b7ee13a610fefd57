import ArgumentParser
import NTAKit

/// `nta overlay`: draws the detections and tracks on the recording.
struct OverlayCommand: AsyncParsableCommand, MeasuringCommand {
  static let configuration = CommandConfiguration(
    commandName: "overlay",
    abstract: "Draw detections and tracks on the recording, as a video or a picture.",
    discussion: """
      Circles mark the particles in each frame, and tails show where they came from. The colour \
      shows the diameter; particles that were not sized are grey. If --out ends in .png, one \
      frame is drawn.

      EXAMPLE: nta overlay run/ --result result/ --position 3 --out pos3.mp4
               nta overlay run/ --out frame.png --position 3 --first 20
      """)

  @OptionGroup var input: InputOptions

  @OptionGroup(title: "REQUIRED") var required: Required

  @Option(
    help: ArgumentHelp(
      "Result of the same run, whose tracks and diameters are drawn.", valueName: "dir"))
  var result: String?

  @Option(help: ArgumentHelp("Position to draw.", valueName: "n"))
  var position = 1

  @Option(help: ArgumentHelp("First frame to draw, counted from 0.", valueName: "n"))
  var first = 0

  @Option(help: ArgumentHelp("Number of frames to draw; default: all.", valueName: "n"))
  var frames: Int?

  @OptionGroup var replacing: FileOptions

  @OptionGroup(title: "MEASUREMENT") var measurement: MeasurementOptions<Self>
  @OptionGroup var verbosity: VerbosityOptions

  /// What must be given.
  struct Required: ParsableArguments {
    @Option(
      name: .shortAndLong,
      help: ArgumentHelp(
        "Video (.mp4, .mov, .mkv, .avi) or picture (.png) to write.", valueName: "file"))
    var out: String
  }

  /// One position is drawn, without counting particles per volume.
  static let ignoredSettings: [SettingDefinition] =
    [
      SettingDefinition[\.sample], SettingDefinition[\.dilution], SettingDefinition[\.depth_um],
      SettingDefinition[\.seed],
    ] + .positionLimits

  private var out: String { required.out }

  func validate() throws {
    let formats = ["mp4", "mov", "mkv", "avi", "png"]
    guard formats.contains(where: { out.lowercased().hasSuffix(".\($0)") }) else {
      throw ValidationError("--out is \(out); end it with .mp4, .mov, .mkv, .avi or .png")
    }
    if first < 0 { throw ValidationError("--first is \(first); frames count from 0") }
    if let frames, frames < 1 { throw ValidationError("--frames is \(frames); give at least 1") }
  }

  func run() async throws {
    let file = try replacing.file(out)
    var recording = try input.recording()
    try replacing.refuse(file, toReplace: recording.files)
    guard let source = recording.positions.first(where: { $0.index == position }) else {
      throw NTAError(
        OverlayError.noSuchPosition(position: position, count: recording.positions.count))
    }
    let positions = recording.positions.count
    recording.positions = [source]
    let settings = try settings(for: recording)
    if let result {
      try NTAError.mapping { () throws(OverlayError) in
        try Overlay.checkOrigin(
          of: ResultFolder(result), in: source, settings: settings, positions: positions)
      }
    }
    let meter = ProgressMeter(isQuiet: verbosity.quiet)
    defer { meter.finish() }
    let (tracks, diameters_nm) = try await tracksAndDiameters(
      in: recording, settings: settings, beside: file, meter: meter)
    var overlay = Overlay(
      source: source, settings: settings, tracks: tracks, diameters_nm: diameters_nm)
    overlay.firstFrame = first
    overlay.frameLimit = frames
    let drawing = ProgressMeter(isQuiet: verbosity.quiet)
    defer { drawing.finish() }
    var count = 0
    try file.write(overwrite: replacing.overwrite) { path throws(OverlayError) in
      count = try overlay.write(to: path) { done, expected in
        drawing.report(
          PipelineProgress(
            position: 1, positionCount: 1, framesDone: done, framesExpected: expected))
      }
    }
    drawing.finish()
    try StandardOutput.write("\(out): \(count) frame\(count == 1 ? "" : "s")\n")
  }

  private func settings(for recording: Recording) throws -> MeasurementSettings {
    guard let result, measurement.calibrationPath == nil else {
      let resolved = try measurement.resolved(for: recording, input: input)
      resolved.printSettings(verbosity)
      return resolved.settings
    }
    let options = try NTAError.mapping { () throws(FileError) in
      try ResultFolder(result).completing(measurement.settingOptions(input))
    }
    let resolved = try NTAError.mapping { () throws(SettingsError) in
      try SettingsResolver.resolve(options: options, recording: recording)
    }
    resolved.printSettings(verbosity)
    return resolved.settings
  }

  /// The tracks and diameters from the result; what it does not hold is measured now.
  private func tracksAndDiameters(
    in recording: Recording, settings: MeasurementSettings, beside file: ResultFile,
    meter: ProgressMeter
  ) async throws -> (tracks: [Track], diameters_nm: [Int: Double]) {
    guard let result else {
      let found = try await Pipeline(
        settings: settings, keepsTracks: true, scratchFolder: file.parent
      ).analyze(recording) { meter.report($0) }
      meter.finish()
      let sized = found.particles.map { ($0.particle, $0.diameter_nm) }
      return (
        found.tracks.flatMap(\.tracks), Dictionary(sized, uniquingKeysWith: { first, _ in first })
      )
    }
    let folder = ResultFolder(result)
    let position = position
    let (diameters_nm, tracks) = try NTAError.mapping { () throws(FileError) in
      (try folder.diameters_nm(position: position), try folder.tracks(position: position))
    }
    if let tracks { return (tracks, diameters_nm) }
    let again = try await Pipeline(settings: settings, scratchFolder: file.parent)
      .track(recording) { meter.report($0) }
    meter.finish()
    return (again.flatMap(\.tracks), diameters_nm)
  }
}
