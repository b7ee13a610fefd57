import Foundation
import NTAAnalysis
import NTAVideo

/// The instrument profiles and reference standards of the `calibration` folder.
///
/// The files of the folder are built into the program, so that it runs without the folder. A file in
/// a folder of the user takes precedence over a built-in one, and an explicit path over both.
public struct CalibrationFolder: Sendable {
  /// The environment variable with the path of the user's folder.
  public static let environmentVariable = "NTA_CALIBRATION_DIR"

  /// A folder that contains `instruments` and `standards`; `nil` means only the built-in files.
  public var path: String?

  /// The folder at `path`; `nil` means only the built-in files.
  public init(path: String?) {
    self.path = path
  }

  /// The folder named by `NTA_CALIBRATION_DIR`, if any.
  public static var fromEnvironment: CalibrationFolder {
    let path = ProcessInfo.processInfo.environment[environmentVariable]
    return CalibrationFolder(path: path.flatMap { $0.isEmpty ? nil : $0 })
  }

  /// The instrument profile of that name, or at that path.
  ///
  /// A name with a slash or ending in `.yaml` is a path, taken from `folder` if it is relative.
  public func instrument(
    _ name: String, relativeTo folder: String? = nil
  ) throws(SettingsError) -> InstrumentProfile {
    let yaml = try yaml(name, kind: .instrument, relativeTo: folder)
    return try InstrumentProfile(yaml, name: name)
  }

  /// The reference standard of that name, or at that path; names and paths are as for instruments.
  public func standard(
    _ name: String, relativeTo folder: String? = nil
  ) throws(SettingsError) -> ReferenceStandard {
    let yaml = try yaml(name, kind: .standard, relativeTo: folder)
    return try ReferenceStandard(yaml, name: name)
  }

  /// The names of all instrument profiles, sorted.
  package var instrumentNames: [String] { names(of: .instrument) }

  /// The names of all reference standards, sorted.
  package var standardNames: [String] { names(of: .standard) }

  private enum Kind {
    case instrument, standard

    var noun: String { self == .instrument ? "instrument" : "standard" }
    var subfolder: String { self == .instrument ? "instruments" : "standards" }
    var keys: [String] { self == .instrument ? InstrumentProfile.keys : ReferenceStandard.keys }
    var builtIn: [String: [UInt8]] {
      self == .instrument ? BuiltInCalibration.instruments : BuiltInCalibration.standards
    }
  }

  private func yaml(
    _ name: String, kind: Kind, relativeTo folder: String?
  ) throws(SettingsError) -> FlatYAML {
    if name.contains("/") || name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
      let isRelative = !name.hasPrefix("/") && !name.hasPrefix("~")
      let expanded = (name as NSString).expandingTildeInPath
      let path = isRelative ? (folder.map { "\($0)/\(name)" } ?? name) : expanded
      return try FlatYAML(path: path, knownKeys: kind.keys)
    }
    if let path {
      let file = "\(path)/\(kind.subfolder)/\(name).yaml"
      if FileManager.default.fileExists(atPath: file) {
        return try FlatYAML(path: file, knownKeys: kind.keys)
      }
    }
    guard let bytes = kind.builtIn[name] else {
      let known = names(of: kind)
      throw .unknownName(
        kind: kind.noun, name: name, known: known, nearest: NearestName.of(name, among: known))
    }
    return try FlatYAML(
      text: String(decoding: bytes, as: UTF8.self),
      path: "calibration/\(kind.subfolder)/\(name).yaml", knownKeys: kind.keys)
  }

  private func names(of kind: Kind) -> [String] {
    var names = Set(kind.builtIn.keys)
    if let path {
      let files = try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(kind.subfolder)")
      for file in files ?? [] where file.hasSuffix(".yaml") && !file.hasPrefix(".") {
        names.insert(String(file.dropLast(5)))
      }
    }
    return names.sorted()
  }
}
