import NTAAnalysis
import NTAVideo

/// One result in a comparison, from any supported program.
///
/// Values are those of the program itself; missing ones are `nil`. Diameters are in nm and
/// number-weighted; every interval contains its value.
package struct ComparedResult: Sendable, Equatable {
  /// The program that produced a result.
  package enum Origin: String, Sendable { case nta, zetaView = "ZetaView", nanoSight = "NanoSight" }
  /// Name of the file or folder, without its parents.
  package var name: String
  /// The program that produced the result.
  package var origin: Origin
  /// Name of the sample.
  package var sample: String?
  /// The number-weighted distribution; `nil` if the file has none.
  package var distribution: SizeDistribution?
  /// Mode: the diameter of highest density.
  package var mode_nm: Double?
  /// Mean diameter.
  package var mean_nm: Double?
  /// Standard deviation of the diameter.
  package var sd_nm: Double?
  /// Diameter below which a tenth of the particles lie.
  package var d10_nm: Double?
  /// Median: diameter below which half of the particles lie.
  package var d50_nm: Double?
  /// Diameter below which nine tenths of the particles lie.
  package var d90_nm: Double?
  /// Detection limit, if known: below this diameter particles are too faint to be detected, and the
  /// distribution is extrapolated.
  package var detectionLimit_nm: Double?
  /// 95 % confidence interval of the mode, if known.
  package var modeInterval95_nm: ClosedRange<Double>?
  /// 95 % confidence interval of the median, if known.
  package var d50Interval95_nm: ClosedRange<Double>?
  /// Particles per mL of the sample before dilution.
  package var concentration_per_mL: Double?
  /// 95 % confidence interval of the concentration, if known.
  package var concentrationInterval95_per_mL: ClosedRange<Double>?
  /// Dilution factor of the sample, > 0; `nil` if not recorded.
  package var dilution: Double?
  /// Number of tracks that were sized; 0 for an aborted run.
  package var tracks: Int?

  /// Validity of one of nta's own results; `nil` for other programs and earlier versions.
  package var validity: Validity.Verdict?

  /// The name, with a mark if the result is not valid.
  var markedName: String {
    guard let validity, validity != .valid else { return name }
    return "\(name) (\(validity.rawValue))"
  }

  /// True if all but the name equals another result that has sizes.
  func isCopy(of other: ComparedResult) -> Bool {
    var renamed = self
    renamed.name = other.name
    return d50_nm != nil && renamed == other
  }

  init(name: String, origin: Origin) {
    self.name = name
    self.origin = origin
  }
}
