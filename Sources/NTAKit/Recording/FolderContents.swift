import Foundation
import NTAAnalysis
import NTAVideo

/// The entries of a folder that can be part of a run, as lists of names in natural order.
struct FolderContents {
  /// Extensions of videos, lower case.
  static let videoExtensions: Set<String> = [
    "asf", "avi", "flv", "gif", "m2ts", "m4v", "mkv", "mov", "mp4", "mpeg", "mpg", "mts", "nut",
    "ogv", "ts", "webm", "wmv", "y4m",
  ]
  /// Extensions of still images, lower case.
  static let imageExtensions: Set<String> = [
    "bmp", "j2k", "jls", "jp2", "jpeg", "jpg", "pgm", "png", "tif", "tiff", "webp",
  ]

  /// Path of the folder.
  let path: String
  private(set) var videos: [String] = []
  private(set) var images: [String] = []
  private(set) var texts: [String] = []
  /// Files that a NanoSight writes beside its videos.
  private(set) var nanoSightFiles: [String] = []
  private(set) var subfolders: [String] = []
  private(set) var runFiles: [String] = []
  /// Files in formats of microscopes and cameras that are not read.
  private(set) var microscopeFiles: [String] = []

  /// Lists a folder; hidden files are ignored.
  init(path: String) throws(RecordingError) {
    self.path = path
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: path)
    } catch {
      throw .unreadable(path: path, reason: FileProblem.reason(error))
    }
    for name in names.sorted(by: NaturalOrder.precedes) where !name.hasPrefix(".") {
      if Self.isFolder("\(path)/\(name)") {
        subfolders.append(name)
        continue
      }
      switch Self.fileExtension(of: name) {
      case let known where Self.videoExtensions.contains(known): videos.append(name)
      case let known where Self.imageExtensions.contains(known): images.append(name)
      case "txt": texts.append(name)
      case "nano": nanoSightFiles.append(name)
      case "yaml", "yml": if Self.stem(of: name) == "run" { runFiles.append(name) }
      case let other where MicroscopeFormat.program(of: other) != nil: microscopeFiles.append(name)
      default: break
      }
    }
  }

  /// Folders below this one, up to `depth` levels down, that hold videos; paths relative to this one.
  func subfoldersWithVideos(depth: Int = 3) -> [String] {
    subfolders.flatMap { name -> [String] in
      guard let inner = try? FolderContents(path: "\(path)/\(name)") else { return [] }
      let own = inner.videos.isEmpty ? [] : [name]
      let deeper = depth > 1 ? inner.subfoldersWithVideos(depth: depth - 1) : []
      return own + deeper.map { "\(name)/\($0)" }
    }
  }

  /// True when there is a folder at the path.
  static func isFolder(_ path: String) -> Bool {
    var isDirectory: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
      && isDirectory.boolValue
  }

  /// `avi` of `run.AVI`.
  static func fileExtension(of name: String) -> String {
    (name as NSString).pathExtension.lowercased()
  }

  /// `run` of `folder/run.avi`.
  static func stem(of path: String) -> String {
    ((path as NSString).lastPathComponent as NSString).deletingPathExtension
  }
}
