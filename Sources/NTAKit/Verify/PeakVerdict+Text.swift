import Foundation

extension PeakVerdict {
  /// The verdict in one sentence.
  public var sentence: String {
    let asked =
      "within \(NumberText.significant(within_percent)) % of "
      + "\(NumberText.significant(expected_nm)) nm"
    guard let peak_nm else { return "no: there are no particles, so no peak \(asked)" }
    let peak = "the nearest peak is at \(NumberText.significant(peak_nm)) nm"
    switch answer {
    case .yes: return "yes: there is a peak \(asked)"
    case .no: return "no: there is no peak \(asked); \(peak)"
    case .notEstablished:
      return "not established: the peak's interval reaches over a limit; record more particles"
    }
  }

  /// The verdict for people: a line each for peak, interval, limits and shares.
  public var text: String {
    let interval = interval95_nm.map { " nm, 95 % interval \(Self.text($0)) nm" }
    let shares: [(String, Double?)] = [
      ("share of the peak", numberFraction), ("share in 30-150 nm", fraction30To150),
    ]
    var lines = [
      "peak                "
        + (peak_nm.map { NumberText.fixed($0, decimals: 1) + (interval ?? " nm") } ?? "none"),
      "limits              \(Self.text(limits_nm)) nm",
    ]
    for (name, share) in shares {
      guard let share else { continue }
      lines.append(
        name + String(repeating: " ", count: 20 - name.count)
          + NumberText.fixed(100 * share, decimals: 1) + " %")
    }
    lines.append(sentence)
    return lines.map { $0 + "\n" }.joined()
  }

  /// The verdict for machines: one JSON object, keys sorted.
  ///
  /// - Throws: `NTAError` with exit code 70 for a value JSON cannot hold.
  public func json() throws(NTAError) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(VerdictDocument(self)), as: UTF8.self) + "\n"
    } catch {
      throw NTAError(ReportError.notEncodable(reason: "\(error)"))
    }
  }

  private static func text(_ range: ClosedRange<Double>) -> String {
    NumberText.fixed(range.lowerBound, decimals: 1) + " to "
      + NumberText.fixed(range.upperBound, decimals: 1)
  }
}

/// The verdict as JSON: the properties are its keys.
private struct VerdictDocument: Encodable {
  var schema = "nta.verdict/1"
  var expected_nm: Double
  var within_percent: Double
  var limits_nm: [Double]
  @OrNull var peak_nm: Double?
  @OrNull var interval95_nm: [Double]?
  @OrNull var number_fraction: Double?
  @OrNull var fraction_30_to_150_nm: Double?
  var verdict: PeakVerdict.Answer
  var sentence: String

  init(_ verdict: PeakVerdict) {
    expected_nm = verdict.expected_nm
    within_percent = verdict.within_percent
    limits_nm = [verdict.limits_nm.lowerBound, verdict.limits_nm.upperBound]
    self.verdict = verdict.answer
    sentence = verdict.sentence
    _peak_nm = OrNull(wrappedValue: verdict.peak_nm)
    _interval95_nm = OrNull(
      wrappedValue: verdict.interval95_nm.map { [$0.lowerBound, $0.upperBound] })
    _number_fraction = OrNull(wrappedValue: verdict.numberFraction)
    _fraction_30_to_150_nm = OrNull(wrappedValue: verdict.fraction30To150)
  }
}
