import NTAAnalysis
import NTAVideo

extension SummaryDocument {
  /// The first concentration, diameter or dilution that no result holds, with its key.
  ///
  /// Negative and absurd ones are meant; the ends of intervals are not looked at.
  var impossibleNumber: (key: String, value: Double)? {
    var numbers: [(key: String, value: Double?)] = [
      ("measured_per_mL", concentration.measured_per_mL),
      ("sample_per_mL", concentration.sample_per_mL), ("dilution", concentration.dilution),
      ("depth_um", concentration.depth_um), ("mode_nm", size.mode_nm), ("mean_nm", size.mean_nm),
      ("sd_nm", size.sd_nm), ("d10_nm", size.d10_nm), ("d50_nm", size.d50_nm),
      ("d90_nm", size.d90_nm),
    ]
    for peak in size.peaks {
      numbers.append(("diameter_nm", peak.diameter_nm))
      numbers.append(("concentration_per_mL", peak.concentration_per_mL))
    }
    numbers += positions.map { ("concentration_per_mL", $0.concentration_per_mL) }
    for (key, value) in numbers {
      guard let value, !(0...ResultFolder.largestNumber).contains(value) else { continue }
      return (key, value)
    }
    return nil
  }
}
