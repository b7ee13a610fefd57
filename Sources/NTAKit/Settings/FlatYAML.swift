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

  /// The finite number under a key, within the range; its unit may follow it.
  func number(
    _ key: String, in allowed: AllowedRange, isDilution: Bool = false
  ) throws(SettingsError) -> Double? {
    guard let scalar = try written(key) else { return nil }
    let value: Double
    do throws(NumberProblem) {
      guard scalar.style == .plain else { throw .quoted }
      if let special = Self.special(scalar.string) {
        value = special
      } else {
        value = try WrittenNumber.value(
          of: scalar.string, in: allowed.unit, isDilution: isDilution)
      }
    } catch {
      throw .notNumber(
        path: path, line: scalar.mark?.line ?? 1, key: key, value: Self.shown(scalar),
        problem: error)
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
    case .number(let range):
      try number(key, in: range, isDilution: definition == SettingDefinition[\.dilution])
        .map(SettingValue.number)
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
      path: path, line: scalar.mark?.line ?? 1, key: key, value: Self.shown(scalar),
      expected: expected)
  }

  /// A value as messages show it.
  private static func shown(_ scalar: Node.Scalar) -> String { String(scalar.string.prefix(60)) }

  /// YAML's words for numbers that are not finite, so that they fail the range check.
  private static func special(_ text: String) -> Double? {
    switch text.lowercased() {
    case ".nan": .nan
    case ".inf", "+.inf": .infinity
    case "-.inf": -.infinity
    default: nil
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
