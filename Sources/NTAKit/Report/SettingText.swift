import NTAAnalysis
import NTAVideo

/// Formats settings for readers.
enum SettingText {
  /// A value of `summary.json`.
  static func text(_ value: SettingValue) -> String {
    switch value {
    case .flag(let flag): flag ? "yes" : "no"
    case .number(let number): rounded(number)
    case .whole(let whole): "\(whole)"
    case .text(let text): text
    }
  }

  /// A number to at most six digits, without trailing zeros.
  private static func rounded(_ number: Double) -> String {
    guard number != number.rounded() else { return NumberText.plain(number) }
    var text = NumberText.significant(number, digits: 6)
    while text.contains("."), let last = text.last, "0.".contains(last) {
      text.removeLast()
      if last == "." { break }
    }
    return text
  }
}
