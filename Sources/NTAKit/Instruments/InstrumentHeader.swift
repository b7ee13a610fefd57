import Foundation
import NTAAnalysis
import NTAVideo

/// What the software of an instrument writes about a recording in a file beside its videos: a ZetaView's
/// `.txt`, or a NanoSight's `.nano`.
///
/// Values are as the instrument gives them; those it left out, or wrote as `NaN`, are `nil`.
public struct InstrumentHeader: Sendable, Equatable {
  /// A value of a setting that stands in the header and is not a single number.
  public struct UnreadableValue: Sendable, Equatable {
    /// Key of the setting, such as `dilution`.
    public var setting: String
    /// Key in the header.
    public var key: String
    /// What stands there.
    public var text: String
  }

  /// Path of the file.
  public var path: String
  /// Name of the profile that holds for any instrument with such a header.
  public var profile: String
  /// Name of the sample.
  public var sample: String?
  /// Serial number of the instrument.
  public var serialNumber: String?
  /// Day of the measurement, `yyyy-mm-dd`.
  public var date: String?
  /// Name of the liquid, as the operator wrote it.
  public var electrolyte: String?
  /// Measured temperature of the liquid.
  public var temperature_C: Double?
  /// Viscosity that the instrument assumes; see ``statesEstimatedViscosity``.
  public var viscosity_mPas: Double?
  /// True when the viscosity is a ZetaView's linear estimate, not the operator's value.
  ///
  /// See `ViscosityModel.zetaview`.
  public var statesEstimatedViscosity = false
  /// True when the header says that the viscosity is that of water, whatever the liquid.
  public var statesViscosityOfWater = false
  /// Dilution factor of the sample.
  public var dilution: Double?
  /// Number of positions in one video; older software of the ZetaView leaves it out.
  public var positions: Int?
  /// Number of times each position was measured.
  public var cycles: Int?
  /// Pixel size in the sample plane.
  public var pixelSize_um: Double?
  /// Frames per second.
  public var frameRate_hz: Double?
  /// Exposure time of one frame.
  public var exposure_s: Double?
  /// Camera sensitivity in the instrument's units: a ZetaView's sensitivity, a NanoSight's camera level.
  public var sensitivity: Double?
  /// Wavelength of the laser.
  public var laserWavelength_nm: Double?
  /// Values of settings that are there and not single numbers, such as a dilution of `NaN`.
  public var unreadable: [UnreadableValue] = []

  /// A header that states nothing.
  init(path: String, profile: String) {
    self.path = path
    self.profile = profile
  }

  /// Name of its file, without folders, for warnings.
  var fileName: String { (path as NSString).lastPathComponent }
}

extension InstrumentHeader {
  /// What the header of a ZetaView states.
  public init(_ header: ZetaViewHeader) {
    self.init(path: header.path, profile: "zetaview")
    sample = header.sample
    serialNumber = header.serialNumber
    date = header.date
    electrolyte = header.electrolyte
    temperature_C = header.temperature_C
    viscosity_mPas = header.viscosity_mPas
    statesEstimatedViscosity = header.statesEstimatedViscosity
    dilution = header.dilution
    positions = header.positions
    cycles = header.cycles
    pixelSize_um = header.pixelSize_um
    frameRate_hz = header.frameRate_hz
    exposure_s = header.exposure_s
    sensitivity = header.sensitivity
    laserWavelength_nm = header.laserWavelength_nm
    unreadable = header.unreadable
  }
}
