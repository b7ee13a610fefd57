import NTAAnalysis
import NTAVideo

extension VerdictDocument {
  /// The keys of the verdict; `[]` is each entry of a list.
  static let fields = [
    ResultField("schema", "", "name and version of the layout"),
    ResultField("expected_nm", "nm", "expected diameter"),
    ResultField("within_percent", "%", "tolerance"),
    ResultField("limits_nm", "nm", "limits within which the peak has to lie"),
    ResultField("peak_nm", "nm", "diameter of the nearest peak"),
    ResultField("interval95_nm", "nm", "its 95 % interval"),
    ResultField(
      "number_fraction", "",
      "fraction of the particles in the peak, from valley to valley"),
    ResultField("fraction_30_to_150_nm", "", "fraction of the particles from 30 to 150 nm"),
    ResultField("fraction_30_to_150_nm_interval95", "", "its 95 % interval"),
    ResultField(
      "concentration_per_mL", "1/mL",
      "particles per mL of the undiluted sample, without those of a blank"),
    ResultField("concentration_interval95_per_mL", "1/mL", "its 95 % interval"),
    ResultField(
      "blank_share", "",
      "concentration of the blank divided by that of the sample, both as measured"),
    ResultField("blank_share_interval95", "", "its 95 % interval"),
    ResultField("exceeds_blank", "", "whether the peak has more particles than the blank explains"),
    ResultField(
      "peak_concentration_per_mL", "1/mL",
      "particles of the peak, from valley to valley, per mL of the undiluted sample without "
        + "the blank"),
    ResultField("peak_concentration_interval95_per_mL", "1/mL", "its 95 % interval"),
    ResultField("dose.particles", "", "number of particles in a dose"),
    ResultField("dose.volume_uL", "µL", "volume of undiluted sample that holds them"),
    ResultField("dose.interval95_uL", "µL", "its 95 % interval"),
    ResultField("validity", "", "verdict on the result, or on that of the blank if it is worse"),
    ResultField("verdict", "", "yes, no or not established"),
    ResultField("sentence", "", "the verdict as a sentence"),
    ResultField("warnings[].code", "", "code of a warning"),
    ResultField("warnings[].message", "", "its sentence"),
  ]
}
