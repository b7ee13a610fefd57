import NTAAnalysis
import NTAVideo

/// The header of a column: its name, and the unit that the header states.
///
/// Programs write units in brackets (`x [nm]`, `x (px)`), behind a slash (`X/pixels`) or at the end
/// of the name (`x_um`). Case does not matter, and blanks and hyphens count as underscores.
struct TableColumn: Sendable, Equatable {
  /// The name without its unit, in small letters: `position_x`.
  let name: String
  /// The unit as written, without brackets; `nil` if the header states none.
  let unit: String?

  /// Units that are recognised at the end of a name.
  private static let suffixes: Set<String> = [
    "um", "µm", "micron", "nm", "px", "pix", "pixel", "pixels", "s", "sec", "ms", "min",
  ]

  /// Reads the header of a column.
  init(header: String) {
    var name = Substring(header)
    var unit: Substring?
    if let slash = name.lastIndex(of: "/") {
      unit = name[name.index(after: slash)...]
      name = name[..<slash]
    } else if let last = name.last, last == ")" || last == "]",
      let bracket = name.lastIndex(of: last == ")" ? "(" : "["), bracket > name.startIndex
    {
      unit = name[name.index(after: bracket)...].dropLast()
      name = name[..<bracket]
    }
    var words = name.lowercased().split { $0 == " " || $0 == "_" || $0 == "-" }
    if unit == nil, words.count > 1, let last = words.last, Self.suffixes.contains(String(last)) {
      unit = words.removeLast()
    }
    self.name = words.joined(separator: "_")
    self.unit = unit.map { String($0.trimmingBlanks) }
  }
}

extension Substring {
  /// The text without blanks at both ends.
  fileprivate var trimmingBlanks: Substring {
    var result = self
    while result.first == " " { result.removeFirst() }
    while result.last == " " { result.removeLast() }
    return result
  }
}
