import NTAAnalysis
import NTAVideo

/// The instrument with which a run was recorded, for reports; no result depends on it.
public struct RecordedInstrument: Sendable, Equatable {
  /// Name or path of the instrument's profile.
  public var name: String
  /// Manufacturer and model.
  public var model: String
  /// Serial number, if the instrument's header states one.
  public var serialNumber: String?
  /// Wavelength of the laser in nm, if the header states it.
  public var laserWavelength_nm: Double?
  /// Camera sensitivity in the instrument's units, if the header states it.
  public var sensitivity: Double?

  /// The instrument of a profile, with the details in a header beside the videos.
  init(_ profile: InstrumentProfile, header: InstrumentHeader?) {
    name = profile.name
    model = profile.model
    serialNumber = header?.serialNumber
    laserWavelength_nm = header?.laserWavelength_nm
    sensitivity = header?.sensitivity
  }
}
