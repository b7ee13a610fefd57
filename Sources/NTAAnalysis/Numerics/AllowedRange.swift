/// An interval in which a number must lie: closed above, closed or open below.
public struct AllowedRange: Sendable, Equatable, CustomStringConvertible {
  /// The lower end.
  public let lower: Double
  /// The upper end, which is always allowed.
  public let upper: Double
  /// Whether the lower end itself is allowed.
  public let includesLower: Bool
  /// Unit for messages; empty for dimensionless numbers.
  public let unit: String

  /// The interval `[lower, upper]`.
  public static func from(_ lower: Double, to upper: Double, _ unit: String = "") -> AllowedRange {
    AllowedRange(lower: lower, upper: upper, includesLower: true, unit: unit)
  }

  /// The interval `(lower, upper]`.
  public static func above(_ lower: Double, to upper: Double, _ unit: String = "") -> AllowedRange {
    AllowedRange(lower: lower, upper: upper, includesLower: false, unit: unit)
  }

  /// Whether the number lies in the interval; NaN and infinities never do.
  public func contains(_ value: Double) -> Bool {
    (includesLower ? value >= lower : value > lower) && value <= upper
  }

  /// The interval in words: `above 0, up to 100 µm`.
  public var description: String {
    let start = includesLower ? "from \(plain(lower)) to" : "above \(plain(lower)), up to"
    return "\(start) \(plain(upper))\(unit.isEmpty ? "" : " " + unit)"
  }

  private func plain(_ value: Double) -> String {
    Int(exactly: value).map(String.init) ?? "\(value)"
  }
}
