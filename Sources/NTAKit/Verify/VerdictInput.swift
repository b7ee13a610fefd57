import NTAAnalysis
import NTAVideo

/// The parts of a result that a verdict needs.
struct VerdictInput {
  /// Path of the folder, or name of a result in memory, for messages.
  let path: String
  let summary: SummaryDocument
  let distribution: SizeDistribution
  /// The resamples of a result in memory; `nil` if they are in the folder.
  private let resamples: [[Double]]?

  /// Reads a result.
  ///
  /// - Throws: ``VerifyError/result(_:)``.
  init(_ folder: ResultFolder) throws(VerifyError) {
    path = folder.path
    resamples = nil
    do throws(FileError) {
      (summary, distribution) = try folder.numbers()
    } catch {
      throw .result(error)
    }
  }

  /// Takes a result in memory.
  init(_ result: RunResult, name: String) {
    path = name
    summary = SummaryDocument(result)
    distribution = result.size?.distribution ?? .empty
    resamples = result.size?.resamples ?? []
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
      throw .binsDiffer(path: blank.path)
    }
    return BlankSubtraction(
      sample, less: diluent, commonError: calibrationError(sharedWith: blank))
  }

  /// Concentrations in each bin.
  private func measured() throws(VerifyError) -> MeasuredBins {
    let resamples = try storedResamples()
    guard let measured = MeasuredBins(summary, distribution, resamples: resamples) else {
      throw .noConcentration(path: path)
    }
    guard measured.total.value == 0 || !resamples.isEmpty else {
      throw .noResamples(path: path)
    }
    return measured
  }

  private func storedResamples() throws(VerifyError) -> [[Double]] {
    if let resamples { return resamples }
    do throws(FileError) {
      return try ResultFolder(path).resamples(on: distribution)
    } catch {
      throw .result(error)
    }
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
