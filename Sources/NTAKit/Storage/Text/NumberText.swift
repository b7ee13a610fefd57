import Foundation
import NTAAnalysis
import NTAVideo

/// Formats numbers for readers; machine-readable files hold full precision instead.
enum NumberText {
  /// A number in full, without a needless decimal.
  static func plain(_ number: Double) -> String {
    number == number.rounded() && number.magnitude < 1e15 ? "\(Int(number))" : "\(number)"
  }

  /// A number in a sentence: as it is if it has few digits, as stated ones do, and otherwise to four
  /// significant digits: `0.713`, `12000`, `0.03333`.
  static func short(_ number: Double) -> String {
    let text = plain(number)
    guard text.count(where: \.isNumber) > 7, number.isFinite else { return text }
    let rounded = String(format: "%.4g", number)
    return Double(rounded).map { plain($0) } ?? rounded
  }

  /// Placeholder for a missing value.
  static let missing = "–"

  /// `value` to `digits` significant digits without an exponent: `0.0123`, `12.3`, `12300`.
  static func significant(_ value: Double?, digits: Int = 3) -> String {
    guard let value, value.isFinite else { return missing }
    guard value != 0 else { return "0" }
    let exponent = exponent(of: value, digits: digits)
    let decimals = max(0, digits - 1 - exponent)
    if decimals > 0 { return String(format: "%.\(decimals)f", value) }
    let unit = pow(10, Double(exponent - digits + 1))
    return String(format: "%.0f", (value / unit).rounded() * unit)
  }

  /// `value` with a fixed number of decimals.
  static func fixed(_ value: Double?, decimals: Int) -> String {
    guard let value, value.isFinite else { return missing }
    let text = String(format: "%.\(decimals)f", value)
    // A drift of -0.001 is not "-0.00".
    let hasDigit = text.utf8.contains { (UInt8(ascii: "1")...UInt8(ascii: "9")).contains($0) }
    return hasDigit ? text : text.replacing("-", with: "")
  }

  /// `value` with an exponent in plain ASCII, for terminals: `1.23e+08`.
  static func scientific(_ value: Double?, digits: Int = 3) -> String {
    guard let value, value.isFinite else { return missing }
    return String(format: "%.\(digits - 1)e", value)
  }

  /// `value` as `1.23 × 10⁸`, or without an exponent between 0.001 and 99 999.
  static func readable(_ value: Double?, digits: Int = 3) -> String {
    guard let value, value.isFinite else { return missing }
    if value == 0 || (0.001..<100_000).contains(value.magnitude) {
      return significant(value, digits: digits)
    }
    let exponent = exponent(of: value, digits: digits)
    let mantissa = String(format: "%.\(digits - 1)f", value / pow(10, Double(exponent)))
    return "\(mantissa) × 10\(superscript(exponent))"
  }

  /// Two values as a range, `95.0 – 105` or `7.82 – 8.49 × 10¹⁰`.
  static func range(_ low: Double, _ high: Double, digits: Int = 3) -> String {
    guard low.isFinite, high.isFinite, max(low.magnitude, high.magnitude) >= 100_000 else {
      return "\(readable(low, digits: digits)) – \(readable(high, digits: digits))"
    }
    let exponent = exponent(of: max(low.magnitude, high.magnitude), digits: digits)
    let unit = pow(10, Double(exponent))
    return String(format: "%.\(digits - 1)f – %.\(digits - 1)f × 10", low / unit, high / unit)
      + superscript(exponent)
  }

  /// The decimal exponent of a value after rounding: 99.99 to three digits is 100, with exponent 2.
  private static func exponent(of value: Double, digits: Int) -> Int {
    let exponent = Int(log10(value.magnitude).rounded(.down))
    let mantissa = value.magnitude / pow(10, Double(exponent))
    let scale = pow(10, Double(digits - 1))
    return (mantissa * scale).rounded() >= 10 * scale ? exponent + 1 : exponent
  }

  /// An exponent in superscript digits.
  static func superscript(_ exponent: Int) -> String {
    let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    let text = "\(exponent.magnitude)".compactMap(\.wholeNumberValue).map { String(digits[$0]) }
    return (exponent < 0 ? "⁻" : "") + text.joined()
  }
}
