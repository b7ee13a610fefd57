import NTAAnalysis
import NTAVideo

extension PeakVerdict {
  /// The verdict in one sentence.
  package var sentence: String {
    let criterion =
      "within \(NumberText.significant(within_percent)) % of "
      + "\(NumberText.significant(expected_nm)) nm"
    switch answer {
    case .yes:
      return "yes: there is a peak \(criterion)"
        + (validity == .doubtful ? "; the result is doubtful: see its validity checks" : "")
    case .no: return "no: " + (peak_nm.map { nearest($0, criterion) } ?? noParticles(criterion))
    case .notEstablished: return "not established: " + uncertainty
    }
  }

  private func nearest(_ peak_nm: Double, _ criterion: String) -> String {
    "there is no peak \(criterion); the nearest peak is at \(NumberText.significant(peak_nm)) nm"
      + (exceedsBlank == false ? ", and the blank may explain it" : "")
  }

  private func noParticles(_ criterion: String) -> String {
    exceedsBlank == nil
      ? "there are no particles, so no peak \(criterion)"
      : "the blank has as many particles as the sample, so there is no peak \(criterion)"
  }

  /// The reason why the answer is not established.
  private var uncertainty: String {
    if validity == .invalid {
      return "the result is invalid: its data do not fit the model; see its validity checks"
    }
    return blankMayExplain
      ? "the blank may explain the peak; measure sample and blank longer"
      : "the 95 % interval of the peak extends beyond a limit; record more particles"
  }

  /// The verdict for readers, one line each for peak, limits, fractions, concentration and dose.
  ///
  /// - Parameter dose: number of particles in a dose, if one is requested.
  /// - Returns: lines of at most 80 characters.
  package func text(dose: Double? = nil) -> String {
    let lines =
      [
        Self.line(
          "peak", peak_nm.map { NumberText.fixed($0, decimals: 1) + " nm" } ?? "none",
          interval95_nm.map { Self.text($0) + " nm" }),
        Self.line("limits", Self.text(limits_nm) + " nm"),
      ] + fractionLines + concentrationLines + (dose.map { [doseLine($0)] } ?? []) + [sentence]
    return lines.map { $0 + "\n" }.joined()
  }

  private var fractionLines: [String] {
    func percent(_ fraction: Double) -> String { NumberText.fixed(100 * fraction, decimals: 1) }
    func line(_ name: String, _ fraction: Double?, _ interval: ClosedRange<Double>?) -> String? {
      fraction.map {
        Self.line(
          name, percent($0) + " %",
          interval.map { "\(percent($0.lowerBound)) to \(percent($0.upperBound)) %" })
      }
    }
    return [
      line("fraction in peak", numberFraction, nil),
      line("fraction 30-150 nm", fraction30To150, fraction30To150Interval95),
      line("blank / sample", blankShare, blankShareInterval95),
    ].compactMap(\.self)
  }

  private var concentrationLines: [String] {
    func line(_ name: String, _ value: Double?, _ interval: ClosedRange<Double>?) -> String? {
      value.map {
        Self.line(
          name, NumberText.scientific($0) + " /mL",
          interval.map {
            "\(NumberText.scientific($0.lowerBound)) to \(NumberText.scientific($0.upperBound)) /mL"
          })
      }
    }
    return [
      line("peak, less blank", peakConcentration_per_mL, peakConcentrationInterval95_per_mL),
      line("concentration", concentration_per_mL, concentrationInterval95_per_mL),
    ].compactMap(\.self)
  }

  private func doseLine(_ particles: Double) -> String {
    let dose = dose(of: particles)
    return Self.line(
      "dose of \(NumberText.scientific(particles))",
      dose.map { NumberText.significant($0.volume_uL) + " µL" }
        ?? "not established: the concentration is unknown or not above zero",
      dose.map { dose in
        NumberText.significant(dose.interval95_uL.lower)
          + (dose.interval95_uL.upper.map { " to \(NumberText.significant($0)) µL" }
            ?? " µL or more")
      })
  }

  /// The verdict for readers, without a dose.
  package var text: String { text() }

  /// The verdict for programs: one JSON object with sorted keys.
  ///
  /// - Parameter dose: number of particles in a dose, if one is requested.
  /// - Returns: the text of the object.
  /// - Throws: `NTAError` of category `internalFault` for a value that JSON cannot represent.
  package func json(dose: Double? = nil) throws(NTAError) -> String {
    do throws(FileError) {
      return try JSONText.indented(VerdictDocument(self, dose: dose))
    } catch {
      throw NTAError(error)
    }
  }

  private static let layout = ColumnLayout([.left(20)])

  private static func line(_ name: String, _ value: String, _ interval: String? = nil) -> String {
    layout.line([name, value + (interval.map { ", 95 % interval \($0)" } ?? "")])
  }

  private static func text(_ range: ClosedRange<Double>) -> String {
    NumberText.fixed(range.lowerBound, decimals: 1) + " to "
      + NumberText.fixed(range.upperBound, decimals: 1)
  }
}
