import NTAAnalysis
import NTAVideo

/// Finds the runs below a folder.
///
/// A run is what `Recording` takes for one: a folder with videos, with numbered images, or with folders
/// of numbered images. Of a folder in which several videos have an instrument's header of their own,
/// each video is a run.
package struct RunSearch {
  /// A run that was found.
  package struct Found: Sendable, Equatable {
    /// Path relative to the folder that was searched; the folder's own name if it is a run itself.
    package var name: String
    /// Path of the folder or video.
    package var path: String
  }

  /// Files and folders that are not searched, by absolute path.
  private let excluded: Set<String>
  private var found: [Found] = []

  /// The runs below a folder, in natural order of their names.
  ///
  /// - Parameters:
  ///   - folder: path of the folder.
  ///   - excluded: folders that are not searched, such as that of the results.
  /// - Returns: the runs.
  /// - Throws: ``RecordingError`` for a folder that cannot be read or holds no run.
  package static func runs(
    below folder: String, except excluded: [String] = []
  ) throws(RecordingError) -> [Found] {
    var path = folder
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    guard FileTree.exists(path) else { throw .missing(path: path) }
    var search = RunSearch(excluded: Set(excluded.map(FileTree.absolute)))
    try search.search(path, name: "", above: [])
    guard !search.found.isEmpty else { throw .noVideos(folder: path) }
    return search.found
  }

  private init(excluded: Set<String>) { self.excluded = excluded }

  /// Searches a folder; `above` are the folders that hold it, so that a link to one of them ends.
  private mutating func search(
    _ path: String, name: String, above: [String]
  ) throws(RecordingError) {
    let place = FileTree.absolute(path)
    if excluded.contains(place) || above.contains(place) { return }
    let contents = try FolderContents(path: path)
    let sequences = try Self.sequences(in: contents)
    let own = Self.runs(in: contents)
    if own.count > 1 {
      for video in own {
        found.append(Found(name: Self.join(name, video), path: "\(path)/\(video)"))
      }
    } else if !contents.videos.isEmpty || !contents.images.isEmpty || !sequences.isEmpty {
      found.append(
        Found(name: name.isEmpty ? FileTree.parentAndName(of: place).name : name, path: path))
    }
    for folder in contents.subfolders where !sequences.contains(folder) {
      try search("\(path)/\(folder)", name: Self.join(name, folder), above: above + [place])
    }
  }

  /// The videos of a folder if each is a run, because several have headers of their own.
  private static func runs(in contents: FolderContents) -> [String] {
    let stems = Set(contents.texts.map(FolderContents.stem))
    let headed = contents.videos.filter { video in
      let stem = FolderContents.stem(of: video)
      return stems.contains(stem) && RunInputs.looksLikeZetaView("\(contents.path)/\(stem).txt")
    }
    return headed.count > 1 ? contents.videos : []
  }

  /// The folders of numbered images that are positions of one run; empty if the folder holds videos or
  /// images itself.
  private static func sequences(in contents: FolderContents) throws(RecordingError) -> Set<String> {
    guard contents.videos.isEmpty, contents.images.isEmpty else { return [] }
    var sequences: Set<String> = []
    for name in contents.subfolders {
      let folder = try FolderContents(path: "\(contents.path)/\(name)")
      guard folder.videos.isEmpty, let first = folder.images.first,
        !ImageSequence.isStack("\(folder.path)/\(first)")
      else { continue }
      sequences.insert(name)
    }
    return sequences
  }

  private static func join(_ folder: String, _ name: String) -> String {
    folder.isEmpty ? name : "\(folder)/\(name)"
  }
}
