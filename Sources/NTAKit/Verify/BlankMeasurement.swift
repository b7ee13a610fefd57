import NTAAnalysis
import NTAVideo

/// The liquid alone, measured.
package struct BlankMeasurement {
  private let input: VerdictInput
  private let name: String

  /// Reads the result of a blank.
  ///
  /// - Parameter folder: a folder written by `analyze`.
  /// - Throws: `NTAError` for files that are missing or damaged.
  package init(_ folder: ResultFolder) throws(NTAError) {
    do throws(VerifyError) {
      input = try VerdictInput(folder)
    } catch {
      throw NTAError(error)
    }
    name = FileTree.parentAndName(of: folder.path).name
  }

  /// Takes the result of a blank that has just been measured.
  ///
  /// - Parameters:
  ///   - result: the result.
  ///   - name: name of its recording.
  package init(_ result: RunResult, name: String) {
    input = VerdictInput(result, name: name)
    self.name = name
  }

  /// States the blank beside a sample, with warnings if it was not measured in the same way.
  ///
  /// - Parameter result: the result of the sample; what was measured of it stays as it is.
  package func add(to result: inout RunResult) {
    let sample = VerdictInput(result, name: result.sample ?? "sample")
    let summary = input.summary
    let limit = summary.concentration.limit95
    var blank = BlankComparison(
      name: name, tracks: summary.tracks.count, validity: summary.validity?.verdict)
    if summary.size.mode_nm == nil {
      blank.measured_per_mL = 0
      blank.interval95_per_mL = limit.map { 0...$0.measured_per_mL }
    } else {
      let dilution = summary.concentration.dilution ?? 1
      blank.measured_per_mL = summary.concentration.measured_per_mL
      blank.interval95_per_mL = ClosedRange(bounds: summary.concentration.interval95_per_mL)?
        .scaled(by: 1 / dilution)
    }
    // Without a concentration there is nothing to subtract, and the blank is stated as it is.
    if blank.validity != .invalid, let subtraction = try? sample.subtracting(input) {
      let dilution = result.settings.dilution.value
      let share = subtraction.blankShare.interval95
      blank.share = subtraction.blankShare.value
      blank.shareInterval95 = max(share.lowerBound, 0)...max(share.upperBound, 0)
      blank.net_per_mL = subtraction.net.value * dilution
      blank.netInterval95_per_mL = subtraction.net.interval95.scaled(by: dilution)
    }
    result.blank = blank
    result.warnings += BlankDifferences.warnings(sample: sample.summary, blank: summary)
  }
}
