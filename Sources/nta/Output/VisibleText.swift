/// Makes text that contains names from files safe to print on a terminal.
enum VisibleText {
  /// The text with control characters escaped, such as `\u{1B}`.
  ///
  /// Characters that change the direction of writing are escaped, too. Line breaks are kept if
  /// `keepsLines` is true.
  static func of(_ text: String, keepsLines: Bool) -> String {
    guard text.unicodeScalars.contains(where: { isHidden($0, keepsLines: keepsLines) }) else {
      return text
    }
    return text.unicodeScalars.reduce(into: "") { visible, scalar in
      if isHidden(scalar, keepsLines: keepsLines) {
        visible +=
          scalar == "\n" ? "\\n" : "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      } else {
        visible.unicodeScalars.append(scalar)
      }
    }
  }

  private static func isHidden(_ scalar: Unicode.Scalar, keepsLines: Bool) -> Bool {
    switch scalar {
    case "\n": !keepsLines
    case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}": true
    default: scalar.properties.generalCategory == .control
    }
  }
}
