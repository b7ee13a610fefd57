import NTAKit

/// What a column of a sample sheet holds.
enum SheetColumn: Sendable, Equatable {
  /// The folder or video of the run.
  case run
  /// The file of the run's calibration.
  case calibration
  /// The value of a setting.
  case setting(SettingDefinition)
  /// A label that is kept with the run.
  case label(String)
  /// Nothing: spreadsheets write empty columns.
  case unnamed

  /// The column of a name; case does not matter.
  init(_ name: String) {
    switch name.lowercased() {
    case "": self = .unnamed
    case "run": self = .run
    case "calibration": self = .calibration
    case let lowercased:
      let definition = SettingTable.definitions.first { $0.key.lowercased() == lowercased }
      self = definition.map { .setting($0) } ?? .label(name)
    }
  }

  /// The key that the name of a label was probably meant to be; `nil` if it is none.
  ///
  /// A typing error is one letter in five. A setting without its unit, or with blanks, is meant too.
  static func misspelledKey(_ name: String) -> String? {
    let words = words(of: name)
    let joined = words.joined(separator: "_")
    return (SettingTable.definitions.map(\.key) + ["run", "calibration"]).first { key in
      let known = Self.words(of: key)
      if known.starts(with: words), known.dropFirst(words.count).allSatisfy(units.contains) {
        return true
      }
      let edits = NearestName.editDistance(joined, known.joined(separator: "_"))
      return edits * 5 <= joined.count
    }
  }

  private static let units: Set<String> = ["um", "nm", "s", "hz", "c", "mpas", "per"]

  private static func words(of name: String) -> [String] {
    name.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }
}
