import Foundation
import NTAAnalysis
import NTAVideo
import SystemPackage

/// Reads a delimited text file record by record, in constant memory.
///
/// Accepts commas, semicolons or tabs (determined from the first lines), any line ends, quoted fields
/// as in RFC 4180, a byte order mark, and Windows-1252 instead of UTF-8. Where semicolons or tabs separate fields, a comma may be the
/// decimal separator, as in spreadsheets in much of Europe. Blank lines are skipped.
package struct CSVReader: ~Copyable {
  private static let chunkSize = 1 << 18
  /// Longest record, in bytes: an unclosed quote must not read the whole file into memory.
  static let recordLimit = 1 << 20

  package let path: String
  /// Number of the line on which the current record starts, from 1.
  package private(set) var line = 0
  private let descriptor: FileDescriptor
  private var separator = UInt8(ascii: ",")
  private var hasDecimalComma = false
  private var chunk: [UInt8] = []
  private var next = 0
  private var nextLine = 1
  private var isAtEnd = false
  /// The current record's bytes without separators and quotes, and the end of each field in them.
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  private init(owning descriptor: FileDescriptor, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  deinit { try? descriptor.close() }

  /// Opens a table; its header is the first record.
  package static func open(_ path: String) throws(TableError) -> CSVReader {
    // Reading a pipe without a writer would never end.
    guard FileTree.isFolder(path) || !FileTree.exists(path) || SmallFile.isRegular(path) else {
      throw .unreadable(path: path, reason: "it is not a regular file")
    }
    let descriptor: FileDescriptor
    do {
      descriptor = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
    } catch {
      throw .unreadable(path: path, reason: FileProblem.reason(error))
    }
    var reader = CSVReader(owning: descriptor, path: path)
    try reader.start()
    return reader
  }

  /// Number of fields of the current record.
  package var count: Int { ends.count }

  /// The current record's fields as text.
  package var fields: [String] { (0..<count).map { text($0) } }

  /// A field as text, without surrounding blanks; UTF-8, or else Windows-1252.
  package func text(_ index: Int) -> String {
    let field = bytes[trimmedRange(index)]
    return String(validating: field, as: UTF8.self)
      ?? String(bytes: field, encoding: .windowsCP1252) ?? String(decoding: field, as: UTF8.self)
  }

  package func isEmpty(_ index: Int) -> Bool { trimmedRange(index).isEmpty }

  /// A field as a number; `nil` if it is not a number.
  package func number(_ index: Int) -> Double? {
    let range = trimmedRange(index)
    guard !range.isEmpty else { return nil }
    if !hasDecimalComma { return Double(String(decoding: bytes[range], as: UTF8.self)) }
    let pointed = bytes[range].map { $0 == UInt8(ascii: ",") ? UInt8(ascii: ".") : $0 }
    return Double(String(decoding: pointed, as: UTF8.self))
  }

  /// Moves to the next record; false at the end of the file.
  package mutating func advance() throws(TableError) -> Bool {
    repeat {
      guard try readRecord() else { return false }
    } while ends.count == 1 && isEmpty(0)
    return true
  }

  private mutating func readRecord() throws(TableError) -> Bool {
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    line = nextLine
    var isQuoted = false
    var hasBytes = false
    while let byte = try readByte() {
      hasBytes = true
      guard bytes.count + ends.count <= Self.recordLimit else {
        throw isQuoted
          ? .unclosedQuote(path: path, line: line)
          : .longLine(path: path, line: line, limit: Self.recordLimit)
      }
      if isQuoted {
        if byte != UInt8(ascii: "\"") {
          if byte == UInt8(ascii: "\n") { nextLine += 1 }
          bytes.append(byte)
        } else if try peekByte() == UInt8(ascii: "\"") {
          next += 1
          bytes.append(byte)
        } else {
          isQuoted = false
        }
        continue
      }
      switch byte {
      case separator:
        ends.append(bytes.count)
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        // A carriage return alone also ends a line, as in old Mac files.
        if byte == UInt8(ascii: "\r"), try peekByte() == UInt8(ascii: "\n") { next += 1 }
        nextLine += 1
        ends.append(bytes.count)
        return true
      case UInt8(ascii: "\"") where bytes.count == (ends.last ?? 0):
        isQuoted = true
      case 0:
        throw .notText(path: path, line: line)
      default:
        bytes.append(byte)
      }
    }
    if isQuoted { throw .unclosedQuote(path: path, line: line) }
    if hasBytes { ends.append(bytes.count) }
    return hasBytes
  }

  /// Skips the byte order mark and determines the separator.
  private mutating func start() throws(TableError) {
    guard try peekByte() != nil else { throw .empty(path: path) }
    if chunk.starts(with: [0xFE, 0xFF]) || chunk.starts(with: [0xFF, 0xFE]) {
      throw .notText(path: path, line: 1)
    }
    if chunk.starts(with: [0xEF, 0xBB, 0xBF]) { next = 3 }
    separator = FieldSeparator.likeliest(in: chunk[next...])
    hasDecimalComma = separator != UInt8(ascii: ",")
  }

  private func trimmedRange(_ index: Int) -> Range<Int> {
    var start = index == 0 ? 0 : ends[index - 1]
    var end = ends[index]
    while start < end, bytes[start] == UInt8(ascii: " ") { start += 1 }
    while end > start, bytes[end - 1] == UInt8(ascii: " ") { end -= 1 }
    return start..<end
  }

  private mutating func peekByte() throws(TableError) -> UInt8? {
    if next == chunk.count { try fill() }
    return next < chunk.count ? chunk[next] : nil
  }

  private mutating func readByte() throws(TableError) -> UInt8? {
    guard let byte = try peekByte() else { return nil }
    next += 1
    return byte
  }

  private mutating func fill() throws(TableError) {
    guard !isAtEnd else { return }
    let descriptor = descriptor
    next = 0
    do {
      // Unsafe: the system call writes into memory; only as many bytes as it returns are kept.
      chunk = try [UInt8](unsafeUninitializedCapacity: Self.chunkSize) { buffer, count in
        count = try descriptor.read(into: UnsafeMutableRawBufferPointer(buffer))
      }
    } catch {
      throw .unreadable(path: path, reason: FileProblem.reason(error))
    }
    isAtEnd = chunk.isEmpty
  }
}
