import NTAAnalysis
import NTAVideo

/// Short names of files for a table, without a long common beginning and with the middle of long
/// names omitted.
struct ShortNames: Sendable, Equatable {
  /// The omitted beginning; empty if names are complete.
  let commonPrefix: String

  /// Shorter beginnings are kept.
  private static let minimumPrefixLength = 12

  init(_ names: some Collection<String>) {
    let names = Set(names)
    guard names.count > 1, let first = names.first else {
      commonPrefix = ""
      return
    }
    let common = names.reduce(Substring(first)) { common, name in
      common.prefix(zip(common, name).prefix { $0 == $1 }.count)
    }
    // It ends with a separator, so that `pos01` is not shortened to `1`.
    let words = common.lastIndex { "_- .".contains($0) }.map { common[...$0] } ?? ""
    commonPrefix = words.count >= Self.minimumPrefixLength ? String(words) : ""
  }

  /// A name with ellipses for the omitted parts.
  func text(_ name: String) -> String {
    let text =
      commonPrefix.isEmpty || !name.hasPrefix(commonPrefix)
      ? name : "…" + name.dropFirst(commonPrefix.count)
    return text.count <= 28 ? text : text.prefix(12) + "…" + text.suffix(14)
  }
}
