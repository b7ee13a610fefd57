import NTAAnalysis
import NTAVideo

/// What is known of the instrument a run was recorded with, for reports; no number depends on it.
public struct RecordedInstrument: Sendable, Equatable {
  /// Name of its profile, or the path the profile was read from.
  public var name: String
  /// Maker and model.
  public var model: String
  /// Serial number, if the instrument's header states one.
  public var serialNumber: String?
  /// Wavelength of the laser in nm, if the header states it.
  public var laserWavelength_nm: Double?
  /// Camera sensitivity as the instrument counts it, if the header states it.
  public var sensitivity: Double?

  /// The instrument of a profile, with what a header beside the videos adds.
  init(_ profile: InstrumentProfile, header: ZetaViewHeader?) {
    name = profile.name
    model = profile.model
    serialNumber = header?.serialNumber
    laserWavelength_nm = header?.laserWavelength_nm
    sensitivity = header?.sensitivity
  }
}
