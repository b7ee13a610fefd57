import NTAAnalysis
import NTAVideo

/// A sample beside its blank, the liquid alone.
///
/// The sizes and the concentration of the sample stay as measured. What remains of the concentration
/// without the blank is stated beside it, with an interval that holds the uncertainty of both.
public struct BlankComparison: Sendable, Equatable {
  /// Name of the blank's file or folder.
  public var name: String
  /// Number of tracks in the blank.
  public var tracks: Int
  /// Concentration of the blank in the measured cell, particles/mL: 0 without a population of
  /// particles, `nil` if the depth is unknown.
  public var measured_per_mL: Double?
  /// Its 95 % interval; for a blank without particles from 0 to the limit of `ConcentrationLimit`.
  public var interval95_per_mL: ClosedRange<Double>?
  /// Validity of the blank's result.
  public var validity: Validity.Verdict?
  /// Concentration of the blank divided by that of the sample, both in the measured cell.
  public var share: Double?
  /// Its 95 % interval.
  public var shareInterval95: ClosedRange<Double>?
  /// Concentration in the sample before dilution without the blank, particles/mL; `nil` if either
  /// concentration is unknown, or if the blank's result is invalid.
  public var net_per_mL: Double?
  /// Its 95 % interval.
  public var netInterval95_per_mL: ClosedRange<Double>?
}
