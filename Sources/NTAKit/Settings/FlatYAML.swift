import Foundation
import NTAAnalysis
import NTAVideo
import Yams

/// A YAML file of `key: value` lines, read strictly.
///
/// Every key must be known and unique, and every value must have the expected type. Files are small
/// and flat: a size limit, libyaml's nesting limit, and the refusal of aliases keep hostile files
/// harmless.
struct FlatYAML {
  /// Largest accepted file, in bytes.
  static let sizeLimit = 65_536

  /// Largest number of known keys that are listed in the error for an unknown key.
  private static let fewKeys = 12

  /// Path of the file, for messages.
  let path: String
  private var values: [String: Node.Scalar] = [:]

  /// Reads a file.
  init(path: String, knownKeys: [String]) throws(SettingsError) {
    let data: [UInt8]
    do throws(SmallFile.Problem) {
      data = try SmallFile.bytes(of: path, limit: Self.sizeLimit)
    } catch {
      switch error {
      case .unreadable(let reason): throw .unreadable(path: path, reason: reason)
      case .tooLarge(let bytes): throw .tooLarge(path: path, bytes: bytes, limit: Self.sizeLimit)
      }
    }
    guard let text = String(validating: data, as: UTF8.self) else { throw .notText(path: path) }
    try self.init(text: text, path: path, knownKeys: knownKeys)
  }

  /// Reads the text of a file; an empty one has no values.
  init(text: String, path: String, knownKeys: [String]) throws(SettingsError) {
    self.path = path
    if let line = Self.aliasLine(in: text) { throw .alias(path: path, line: line) }
    guard let root = try Self.compose(text, path: path) else { return }
    if let scalar = root.scalar, scalar.string.isEmpty { return }
    guard let mapping = root.mapping else { throw .notKeysAndValues(path: path) }
    for (key, value) in mapping {
      guard let name = key.scalar?.string else { throw .notKeysAndValues(path: path) }
      let line = key.mark?.line ?? 1
      guard knownKeys.contains(name) else {
        let nearest = NearestName.of(name, among: knownKeys)
        if nearest == nil, knownKeys.count <= Self.fewKeys {
          throw .strayKey(path: path, line: line, key: name, known: knownKeys)
        }
        throw .unknownKey(path: path, line: line, key: name, nearest: nearest)
      }
      guard let scalar = value.scalar else {
        throw .wrongType(
          path: path, line: line, key: name, value: value.mapping == nil ? "a list" : "a table",
          expected: "a single value")
      }
      values[name] = scalar
    }
  }

  /// The text under a key; `nil` if the key or its value is absent.
  func text(_ key: String) -> String? {
    guard let scalar = values[key], !isEmpty(scalar) else { return nil }
    return scalar.string
  }

  /// The finite number under a key, within the range.
  func number(_ key: String, in allowed: AllowedRange) throws(SettingsError) -> Double? {
    guard let scalar = try written(key) else { return nil }
    guard scalar.style == .plain, let value = Self.double(scalar.string) else {
      throw wrongType(key, scalar, expected: Self.expectedNumber(scalar.string))
    }
    guard allowed.contains(value) else {
      throw .outOfRange(
        origin: path, name: key, value: scalar.string, allowed: allowed.description)
    }
    return value
  }

  /// The value of a setting, which must be of its kind and in its range.
  func value(of definition: SettingDefinition) throws(SettingsError) -> SettingValue? {
    let key = definition.key
    return switch definition.kind {
    case .number(let range): try number(key, in: range).map(SettingValue.number)
    case .wholeNumber(let range): try integer(key, in: range).map(SettingValue.number)
    case .choice, .day, .regions: try word(definition).map(SettingValue.text)
    case .text: text(key).map(SettingValue.text)
    // Only the command line gives these.
    case .seed, .flag: nil
    }
  }

  private func integer(_ key: String, in allowed: AllowedRange) throws(SettingsError) -> Double? {
    guard let number = try number(key, in: allowed) else { return nil }
    guard Int(exactly: number) != nil else {
      guard let scalar = values[key] else { return nil }
      throw wrongType(key, scalar, expected: "a whole number")
    }
    return number
  }

  private func word(_ definition: SettingDefinition) throws(SettingsError) -> String? {
    guard let scalar = try written(definition.key) else { return nil }
    guard definition.allows(.text(scalar.string)) else {
      throw wrongType(definition.key, scalar, expected: definition.allowed)
    }
    return scalar.string
  }

  /// Unwraps a value; throws if it is missing.
  func required<Value>(_ key: String, _ value: Value?) throws(SettingsError) -> Value {
    guard let value else { throw .missingKey(path: path, key: key) }
    return value
  }

  private func written(_ key: String) throws(SettingsError) -> Node.Scalar? {
    guard let scalar = values[key] else { return nil }
    if isEmpty(scalar) { throw .emptyValue(path: path, line: scalar.mark?.line ?? 1, key: key) }
    return scalar
  }

  private func isEmpty(_ scalar: Node.Scalar) -> Bool {
    scalar.style == .plain && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
  }

  private func wrongType(_ key: String, _ scalar: Node.Scalar, expected: String) -> SettingsError {
    .wrongType(
      path: path, line: scalar.mark?.line ?? 1, key: key, value: String(scalar.string.prefix(60)),
      expected: expected)
  }

  /// What is expected instead of a text that is not a number.
  private static func expectedNumber(_ text: String) -> String {
    let pointed = text.replacing(",", with: ".")
    if pointed != text, double(pointed) != nil { return "a number: write \(pointed)" }
    let value = pointed.prefix { $0.isNumber || "+-.".contains($0) }
    let unit = pointed.dropFirst(value.count).drop { $0 == " " }
    // Only letters and unit signs: neither "0x10" nor "1:500" is a number with a unit.
    let hasUnit = !unit.isEmpty && unit.allSatisfy { $0.isLetter || "°%/·³²".contains($0) }
    return hasUnit && double(String(value)) != nil
      ? "a number without its unit, which is that of the key" : "a number"
  }

  /// Decimal numbers only: `Double.init` would also accept hexadecimal numbers and words.
  private static func double(_ text: String) -> Double? {
    let isDecimal = text.utf8.allSatisfy {
      (48...57).contains($0) || [0x2B, 0x2D, 0x2E, 0x45, 0x65].contains($0)
    }
    if isDecimal { return Double(text) }
    // YAML's spellings are accepted as numbers, so that they fail the range check instead.
    switch text.lowercased() {
    case ".nan": return .nan
    case ".inf", "+.inf": return .infinity
    case "-.inf": return -.infinity
    default: return nil
    }
  }

  private static func compose(_ text: String, path: String) throws(SettingsError) -> Node? {
    do {
      return try Yams.compose(yaml: text)
    } catch let error as YamlError {
      throw described(error, path: path)
    } catch {
      throw .malformed(path: path, line: nil, problem: "\(error)")
    }
  }

  private static func described(_ error: YamlError, path: String) -> SettingsError {
    switch error {
    case .duplicatedKeysInMapping(let duplicates, _):
      .duplicateKey(path: path, key: duplicates.sorted().first ?? "?")
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      .malformed(path: path, line: mark.line, problem: problem)
    case .reader(let problem, _, _, _):
      .malformed(path: path, line: nil, problem: problem)
    default:
      .malformed(path: path, line: nil, problem: "not readable as YAML")
    }
  }

  /// The line of the first anchor or alias used as a value or a key.
  ///
  /// Found before parsing, because the parser silently drops anchors and expands aliases in keys.
  /// Elsewhere, as in `sample: salt & beads`, the two signs are text.
  private static func aliasLine(in text: String) -> Int? {
    var anchors: Set<Substring> = []
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    for (index, line) in lines.enumerated() {
      if line.contains(/^\s*[^\s'"#:]+:\s+[&*][^\s]/) { return index + 1 }
      for match in line.matches(of: /(?:^|[\s\[{,:?\-])([&*])([^\s\[\]{},]+)/) {
        if match.1 == "&" {
          anchors.insert(match.2)
        } else if anchors.contains(match.2) {
          return index + 1
        }
      }
    }
    return nil
  }
}
