import NTAAnalysis
import NTAVideo

/// Names of files for a table: what all of them begin with is left out where it is long, and the
/// middle of what is still long.
struct ShortNames: Sendable, Equatable {
  /// What was left out; empty where the names are whole.
  let beginning: String

  /// Beginnings shorter than this are left in.
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
    // Up to a mark between words, so that `pos01` is not cut to `1`.
    let words = common.lastIndex { "_- .".contains($0) }.map { common[...$0] } ?? ""
    beginning = words.count >= Self.leastCharacters ? String(words) : ""
  }

  /// A name with ellipses for what was left out.
  func text(_ name: String) -> String {
    let text =
      beginning.isEmpty || !name.hasPrefix(beginning)
      ? name : "…" + name.dropFirst(beginning.count)
    return text.count <= 28 ? text : text.prefix(12) + "…" + text.suffix(14)
  }
}
