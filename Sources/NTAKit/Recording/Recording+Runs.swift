import NTAAnalysis
import NTAVideo

extension Recording {
  /// True when an input is a whole run, rather than one position of a run.
  ///
  /// Runs are folders of videos, of multi-page images, or of folders. A video is not a run, nor is
  /// a folder of single images, which represents one video. A name without an existing file counts
  /// as a run unless it has a video extension; opening it as a run then reports the error.
  package static func isRun(_ input: String) -> Bool {
    guard FileTree.exists(FileTree.absolute(input)) else {
      return !FolderContents.videoExtensions.contains(FolderContents.fileExtension(of: input))
    }
    guard FolderContents.isFolder(input) else { return false }
    guard let contents = try? FolderContents(path: input) else { return true }
    guard contents.videos.isEmpty, let first = contents.images.first else { return true }
    return ImageSequence.isStack("\(input)/\(first)")
  }

  /// Unique folder names for several runs: those of the inputs without extension, or numbered.
  ///
  /// - Parameters:
  ///   - inputs: the inputs as the user named them.
  ///   - taken: names that no run may get.
  /// - Returns: the names, in the order of the inputs.
  package static func folderNames(of inputs: [String], except taken: Set<String> = []) -> [String] {
    var used = taken
    return inputs.map { input in
      let path = FileTree.absolute(input)
      let name = FileTree.parentAndName(of: path).name
      let isFile = FolderContents.videoExtensions.contains(FolderContents.fileExtension(of: name))
      let plain = isFile ? FolderContents.stem(of: name) : name
      let stem = plain.isEmpty ? "run" : plain
      var unique = stem
      var number = 2
      while !used.insert(unique).inserted {
        unique = "\(stem)-\(number)"
        number += 1
      }
      return unique
    }
  }
}
