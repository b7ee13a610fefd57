import NTAAnalysis
import NTAVideo

/// Text for a style sheet, in which templates escape nothing.
enum CSSText {
  /// The content of a quoted CSS string.
  ///
  /// Everything but ASCII letters and digits is written as its code point, so that no text can end
  /// the string or the style sheet.
  static func content(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9": String(scalar)
      default: "\\" + String(scalar.value, radix: 16) + " "
      }
    }.joined()
  }
}
