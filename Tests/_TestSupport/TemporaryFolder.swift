import Foundation

/// A folder of its own for a test, gone with its last owner.
package final class TemporaryFolder: Sendable {
  package let path: String

  package init() throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("nta-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Path of a file in the folder.
  package func file(_ name: String) -> String { path + "/" + name }

  /// Names in the folder or in one below it, hidden ones too, sorted.
  package func entries(_ subfolder: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: file(subfolder)).sorted()
  }

  /// Writes a file, with the folders above it, and returns its path.
  @discardableResult
  package func write(_ bytes: [UInt8], to name: String) throws -> String {
    let url = URL(fileURLWithPath: file(name))
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
    return file(name)
  }

  /// Writes a text as UTF-8 and returns its path.
  @discardableResult
  package func write(_ text: String, to name: String) throws -> String {
    try write(Array(text.utf8), to: name)
  }

  /// Writes a file, named first, and returns its path.
  @discardableResult
  package func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    try write(bytes, to: name)
  }

  /// Writes a text as UTF-8, or an empty file, and returns its path.
  @discardableResult
  package func write(_ name: String, _ text: String = "") throws -> String {
    try write(text, to: name)
  }

  /// A file with given bytes, and the folder that keeps it alive.
  package func writing(_ bytes: [UInt8], to name: String) throws -> (
    file: String, folder: TemporaryFolder
  ) {
    (try write(bytes, to: name), self)
  }

  /// The bytes of a file in the folder.
  package func bytes(of name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: file(name))))
  }

  /// The text of a file anywhere.
  package static func read(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
  }
}
