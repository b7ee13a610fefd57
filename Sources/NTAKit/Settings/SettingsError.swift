import NTAAnalysis
import NTAVideo

/// Why a setting, or a file of settings, cannot be used.
public enum SettingsError: StageError {
  /// The file is missing or may not be read.
  case unreadable(path: String, reason: String)
  /// The file is larger than any file of settings.
  case tooLarge(path: String, bytes: Int, limit: Int)
  /// The file is no UTF-8 text.
  case notText(path: String)
  /// The file is no YAML.
  case malformed(path: String, line: Int?, problem: String)
  /// The file is YAML, but not a list of `key: value` lines.
  case notKeysAndValues(path: String)
  /// The file uses anchors and aliases, which settings never need.
  case alias(path: String, line: Int)
  /// No setting has that name.
  case unknownKey(path: String, line: Int, key: String, nearest: String?)
  /// The same, and none of the few known names is near.
  case strayKey(path: String, line: Int, key: String, known: [String])
  /// A key stands twice.
  case duplicateKey(path: String, key: String)
  /// A key without a value.
  case emptyValue(path: String, line: Int, key: String)
  /// A value of another kind than the key takes.
  case wrongType(path: String, line: Int, key: String, value: String, expected: String)
  /// A key that must be there is not.
  case missingKey(path: String, key: String)
  /// A number outside of what makes sense.
  case outOfRange(origin: String, name: String, value: String, allowed: String)
  /// A number the caller gave, outside of what makes sense.
  case argumentOutOfRange(ArgumentName, value: String, allowed: String)
  /// No profile or standard of that name.
  case unknownName(kind: String, name: String, known: [String], nearest: String?)
  /// Nothing supplies a setting the measurement cannot do without.
  case missing(SettingDefinition)
  /// The viscosity of that medium is not known.
  case unknownMedium(name: String, origin: String)
  /// The shutter cannot be open longer than a frame lasts.
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

  /// One sentence in the given wording: what, where, what to do.
  public func description(in wording: Wording) -> String {
    switch self {
    case .unreadable(let path, let reason):
      "\(path): cannot be read (\(reason)); give the path of a readable file"
    case .tooLarge(let path, let bytes, let limit):
      "\(path): \(bytes) bytes are too many for a file of settings (limit \(limit)); "
        + "check that it is the right file"
    case .notText(let path):
      "\(path): is no UTF-8 text; save it as UTF-8"
    case .malformed(let path, let line, let problem):
      "\(path)\(Self.at(line)): is no valid YAML (\(problem)); write one `key: value` a line"
    case .notKeysAndValues(let path):
      "\(path): holds no settings; write one `key: value` a line"
    case .alias(let path, let line):
      "\(path)\(Self.at(line)): anchors (&) and aliases (*) are not allowed; "
        + "write the value out, or put it in quotes"
    case .unknownKey(let path, let line, let key, let nearest):
      "\(path)\(Self.at(line)): unknown key \"\(key)\""
        + (nearest.map { "; did you mean \"\($0)\"?" } ?? "; remove it")
    case .strayKey(let path, let line, let key, let known):
      "\(path)\(Self.at(line)): unknown key \"\(key)\"; remove it, or use one of "
        + known.joined(separator: ", ")
    case .duplicateKey(let path, let key):
      "\(path): the key \"\(key)\" stands twice; keep one of the two lines"
    case .emptyValue(let path, let line, let key):
      "\(path)\(Self.at(line)): \"\(key)\" has no value; give one or remove the line"
    case .wrongType(let path, let line, let key, let value, let expected):
      "\(path)\(Self.at(line)): \"\(key)\" is \"\(value)\"; it must be \(expected)"
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
    case .missing(let definition):
      "nothing says what \(definition.key) is; give \(wording[definition.argument]), "
        + "or write `\(definition.key): …` into run.yaml"
    case .unknownMedium(let name, let origin):
      "\(origin): the viscosity of \"\(name)\" is not known; give \(wording[.viscosity]) (mPa·s), "
        + "write `viscosity_mPas: …` into run.yaml, or choose water or pbs"
    case .exposureExceedsFrame(let exposure_s, let frameRate_hz, let exposureFrom):
      "\(exposureFrom): exposure_s is \(exposure_s), longer than a frame at \(frameRate_hz) Hz "
        + "lasts (\(1 / frameRate_hz) s); give \(wording[.exposure]) in seconds, or correct "
        + wording[.frameRate]
    }
  }

  private static func at(_ line: Int?) -> String {
    line.map { ": line \($0)" } ?? ""
  }
}
