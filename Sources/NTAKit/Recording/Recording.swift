import NTAAnalysis
import NTAVideo

/// One run: a sample measured at one or more positions, and the settings stored beside its videos.
public struct Recording: Sendable {
  /// The positions, in the order they were measured.
  public var positions: [PositionSource]
  /// The `run.yaml` beside the videos, or the one named explicitly.
  public var runFile: RunFile?
  /// The instrument's header.
  public var header: InstrumentHeader?
  /// What the recording's own files state of its settings, if anything.
  public var container: ContainerValues?
  /// What a table of tracks states of settings; `nil` for videos.
  var table: SettingValues?
  /// Whether the frames of a table of tracks have times.
  var tableHasTimes = true
  /// The inputs as the user named them.
  public var inputs: [String]
  /// Warnings raised while resolving the inputs.
  public var warnings: [RunWarning]

  /// Creates a run from its parts.
  public init(
    positions: [PositionSource], runFile: RunFile? = nil, header: InstrumentHeader? = nil,
    inputs: [String] = [], warnings: [RunWarning] = []
  ) {
    self.positions = positions
    self.runFile = runFile
    self.header = header
    self.inputs = inputs
    self.warnings = warnings
  }

  /// Finds the videos of a run and the settings files beside them.
  ///
  /// An input is a video, a folder of videos, a folder of numbered images, or a folder of such
  /// folders. One video may hold several sections of equal length: `positions` x `cycles`, taken
  /// from the arguments, `run.yaml`, or the instrument's header, in that order of precedence. Each
  /// cycle covers all positions before the next begins.
  ///
  /// - Parameters:
  ///   - inputs: Paths, in the order of the run.
  ///   - runFilePath: A `run.yaml` elsewhere than beside the videos.
  ///   - positions: Number of positions in a single video, at least 1.
  ///   - cycles: Number of times each position was measured, at least 1.
  /// - Throws: ``RecordingError`` for inputs that do not form a run.
  public init(
    inputs: [String], runFilePath: String? = nil, positions: Int? = nil, cycles: Int? = nil
  ) throws(RecordingError) {
    let counting: FrameCounter = { source throws(NTAError) in
      do throws(DecodeError) {
        return try VideoProbe.recordedFrameCount(of: source)
      } catch {
        throw NTAError(error)
      }
    }
    try self.init(
      inputs: inputs, runFilePath: runFilePath, positions: positions, cycles: cycles,
      frameCount: counting)
  }

  /// Counts the frames that a video was recorded with.
  typealias FrameCounter = (VideoSource) throws(NTAError) -> Int

  init(
    inputs: [String], runFilePath: String?, positions: Int?, cycles: Int?, frameCount: FrameCounter
  ) throws(RecordingError) {
    for (name, value) in [(ArgumentName.positions, positions), (.cycles, cycles)] {
      if let value, !SettingDefinition[\.positions].allows(Double(value)) {
        throw .countOutOfRange(name: name, value: value)
      }
    }
    let found = try RunInputs(inputs)
    let runFile = try Self.runFile(named: runFilePath, beside: found)
    let (header, headerWarning) = try found.header()
    var warnings = found.warnings
    if let headerWarning { warnings.append(headerWarning) }
    let layout = SectionLayout(
      positions: positions, cycles: cycles, runFile: runFile, header: header)
    if let warning = layout.warning, found.sources.count == 1 { warnings.append(warning) }
    let sources = try layout.positions(of: found.sources, frameCount: frameCount)
    self.init(
      positions: sources, runFile: runFile, header: header, inputs: inputs, warnings: warnings)
    container = ContainerValues(found.sources)
  }

  private static func runFile(
    named name: String?, beside found: RunInputs
  ) throws(RecordingError) -> RunFile? {
    let beside = name == nil ? try found.runFilePath() : nil
    guard let path = name ?? beside else { return nil }
    do throws(SettingsError) {
      return try RunFile.reading(path)
    } catch {
      throw .settings(error)
    }
  }
}

extension Recording {
  /// Paths of all files of the run: videos or images, and the settings beside them.
  public var files: [String] {
    let videos = Set(positions.map(\.source)).flatMap { source in
      (try? VideoProbe.files(of: source)) ?? [source.name]
    }
    return [runFile?.path, header?.path].compactMap(\.self) + videos.sorted()
  }

  /// The sample's name from `run.yaml`, or else from the instrument's header.
  public var sampleName: String? { runFile?.sample ?? header?.sample }
}
