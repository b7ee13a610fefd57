import NTAAnalysis
import NTAVideo

/// Reasons why a setting, or a file of settings, cannot be used.
public enum SettingsError: StageError {
  /// The file is missing or may not be read.
  case unreadable(path: String, reason: String)
  /// The file is larger than any file of settings.
  case tooLarge(path: String, bytes: Int, limit: Int)
  /// The file is not UTF-8 text.
  case notText(path: String)
  /// The file is not valid YAML.
  case malformed(path: String, line: Int?, problem: String)
  /// The file is YAML, but not a list of `key: value` lines.
  case notKeysAndValues(path: String)
  /// The file uses anchors or aliases, which settings do not need.
  case alias(path: String, line: Int)
  /// No setting has that name.
  case unknownKey(path: String, line: Int, key: String, nearest: String?)
  /// No setting has that name, and none of the few known names is similar.
  case strayKey(path: String, line: Int, key: String, known: [String])
  /// A key occurs twice.
  case duplicateKey(path: String, key: String)
  /// A key without a value.
  case emptyValue(path: String, line: Int, key: String)
  /// A value does not have the type that its key requires.
  case wrongType(path: String, line: Int, key: String, value: String, expected: String)
  /// A value is not the number that its key requires.
  case notNumber(path: String, line: Int, key: String, value: String, problem: NumberProblem)
  /// A required key is missing.
  case missingKey(path: String, key: String)
  /// A number is out of range.
  case outOfRange(origin: String, name: String, value: String, allowed: String)
  /// A number given by the caller is out of range.
  case argumentOutOfRange(ArgumentName, value: String, allowed: String)
  /// There is no profile or standard of that name.
  case unknownName(kind: String, name: String, known: [String], nearest: String?)
  /// No source supplies these required settings.
  case missing([SettingDefinition])
  /// The viscosity of the medium is unknown.
  case unknownMedium(name: String, origin: String)
  /// The exposure is longer than the time between frames.
  case exposureExceedsFrame(exposure_s: Double, frameRate_hz: Double, exposureFrom: String)
}

extension SettingsError {
  /// Unreadable input for a file that cannot be read, misuse for everything else.
  public var category: ErrorCategory {
    switch self {
    case .unreadable: .unreadableInput
    default: .misuse
    }
  }

  /// The error, its place and its remedy as one sentence, in the given wording.
  public func description(in wording: Wording) -> String {
    switch self {
    case .unreadable(let path, let reason):
      "\(path): cannot be read (\(reason)); give the path of a readable file"
    case .tooLarge(let path, let bytes, let limit):
      "\(path): \(bytes) bytes are too many for a file of settings (limit \(limit)); "
        + "check that it is the right file"
    case .notText(let path):
      "\(path): is not UTF-8 text; save it as UTF-8"
    case .malformed(let path, let line, let problem):
      "\(path)\(Self.at(line)): is not valid YAML (\(problem)); write one `key: value` per line"
    case .notKeysAndValues(let path):
      "\(path): holds no settings; write one `key: value` per line"
    case .alias(let path, let line):
      "\(path)\(Self.at(line)): anchors (&) and aliases (*) are not allowed; "
        + "write the value in full, or put it in quotes"
    case .unknownKey(let path, let line, let key, let nearest):
      "\(path)\(Self.at(line)): unknown key \"\(key)\""
        + (nearest.map { "; did you mean \"\($0)\"?" } ?? "; remove it")
    case .strayKey(let path, let line, let key, let known):
      "\(path)\(Self.at(line)): unknown key \"\(key)\"; remove it, or use one of "
        + known.joined(separator: ", ")
    case .duplicateKey(let path, let key):
      "\(path): the key \"\(key)\" occurs twice; keep one of the two lines"
    case .emptyValue(let path, let line, let key):
      "\(path)\(Self.at(line)): \"\(key)\" has no value; give one or remove the line"
    case .wrongType(let path, let line, let key, let value, let expected):
      "\(path)\(Self.at(line)): \"\(key)\" is \"\(value)\"; it must be \(expected)"
    case .notNumber(let path, let line, let key, let value, let problem):
      "\(path)\(Self.at(line)): \"\(key)\" is \"\(value)\"; \(problem.remedy)"
    case .missingKey(let path, let key):
      "\(path): the key \"\(key)\" is missing; add it"
    case .outOfRange(let origin, let name, let value, let allowed):
      "\(origin): \(name) is \(value); it must be \(allowed)"
    case .argumentOutOfRange(let name, let value, let allowed):
      "\(SettingSource.commandLine.rawValue): \(wording[name]) is \(value); it must be \(allowed)"
    case .unknownName(let kind, let name, let known, let nearest):
      "unknown \(kind) \"\(name)\""
        + (nearest.map { "; did you mean \"\($0)\"?" }
          ?? "; give one of \(known.joined(separator: ", ")), or the path of a .yaml file")
    case .missing(let definitions): Self.asking(for: definitions, in: wording)
    case .unknownMedium(let name, let origin):
      "\(origin): the viscosity of \"\(name)\" is not known; give \(wording[.viscosity]) (mPa·s), "
        + "write `viscosity_mPas: …` into run.yaml, or choose water or pbs"
    case .exposureExceedsFrame(let exposure_s, let frameRate_hz, let exposureFrom):
      "\(exposureFrom): exposure_s is \(NumberText.short(exposure_s)), longer than the "
        + "\(NumberText.short(1 / frameRate_hz)) s between frames at "
        + "\(NumberText.short(frameRate_hz)) Hz; give \(wording[.exposure]) in seconds, or correct "
        + wording[.frameRate]
    }
  }

  /// Asks for all missing settings at once, each with what an error of it is worth.
  private static func asking(for definitions: [SettingDefinition], in wording: Wording) -> String {
    let names = definitions.map { definition in
      definition.name + (definition.unit.isEmpty ? "" : " in \(definition.unit)")
        + (definition.worth.map { " (\($0))" } ?? "")
    }
    let arguments = definitions.map { wording[$0.argument] }
    let lines = definitions.map { "`\($0.key): …`" }
    return "\(WordList.and(names)) \(definitions.count == 1 ? "is" : "are") not known; give "
      + "\(WordList.and(arguments)), or write \(WordList.and(lines)) into run.yaml"
  }

  private static func at(_ line: Int?) -> String {
    line.map { ": line \($0)" } ?? ""
  }
}
