import NTAAnalysis
import NTAVideo

/// Solves for the pixel size at which a bead run has its certified diameter.
///
/// Diffusion coefficients are proportional to the square of the pixel size, diameters to its
/// inverse square. Positions are tracked once; the same tracks are sized again with each new pixel
/// size, because localization error and smoothing do not scale exactly.
struct CalibrationMeasurement {
  let settings: MeasurementSettings
  let standard: ReferenceStandard
  /// What is known of the settings beforehand.
  var stated: [RunWarning] = []
  /// Spill storage for sized tracks.
  var store = SpillFile()

  private static let rounds = 4
  /// Relative change of the pixel size below which the iteration has converged.
  private static let tolerance = 2e-4

  /// Relative standard deviation that the method adds to the pixel size, from simulated runs of
  /// known pixel size; see docs/calibration.md.
  ///
  /// Sixty lossless runs exclude a bias of more than 0.001. Lossy compression makes displacements
  /// slightly shorter, so that pixel sizes come out 0.5 % too large.
  static func methodDeviation(isLossy: Bool) -> Double { isLossy ? 0.005 : 0.001 }

  /// The result of the iteration.
  struct Solution {
    var before: RunResult
    var after: RunResult
    /// 95 % interval of the pixel size, µm.
    var interval_um: ClosedRange<Double>
  }

  /// Sizes the beads with the nominal pixel size, then iterates until their diameter is the
  /// certified one.
  ///
  /// - Returns: `nil` if there are no particles.
  func solve(_ records: [PositionAnalysis]) -> Solution? {
    var settings = settings
    guard let before = measured(records, settings, resamples: 1), var size = before.size else {
      return nil
    }
    for _ in 0..<Self.rounds {
      let factor = (BeadPopulation.median_nm(size) / standard.diameter_nm).squareRoot()
      settings.pixelSize_um.value *= factor
      if abs(factor - 1) < Self.tolerance { break }
      guard let next = measured(records, settings, resamples: 1)?.size else { return nil }
      size = next
    }
    guard
      let after = measured(records, settings, resamples: Pipeline.defaultResamples),
      let final = after.size
    else { return nil }
    let pixel = settings.pixelSize_um.value
    let median = BeadPopulation.median_nm(final)
    let interval = final.intervals.mainMedian_nm ?? median...median
    let isLossy = records.contains { $0.imaging?.compression != nil }
    let method = 1.96 * Self.methodDeviation(isLossy: isLossy)
    func half(_ end: Double) -> Double {
      let own = (end / median).squareRoot() - 1
      return pixel * (own * own + method * method).squareRoot()
    }
    return Solution(
      before: before, after: after,
      interval_um: pixel - half(min(interval.lowerBound, median))...pixel
        + half(max(interval.upperBound, median)))
  }

  private func measured(
    _ records: [PositionAnalysis], _ settings: MeasurementSettings, resamples: Int
  ) -> RunResult? {
    var pipeline = Pipeline(
      ResolvedSettings(settings: settings, sample: nil, instrument: nil, warnings: stated))
    pipeline.resamples = resamples
    let result = pipeline.measure(
      records, in: store.sibling(memory: SpillFile.defaultMemory))
    return result.size == nil ? nil : result
  }
}
