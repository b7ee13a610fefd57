import Foundation
import NTAAnalysis
import NTAVideo

/// The videos that the inputs name, and the folders in which to look for settings.
struct RunInputs {
  /// The videos, in the order of the run.
  private(set) var sources: [VideoSource] = []
  /// Warnings raised while resolving the inputs.
  private(set) var warnings: [RunWarning] = []
  /// The folders in which settings are looked for.
  private(set) var folders: [FolderContents] = []
  /// The paths that each source is known by, by its name; a set of stacks is opened to know them.
  private var pathsByName: [String: Set<String>] = [:]

  /// Finds the videos; throws if there are none, or if one occurs twice.
  init(_ inputs: [String]) throws(RecordingError) {
    if inputs.isEmpty { throw .nothingGiven }
    for input in inputs {
      guard FileManager.default.fileExists(atPath: input) else { throw .missing(path: input) }
      if FolderContents.isFolder(input) {
        try addFolder(input)
      } else {
        try addFile(input)
      }
    }
    var seen: Set<String> = []
    for source in sources {
      if seen.contains(Self.canonicalPath(source.name)) { throw .duplicateInput(path: source.name) }
      seen.formUnion(paths(of: source))
    }
  }

  /// Path of the only `run.yaml` beside the videos; `nil` if there is none.
  func runFilePath() throws(RecordingError) -> String? {
    let paths = folders.flatMap { folder in folder.runFiles.map { "\(folder.path)/\($0)" } }
    if paths.count > 1 { throw .severalRunFiles(paths: paths) }
    return paths.first
  }

  private mutating func addFile(_ path: String) throws(RecordingError) {
    let kinds = [
      "txt": "a text file", "yaml": "a file of settings", "yml": "a file of settings",
      "csv": "a table", "json": "a JSON file", "html": "a web page", "md": "a text file",
    ]
    if let kind = kinds[FolderContents.fileExtension(of: path)] {
      throw .notAVideo(path: path, kind: kind)
    }
    try Self.refuseMicroscopeFile(path)
    sources.append(.file(path: path))
    let parent = (path as NSString).deletingLastPathComponent
    try addSearchFolder(parent, ifReadable: true)
  }

  private static func refuseMicroscopeFile(_ path: String) throws(RecordingError) {
    let known = MicroscopeFormat.program(of: FolderContents.fileExtension(of: path))
    if let known { throw .microscopeFile(path: path, program: known.name, way: known.way) }
  }

  private mutating func addFolder(_ input: String) throws(RecordingError) {
    let path = input.count > 1 && input.hasSuffix("/") ? String(input.dropLast()) : input
    let contents = try FolderContents(path: path)
    try addSearchFolder(path)
    let unread = contents.subfoldersWithVideos()
    if !contents.videos.isEmpty {
      sources += contents.videos.map { .file(path: "\(path)/\($0)") }
      if !contents.images.isEmpty {
        warnings.append(
          .imagesIgnored(
            folder: (path as NSString).lastPathComponent, images: contents.images.count))
      }
    } else if let first = contents.images.first, ImageSequence.isStack("\(path)/\(first)") {
      addStacks(contents.images.map { .file(path: "\(path)/\($0)") })
    } else if !contents.images.isEmpty {
      try addSequence(path, contents.images)
      try addSearchFolder((path as NSString).deletingLastPathComponent, ifReadable: true)
    } else {
      let before = sources.count
      for subfolder in contents.subfolders {
        let folder = try FolderContents(path: "\(path)/\(subfolder)")
        if !folder.images.isEmpty, folder.videos.isEmpty {
          try addSequence(folder.path, folder.images)
        }
      }
      if sources.count == before {
        if let name = contents.microscopeFiles.first {
          try Self.refuseMicroscopeFile("\(path)/\(name)")
        }
        throw unread.isEmpty
          ? .noVideos(folder: path) : .videosInSubfolders(folder: path, subfolders: unread)
      }
    }
    if !unread.isEmpty {
      warnings.append(
        .subfoldersIgnored(folder: (path as NSString).lastPathComponent, subfolders: unread))
    }
  }

  private mutating func addSequence(_ folder: String, _ images: [String]) throws(RecordingError) {
    let sequence = try ImageSequence(folder: folder, images: images)
    sources.append(.imageSequence(folder: folder, files: sequence.files))
    if let warning = sequence.warning { warnings.append(warning) }
  }

  /// Adds stacks, each set of files once.
  private mutating func addStacks(_ stacks: [VideoSource]) {
    var members: Set<String> = []
    for stack in stacks where !members.contains(Self.canonicalPath(stack.name)) {
      members.formUnion(paths(of: stack))
      sources.append(stack)
    }
  }

  private mutating func addSearchFolder(
    _ path: String, ifReadable: Bool = false
  ) throws(RecordingError) {
    let path = path.isEmpty ? "." : path
    let known = folders.map { Self.canonicalPath($0.path) }
    if known.contains(Self.canonicalPath(path)) { return }
    do throws(RecordingError) {
      folders.append(try FolderContents(path: path))
    } catch {
      // The video can be read even if its folder cannot be listed. A parent folder is optional too.
      if !ifReadable { throw error }
    }
  }

  private static func canonicalPath(_ path: String) -> String {
    URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL.path
  }

  /// The paths that a source is known by: its own, and those of all files of a set.
  private mutating func paths(of source: VideoSource) -> Set<String> {
    if let known = pathsByName[source.name] { return known }
    var paths: Set = [Self.canonicalPath(source.name)]
    if case .file = source, let files = try? VideoProbe.files(of: source) {
      paths.formUnion(files.map(Self.canonicalPath))
    }
    pathsByName[source.name] = paths
    return paths
  }
}
