import NTAAnalysis
import NTAVideo

/// The verdict as JSON; the property names are the keys.
struct VerdictDocument: Encodable {
  var schema = "nta.verdict/1"
  var expected_nm: Double
  var within_percent: Double
  var limits_nm: [Double]
  @OrNull var peak_nm: Double?
  @OrNull var interval95_nm: [Double]?
  @OrNull var number_fraction: Double?
  @OrNull var fraction_30_to_150_nm: Double?
  @OrNull var fraction_30_to_150_nm_interval95: [Double]?
  @OrNull var concentration_per_mL: Double?
  @OrNull var concentration_interval95_per_mL: [Double]?
  @OrNull var blank_share: Double?
  @OrNull var blank_share_interval95: [Double]?
  @OrNull var exceeds_blank: Bool?
  @OrNull var peak_concentration_per_mL: Double?
  @OrNull var peak_concentration_interval95_per_mL: [Double]?
  @OrNull var dose: Volume?
  var validity: Validity.Verdict?
  var verdict: PeakVerdict.Answer
  var sentence: String
  var warnings: [WarningText]

  struct Volume: Codable, Sendable, Equatable {
    var particles: Double
    @OrNull var volume_uL: Double?
    @OrNull var interval95_uL: [Double?]?
  }

  init(_ verdict: PeakVerdict, dose: Double?) {
    expected_nm = verdict.expected_nm
    within_percent = verdict.within_percent
    limits_nm = verdict.limits_nm.bounds
    validity = verdict.validity
    self.verdict = verdict.answer
    sentence = verdict.sentence
    warnings = verdict.warnings.map { $0.text() }
    _peak_nm = OrNull(wrappedValue: verdict.peak_nm)
    _interval95_nm = OrNull(wrappedValue: verdict.interval95_nm?.bounds)
    _number_fraction = OrNull(wrappedValue: verdict.numberFraction)
    _fraction_30_to_150_nm = OrNull(wrappedValue: verdict.fraction30To150)
    _fraction_30_to_150_nm_interval95 = OrNull(
      wrappedValue: verdict.fraction30To150Interval95?.bounds)
    _concentration_per_mL = OrNull(wrappedValue: verdict.concentration_per_mL)
    _concentration_interval95_per_mL = OrNull(
      wrappedValue: verdict.concentrationInterval95_per_mL?.bounds)
    _blank_share = OrNull(wrappedValue: verdict.blankShare)
    _blank_share_interval95 = OrNull(wrappedValue: verdict.blankShareInterval95?.bounds)
    _exceeds_blank = OrNull(wrappedValue: verdict.exceedsBlank)
    _peak_concentration_per_mL = OrNull(wrappedValue: verdict.peakConcentration_per_mL)
    _peak_concentration_interval95_per_mL = OrNull(
      wrappedValue: verdict.peakConcentrationInterval95_per_mL?.bounds)
    _dose = OrNull(
      wrappedValue: dose.map { particles in
        let volume = verdict.dose(of: particles)
        return Volume(
          particles: particles, volume_uL: volume?.volume_uL,
          interval95_uL: volume.map { [$0.interval95_uL.lower, $0.interval95_uL.upper] })
      })
  }
}
