import NTAAnalysis
import NTAVideo

/// Short names of files for a table, without a long common beginning and with the middle of long
/// names omitted.
struct ShortNames: Sendable, Equatable {
  /// The omitted beginning; empty if names are complete.
  let beginning: String

  /// Shorter beginnings are kept.
  private static let leastCharacters = 12

  init(_ names: some Collection<String>) {
    let names = Set(names)
    guard names.count > 1, let first = names.first else {
      beginning = ""
      return
    }
    let common = names.reduce(Substring(first)) { common, name in
      common.prefix(zip(common, name).prefix { $0 == $1 }.count)
    }
    // It ends with a separator, so that `pos01` is not shortened to `1`.
    let words = common.lastIndex { "_- .".contains($0) }.map { common[...$0] } ?? ""
    beginning = words.count >= Self.leastCharacters ? String(words) : ""
  }

  /// A name with ellipses for the omitted parts.
  func text(_ name: String) -> String {
    let text =
      beginning.isEmpty || !name.hasPrefix(beginning)
      ? name : "…" + name.dropFirst(beginning.count)
    return text.count <= 28 ? text : text.prefix(12) + "…" + text.suffix(14)
  }
}
