import Algorithms
import Glibc
import NTAAnalysis
import NTAVideo

/// One axis of a plot, with its range, spacing and ticks.
struct Axis: Sendable, Equatable {
  enum Spacing: Sendable, Equatable { case linear, logarithmic }

  /// Quantity in words, with its unit: `diameter (nm)`.
  var label: String
  /// The values at both ends; positive if logarithmic.
  var range: ClosedRange<Double>
  var spacing: Spacing
  /// A value under the pointer in words, with its unit, where `#` is the number: `# nm`.
  var reading = "#"

  /// Position of `value` between the start (0) and the end (1) of the axis, limited to [0, 1].
  func fraction(of value: Double) -> Double {
    let fraction =
      switch spacing {
      case .linear:
        (value - range.lowerBound) / (range.upperBound - range.lowerBound)
      case .logarithmic:
        log(max(value, range.lowerBound) / range.lowerBound)
          / log(range.upperBound / range.lowerBound)
      }
    return min(max(fraction.isFinite ? fraction : 0, 0), 1)
  }

  /// Round values within the range: steps of 1, 2 or 5 times a power of ten.
  var ticks: [Double] {
    switch spacing {
    case .linear:
      let step = Self.roundStep(over: range.upperBound - range.lowerBound, about: 6)
      let first = Int((range.lowerBound / step - 1e-9).rounded(.up))
      let last = Int((range.upperBound / step + 1e-9).rounded(.down))
      return first > last ? [] : (first...last).map { Double($0) * step }
    case .logarithmic:
      let first = Int(log10(range.lowerBound).rounded(.down))
      let last = Int(log10(range.upperBound).rounded(.up))
      let slack = 1e-9
      let shown = range.lowerBound * (1 - slack)...range.upperBound * (1 + slack)
      var values: [Double] = []
      for exponent in first...last {
        let unit = pow(10, Double(exponent))
        for mantissa in [1.0, 2, 5] where shown.contains(mantissa * unit) {
          values.append(mantissa * unit)
        }
      }
      return values
    }
  }

  /// Exponent of the power of ten that long tick labels omit; 0 for short ones.
  var exponent: Int {
    let largest = ticks.map(\.magnitude).max() ?? 0
    guard spacing == .linear, largest > 0, largest >= 100_000 || largest < 0.1 else { return 0 }
    return Int((log10(largest) + 1e-9).rounded(.down))
  }

  /// That power as text for the end of the axis; empty if there is none.
  var multiplier: String {
    exponent == 0 ? "" : "× 10" + NumberText.superscript(exponent)
  }

  /// The tick values as text, in units of the multiplier.
  var tickLabels: [String] {
    let unit = pow(10, Double(exponent))
    return ticks.map { value in
      if value == 0 { return "0" }
      let text = NumberText.significant(value / unit, digits: 6)
      return text.contains(".")
        ? String(text.trimmingSuffix { $0 == "0" }.trimmingSuffix { $0 == "." }) : text
    }
  }

  /// An axis of diameters.
  static func diameter(_ range: ClosedRange<Double>, _ spacing: Spacing) -> Axis {
    Axis(label: "diameter (nm)", range: range, spacing: spacing, reading: "# nm")
  }

  /// The range from 0 to a round number that is at least `maximum`.
  static func roundRange(upTo maximum: Double) -> ClosedRange<Double> {
    guard maximum.isFinite, maximum > 0 else { return 0...1 }
    let step = roundStep(over: maximum, about: 6)
    return 0...(maximum / step - 1e-9).rounded(.up) * step
  }

  private static func roundStep(over span: Double, about count: Double) -> Double {
    let raw = span / count
    let unit = pow(10, log10(raw).rounded(.down))
    let mantissa = raw / unit
    let round = mantissa <= 1 ? 1.0 : mantissa <= 2 ? 2 : mantissa <= 5 ? 5 : 10
    return round * unit
  }
}
