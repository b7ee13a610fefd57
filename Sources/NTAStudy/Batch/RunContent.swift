import NTAKit

/// All that the result of a run depends on: its files, settings, calibration and the program.
struct RunContent: Sendable {
  /// The files of the run and its calibration, sorted.
  let files: [HashedFile]
  /// SHA-256 of all of it, in hexadecimal digits.
  let hash: String

  /// Reads the files of a run.
  ///
  /// - Parameters:
  ///   - recording: the run.
  ///   - input: path of the run's folder or video.
  ///   - resolved: its settings.
  ///   - calibration: path of its calibration, if there is one.
  ///   - particles: whether its particles are kept.
  /// - Throws: `StudyError/input(path:reason:)`.
  init(
    _ recording: Recording, input: String, _ resolved: ResolvedSettings, calibration: String?,
    particles: Bool
  ) throws(StudyError) {
    var files: [HashedFile] = []
    for path in recording.files.sorted() {
      files.append(
        try HashedFile(path, kind: .input, name: Self.name(of: path, in: input)))
    }
    if let calibration {
      let name = FileTree.parentAndName(of: calibration).name
      files.append(try HashedFile(calibration, kind: .calibration, name: name))
    }
    self.files = files
    let program = [
      "nta.batch/1", Software.version, Software.ffmpegVersion, particles ? "particles" : "",
    ]
    let settings = SettingTable.definitions.compactMap { definition in
      resolved.settings.reported(definition).map {
        "\(definition.key)=\($0.value) \($0.source.rawValue)"
      }
    }
    let positions = recording.positions.map { position in
      "\(position.fileName) \(position.section) \(position.cycle)"
    }
    let parts =
      program + settings + positions
      + files.map { "\($0.kind) \($0.name) \($0.bytes) \($0.sha256)" }
    hash = SHA256.hash(of: parts.joined(separator: "\n"))
  }

  /// Path below the folder of the run, or the name of a file beside it.
  private static func name(of path: String, in input: String) -> String {
    let prefix = input.hasSuffix("/") ? input : input + "/"
    return path.hasPrefix(prefix)
      ? String(path.dropFirst(prefix.count)) : FileTree.parentAndName(of: path).name
  }
}
