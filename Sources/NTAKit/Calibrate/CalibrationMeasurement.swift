/// Solves for the pixel size at which a bead run has its certified diameter.
///
/// Diffusion coefficients go with the square of the pixel size, diameters with its inverse square.
/// The positions are followed once; the same tracks are sized again with each new pixel size, since
/// localisation error and smoothing do not scale along exactly.
struct CalibrationMeasurement {
  let settings: MeasurementSettings
  let standard: ReferenceStandard
  /// Where sized tracks are kept.
  var scratch = SpillFile()

  private static let rounds = 4
  /// Relative change of the pixel size below which it is found.
  private static let tolerance = 2e-4

  /// Relative standard deviation that the method itself adds to the pixel size, from simulated runs
  /// of known pixel size; see docs/calibration.md.
  ///
  /// Sixty runs without loss rule out more than a thousandth. Compression with loss makes
  /// steps a little shorter: pixels come out half a percent too large.
  static func methodDeviation(isLossy: Bool) -> Double { isLossy ? 0.005 : 0.001 }

  /// What the rounds arrive at.
  struct Solution {
    var before: RunResult
    var after: RunResult
    /// 95 % interval of the pixel size, µm.
    var interval_um: ClosedRange<Double>
  }

  /// Sizes the beads with the nominal pixel size, then until their diameter is the certified one.
  ///
  /// - Returns: `nil` where there are no particles.
  func solve(_ records: [PositionOutcome]) -> Solution? {
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
      let after = measured(records, settings, resamples: RunMeasurement.usualResamples),
      let final = after.size
    else { return nil }
    let pixel = settings.pixelSize_um.value
    let median = BeadPopulation.median_nm(final)
    let interval = final.intervals.mainMedian_nm ?? median...median
    let isLossy = records.contains { $0.record?.compression != nil }
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
    _ records: [PositionOutcome], _ settings: MeasurementSettings, resamples: Int
  ) -> RunResult? {
    var measurement = RunMeasurement(
      settings: settings, keepsTracks: false,
      scratch: scratch.sibling(memory: SpillFile.usualMemory))
    measurement.resamples = resamples
    let result = measurement.measure(
      records.map { PositionObservation($0, settings: settings) }, sample: nil, warnings: [])
    return result.size == nil ? nil : result
  }
}
