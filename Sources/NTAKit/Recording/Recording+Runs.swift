extension Recording {
  /// Whether an input is a whole run, rather than one position of a run.
  ///
  /// Runs are folders of videos, of multi-page images, or of folders. A video is none, nor is a
  /// folder of single images, which stands for one. A name without a file behind it is taken for a
  /// run unless it ends like a video, so that its run can say what is wrong.
  public static func isRun(_ input: String) -> Bool {
    guard FileTree.exists(FileTree.absolute(input)) else {
      return !FolderContents.videoExtensions.contains(FolderContents.fileExtension(of: input))
    }
    guard FolderContents.isFolder(input) else { return false }
    guard let contents = try? FolderContents(path: input) else { return true }
    guard contents.videos.isEmpty, let first = contents.images.first else { return true }
    return ImageSequence.isStack("\(input)/\(first)")
  }

  /// A folder name for each of several runs: that of the input without its extension, numbered where
  /// two are the same.
  ///
  /// - Parameters:
  ///   - inputs: the inputs as the user named them.
  ///   - taken: names that no run may have.
  /// - Returns: the names, in the order of the inputs.
  public static func folderNames(of inputs: [String], except taken: Set<String> = []) -> [String] {
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
