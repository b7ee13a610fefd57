import Foundation
import NTAAnalysis
import NTAVideo

/// Numbers as people write them: with their unit, and a dilution as `1:500`.
///
/// Only what has one meaning is accepted. Everything else is refused with the reason and, if there is
/// one, the number to write instead.
package enum WrittenNumber {
  /// Smallest dilution that can be written as `1:N`: below it, `N`-fold and `N` + 1-fold differ by more
  /// than 5 %, and both are called `1:N`.
  private static let smallestRatio = 20.0

  /// Reads a number.
  ///
  /// - Parameters:
  ///   - text: the text; its unit may follow the number.
  ///   - unit: the unit of the result, as in ``AllowedRange``; empty for a number without one.
  ///   - isDilution: whether `1:500`, `1/500` and `500x` are read as 500.
  /// - Returns: the number in `unit`; it is infinite if it exceeds the range of `Double`.
  /// - Throws: ``NumberProblem``.
  package static func value(
    of text: String, in unit: String, isDilution: Bool = false
  ) throws(NumberProblem) -> Double {
    let text = text.trimmingCharacters(in: .whitespaces)
    if let problem = separators(in: text) { throw problem }
    if isDilution, let ratio = try ratio(text) { return ratio }
    guard let match = text.prefixMatch(of: /[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?/),
      let number = Double(match.output)
    else { throw .noNumber(unit: unit) }
    let given = text[match.range.upperBound...].trimmingCharacters(in: .whitespaces)
    if given.isEmpty { return number }
    // Neither a hexadecimal number nor a date is a number with a unit.
    guard given.allSatisfy({ $0.isLetter || "°º%/·*.³²-1×".contains($0) }),
      given.contains(where: { $0.isLetter || "°º%/×".contains($0) })
    else { throw .noNumber(unit: unit) }
    if isDilution {
      guard ["x", "×", "fold", "-fold", "times"].contains(given.lowercased()) else {
        throw .unknownUnit(given, unit: unit)
      }
      return number
    }
    guard let conversion = UnitConversion.from(given, to: unit) else {
      throw .unknownUnit(given, unit: unit)
    }
    guard conversion.isIdentity else {
      throw .otherUnit(unit: unit, converted: NumberText.short(conversion(number)))
    }
    return number
  }

  /// Why a text with commas, or with spaces within a number, is refused; nil if it has none.
  private static func separators(in text: String) -> NumberProblem? {
    let digits = text.prefix { $0.isNumber || "+-.,'’ \u{A0}\u{202F}".contains($0) }
      .trimmingCharacters(in: .whitespaces)
    if digits.wholeMatch(of: /[+-]?[1-9][0-9]{0,2},[0-9]{3}/) != nil {
      return .ambiguousComma(
        whole: digits.replacing(",", with: ""), pointed: digits.replacing(",", with: "."))
    }
    if digits.wholeMatch(of: /[+-]?[0-9]*,[0-9]+/) != nil {
      return .decimalComma(pointed: digits.replacing(",", with: "."))
    }
    let spaced = /[+-]?[0-9]{1,3}(?:[ '’\u{A0}\u{202F}][0-9]{3})+(?:[.,][0-9]+)?/
    if digits.wholeMatch(of: spaced) != nil
      || digits.wholeMatch(of: /[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?/) != nil
    {
      let isSpaced = !digits.contains(",") || digits.contains { "'’ \u{A0}\u{202F}".contains($0) }
      let plain = digits.filter { $0.isNumber || "+-.".contains($0) || isSpaced && $0 == "," }
      return .separatedDigits(plain: plain.replacing(",", with: "."))
    }
    if digits.wholeMatch(of: /[+-]?[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+/) != nil {
      let plain = digits.replacing(".", with: "").replacing(",", with: ".")
      return .decimalComma(pointed: plain)
    }
    return nil
  }

  /// The factor of a dilution written as a ratio; nil for other texts.
  private static func ratio(_ text: String) throws(NumberProblem) -> Double? {
    guard let match = text.wholeMatch(of: /([0-9.]+)\s*[:\/]\s*([0-9.]+(?:[eE][0-9]+)?)/),
      let part = Double(match.1), let whole = Double(match.2), part > 0, whole > 0
    else { return nil }
    let factor = whole / part
    guard part == 1 else { throw .noDilution(factor: NumberText.short(factor)) }
    guard factor >= smallestRatio else {
      throw .smallRatio(
        text: text, factors: [NumberText.short(factor), NumberText.short(factor + 1)])
    }
    return factor
  }
}

/// Why a text is not the number that is needed.
public enum NumberProblem: Error, Equatable, Sendable {
  /// There is no number in it.
  case noNumber(unit: String)
  /// It is a text in quotes.
  case quoted
  /// A comma stands for the decimal point.
  case decimalComma(pointed: String)
  /// A comma stands for the decimal point or separates thousands.
  case ambiguousComma(whole: String, pointed: String)
  /// Thousands are separated.
  case separatedDigits(plain: String)
  /// The unit is not the one that is needed.
  case otherUnit(unit: String, converted: String)
  /// The unit measures something else, or is not known.
  case unknownUnit(String, unit: String)
  /// A ratio that is not 1 to something.
  case noDilution(factor: String)
  /// A ratio that is called by the same name as the next one.
  case smallRatio(text: String, factors: [String])

  /// What to do, as a clause without a subject.
  package var remedy: String {
    switch self {
    case .noNumber(let unit):
      "give a number" + (UnitConversion.isKnown(unit) ? " in \(unit)" : "")
    case .quoted: "give a number without quotes"
    case .decimalComma(let pointed): "use a point: \(pointed)"
    case .ambiguousComma(let whole, let pointed):
      "a comma may separate thousands or decimals: give \(whole) or \(pointed)"
    case .separatedDigits(let plain): "write the digits together: \(plain)"
    case .otherUnit(let unit, let converted): "the unit is \(unit): give \(converted)"
    case .unknownUnit(let given, let unit):
      UnitConversion.isKnown(unit)
        ? "the unit is \(unit), not \(given)" : "give a number without the unit \(given)"
    case .noDilution(let factor): "give how many times it was diluted: \(factor)"
    case .smallRatio(let text, let factors):
      "\(text) may be \(factors.joined(separator: "-fold or "))-fold: "
        + "give \(factors.joined(separator: " or "))"
    }
  }
}
