import Foundation

extension TemporaryFolder {
  /// Writes a file, with the folders above it, and returns its path.
  @discardableResult
  func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    let parent = URL(fileURLWithPath: file(name)).deletingLastPathComponent()
    try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
    return try write(bytes, to: name)
  }

  /// Writes a text as UTF-8, or an empty file.
  @discardableResult
  func write(_ name: String, _ text: String = "") throws -> String {
    try write(name, Array(text.utf8))
  }
}
