import Foundation
import NTAAnalysis
import NTAVideo

extension PeakVerdict {
  /// The verdict in one sentence.
  package var sentence: String {
    let asked =
      "within \(NumberText.significant(within_percent)) % of "
      + "\(NumberText.significant(expected_nm)) nm"
    switch answer {
    case .yes: return "yes: there is a peak \(asked)"
    case .no: return "no: " + (peak_nm.map { nearest($0, asked) } ?? none(asked))
    case .notEstablished: return "not established: " + doubt
    }
  }

  private func nearest(_ peak_nm: Double, _ asked: String) -> String {
    "there is no peak \(asked); the nearest peak is at \(NumberText.significant(peak_nm)) nm"
      + (exceedsBlank == false ? ", and the blank may explain it" : "")
  }

  private func none(_ asked: String) -> String {
    exceedsBlank == nil
      ? "there are no particles, so no peak \(asked)"
      : "the blank has as many particles as the sample, so there is no peak \(asked)"
  }

  /// Why the run does not establish an answer.
  private var doubt: String {
    blankMayExplain
      ? "the blank may explain the peak; measure sample and blank longer"
      : "the peak's interval reaches over a limit; record more particles"
  }

  /// The verdict for readers, one line each for peak, limits, fractions, concentration and dose.
  ///
  /// - Parameter dose: number of particles in a dose, if one is requested.
  /// - Returns: lines of at most 80 characters.
  package func text(dose: Double? = nil) -> String {
    var lines = [
      Self.line(
        "peak", peak_nm.map { NumberText.fixed($0, decimals: 1) + " nm" } ?? "none",
        interval95_nm.map { Self.text($0) + " nm" }),
      Self.line("limits", Self.text(limits_nm) + " nm", nil),
    ]
    func percent(_ share: Double) -> String { NumberText.fixed(100 * share, decimals: 1) }
    func percent(_ range: ClosedRange<Double>?) -> String? {
      range.map { "\(percent($0.lowerBound)) to \(percent($0.upperBound)) %" }
    }
    if let numberFraction {
      lines.append(Self.line("share of the peak", percent(numberFraction) + " %", nil))
    }
    if let fraction30To150 {
      lines.append(
        Self.line(
          "share in 30-150 nm", percent(fraction30To150) + " %",
          percent(fraction30To150Interval95)))
    }
    if let blankShare {
      lines.append(
        Self.line("blank's share", percent(blankShare) + " %", percent(blankShareInterval95)))
    }
    func concentration(_ name: String, _ value: Double?, _ interval: ClosedRange<Double>?) {
      guard let value else { return }
      lines.append(
        Self.line(
          name, NumberText.scientific(value) + " /mL",
          interval.map {
            "\(NumberText.scientific($0.lowerBound)) to \(NumberText.scientific($0.upperBound)) /mL"
          }))
    }
    concentration(
      "left in the peak", peakConcentration_per_mL, peakConcentrationInterval95_per_mL)
    concentration("concentration", concentration_per_mL, concentrationInterval95_per_mL)
    if let dose {
      lines.append(
        Self.line(
          "dose of \(NumberText.scientific(dose))",
          self.dose(of: dose).map { NumberText.significant($0.volume_uL) + " µL" }
            ?? "not established: the concentration is unknown or not above zero",
          self.dose(of: dose).map { dose in
            NumberText.significant(dose.interval95_uL.lower)
              + (dose.interval95_uL.upper.map { " to \(NumberText.significant($0)) µL" }
                ?? " µL or more")
          }))
    }
    lines.append(sentence)
    return lines.map { $0 + "\n" }.joined()
  }

  /// The verdict for readers, without a dose.
  package var text: String { text() }

  /// The verdict for programs: one JSON object with sorted keys.
  ///
  /// - Parameter dose: number of particles in a dose, if one is requested.
  /// - Returns: the text of the object.
  /// - Throws: `NTAError` with exit code 70 for a value that JSON cannot represent.
  package func json(dose: Double? = nil) throws(NTAError) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    do {
      let document = VerdictDocument(self, dose: dose)
      return String(decoding: try encoder.encode(document), as: UTF8.self) + "\n"
    } catch {
      throw NTAError(FileError.notEncodable(reason: "\(error)"))
    }
  }

  private static func line(_ name: String, _ value: String, _ interval: String?) -> String {
    name + String(repeating: " ", count: max(20 - name.count, 1)) + value
      + (interval.map { ", 95 % interval \($0)" } ?? "")
  }

  private static func text(_ range: ClosedRange<Double>) -> String {
    NumberText.fixed(range.lowerBound, decimals: 1) + " to "
      + NumberText.fixed(range.upperBound, decimals: 1)
  }
}
