import Foundation
import NTAAnalysis
import NTAVideo

/// A parsed ZetaView text export: the keys at the top, and the lines of the tables below.
///
/// Keys end in colons and are followed by tab-separated values; some lines hold several pairs.
/// Numbers have a decimal point or comma, depending on the settings of the instrument's computer.
struct ZetaViewText {
  /// Largest accepted file, in bytes; typical files have about 65 kB.
  static let sizeLimit = 8_388_608
  /// The line that ends the keys.
  private static let tableTitle = "Size Distribution"
  /// Keys whose values are free text, in which colons have no meaning.
  private static let freeText: Set<String> = [
    "Operator", "Experiment", "SOP", "Sample", "General Remarks", "Remarks", "Sample Info 1",
    "Sample Info 2", "Sample Info 3",
  ]

  /// Path of the file, for messages.
  let path: String
  /// The lines below the title of the size table, without line ends.
  let tableLines: [Substring]
  /// Number in the file of the first of these lines.
  let firstTableLine: Int
  private var values: [String: [String]] = [:]
  /// Number of the line of each key, from 1.
  private var lineNumbers: [String: Int] = [:]

  /// Reads a file.
  init(path: String) throws(InstrumentFileError) {
    let data: [UInt8]
    do throws(SmallFile.Problem) {
      data = try SmallFile.bytes(of: path, limit: Self.sizeLimit)
    } catch {
      switch error {
      case .unreadable(let reason): throw .unreadable(path: path, reason: reason)
      case .tooLarge(let bytes):
        throw .malformedHeader(path: path, problem: "\(bytes) bytes are too many")
      }
    }
    self.init(InstrumentText.decoding(data), path: path)
  }

  /// Parses a text; `path` is for messages.
  init(_ text: String, path: String) {
    self.path = path
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    let end = lines.firstIndex { $0.trimmingCharacters(in: .whitespaces) == Self.tableTitle }
    tableLines = end.map { Array(lines[($0 + 1)...]) } ?? []
    firstTableLine = (end ?? lines.count) + 2
    for (index, line) in lines[..<(end ?? lines.count)].enumerated() {
      read(line, number: index + 1)
    }
  }

  /// True when a ZetaView wrote the file.
  var isZetaView: Bool {
    values["ZetaView S/N"] != nil || text("Software")?.hasPrefix("ZetaView") == true
  }

  /// The first value of a key; `nil` if it is absent or empty.
  func text(_ key: String) -> String? {
    values[key]?.first.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The first value of a key as a finite number; `nil` for `NaN` and for text.
  func number(_ key: String) -> Double? {
    text(key).flatMap(Self.number)
  }

  /// The number under the first key with a prefix; the encoding of µ in keys varies.
  func number(keyStartingWith prefix: String) -> Double? {
    values.keys.filter { $0.hasPrefix(prefix) }.min().flatMap { number($0) }
  }

  /// The error of a key whose value is none that the instrument can mean.
  func refused(_ key: String, expected: String) -> InstrumentFileError {
    .table(
      .badValue(
        path: path, line: lineNumbers[key] ?? 1, column: key, text: text(key) ?? "",
        expected: expected))
  }

  /// The first value of a key as a whole number.
  func integer(_ key: String) -> Int? {
    number(key).flatMap { Int(exactly: $0) }
  }

  /// A finite number with a decimal point or comma.
  static func number(_ text: some StringProtocol) -> Double? {
    guard let value = Double(text.replacingOccurrences(of: ",", with: ".")), value.isFinite else {
      return nil
    }
    return value
  }

  private mutating func read(_ line: Substring, number: Int) {
    let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      .map { $0.trimmingCharacters(in: .whitespaces) }
    var key: String?
    for (index, field) in fields.enumerated() {
      let isFree = key.map(Self.freeText.contains) ?? false
      if field.hasSuffix(":"), !isFree {
        key = String(field.prefix { $0 != ":" })
        start(key, line: number)
      } else if index == 0, let colon = field.range(of: ": ") {
        // `Conductivity: 53.000000`
        key = String(field[..<colon.lowerBound])
        start(key, line: number)
        append(String(field[colon.upperBound...]), to: key)
      } else {
        append(field, to: key)
      }
    }
  }

  /// Only the first occurrence of a key creates it.
  private mutating func start(_ key: String?, line: Int) {
    guard let key, values[key] == nil else { return }
    values[key] = []
    lineNumbers[key] = line
  }

  private mutating func append(_ value: String, to key: String?) {
    if let key { values[key, default: []].append(value) }
  }
}
