import NTAAnalysis
import NTAVideo

/// One line of the acceptance table: a measured value and its limits.
public struct CalibrationCriterion: Codable, Sendable, Equatable {
  /// Stable name including its unit, as in `drift_um_per_s`; without a unit for ratios and counts.
  public let name: String
  /// The measured value, in the unit of the name; `nil`, which fails, if the run has none.
  public let measured: Double?
  /// Smallest and largest allowed value, inclusive: two entries, `nil` for an open end.
  public let limit: [Double?]
  /// True when the measured value is within the limits.
  public let passed: Bool

  /// Judges a value against inclusive limits.
  init(_ name: String, _ measured: Double?, from lower: Double? = nil, to upper: Double? = nil) {
    self.name = name
    self.measured = measured?.finite
    limit = [lower, upper]
    passed =
      measured.map { $0.isFinite && $0 >= (lower ?? -.infinity) && $0 <= (upper ?? .infinity) }
      ?? false
  }

  /// A check of validity that was not met.
  init(failed check: Validity.Check) {
    name = check.name
    measured = check.measured?.finite
    limit = [nil, check.limit]
    passed = false
  }

  /// The measured value as text.
  var measuredText: String { measured.map(Self.text) ?? NumberText.missing }

  /// Measured values to four digits; limits, which have fewer, as they are.
  private static func text(_ value: Double) -> String {
    if abs(value) < 1e6, let whole = Int(exactly: value) { return "\(whole)" }
    let digits = NumberText.significant(value, digits: 4)
    return Double(digits) == value ? NumberText.plain(value) : digits
  }

  /// The limits in words.
  var limitText: String {
    let ends = limit.map { $0.map(Self.text) }
    switch (ends[0], ends[1]) {
    case (let lower?, let upper?): return "\(lower) to \(upper)"
    case (let lower?, nil): return "at least \(lower)"
    case (nil, let upper?): return "at most \(upper)"
    case (nil, nil): return "any"
    }
  }

  private enum CodingKeys: String, CodingKey { case name, measured, limit, passed }

  /// Encodes every key, with `null` for missing values.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    try container.encode(measured, forKey: .measured)
    try container.encode(limit, forKey: .limit)
    try container.encode(passed, forKey: .passed)
  }
}
