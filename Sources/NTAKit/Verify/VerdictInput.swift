import NTAAnalysis
import NTAVideo

/// The parts of a result folder that a verdict needs.
struct VerdictInput {
  let folder: ResultFolder
  let summary: SummaryDocument
  let distribution: SizeDistribution

  /// Reads a result.
  ///
  /// - Throws: ``VerifyError/result(_:)``.
  init(_ folder: ResultFolder) throws(VerifyError) {
    self.folder = folder
    do throws(FileError) {
      (summary, distribution) = try folder.numbers()
    } catch {
      throw .result(error)
    }
  }

  /// Subtracts a blank; `nil` for a sample without particles, which has no peak in any case.
  ///
  /// - Throws: ``VerifyError`` for a blank that cannot be subtracted.
  func subtracting(_ blank: VerdictInput) throws(VerifyError) -> BlankSubtraction? {
    guard summary.size.mode_nm != nil else { return nil }
    let sample = try measured()
    guard blank.summary.size.mode_nm != nil else {
      return BlankSubtraction(
        sample, less: sample.upperLimit(ofEmpty: blank.summary, sample: summary))
    }
    let diluent = try blank.measured()
    guard diluent.distribution.bins == sample.distribution.bins else {
      throw .binsDiffer(path: blank.folder.path)
    }
    return BlankSubtraction(
      sample, less: diluent, commonError: calibrationError(sharedWith: blank))
  }

  /// Concentrations in each bin.
  private func measured() throws(VerifyError) -> MeasuredBins {
    let resamples: [[Double]]
    do throws(FileError) {
      resamples = try folder.resamples(on: distribution)
    } catch {
      throw .result(error)
    }
    guard let measured = MeasuredBins(summary, distribution, resamples: resamples) else {
      throw .noConcentration(path: folder.path)
    }
    guard measured.total.value == 0 || !resamples.isEmpty else {
      throw .noResamples(path: folder.path)
    }
    return measured
  }

  /// Relative error of the volume shared with another result because of the same calibration.
  private func calibrationError(sharedWith other: VerdictInput) -> Double {
    let calibrated = ConcentrationResult.Method.calibrated.rawValue
    guard summary.concentration.method == calibrated,
      other.summary.concentration.method == calibrated,
      let own = summary.calibration, own == other.summary.calibration
    else { return 0 }
    return own.slab_width_relative_error ?? 0
  }
}
