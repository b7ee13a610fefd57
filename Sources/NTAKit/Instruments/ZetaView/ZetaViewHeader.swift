import Foundation
import NTAAnalysis
import NTAVideo

/// The header of a ZetaView size measurement, from the `.txt` beside its video.
///
/// Values are as the instrument gives them; those it left out, or wrote as `NaN`, are `nil`.
public struct ZetaViewHeader: Sendable, Equatable {
  /// Path of the file.
  public var path: String
  /// The video as the instrument named it, with its Windows path.
  public var originalFile: String?
  /// Name of the sample.
  public var sample: String?
  /// Name of the experiment.
  public var experiment: String?
  /// Name of the operating procedure.
  public var procedure: String?
  /// Serial number of the instrument.
  public var serialNumber: String?
  /// Version of the software that recorded it.
  public var softwareVersion: String?
  /// Day of the measurement, `yyyy-mm-dd`.
  public var date: String?
  /// Time of the measurement, `hh:mm:ss`.
  public var time: String?
  /// Name of the liquid, as the operator wrote it.
  public var electrolyte: String?
  /// Measured temperature of the liquid.
  public var temperature_C: Double?
  /// Viscosity that the instrument assumes; see ``statesEstimatedViscosity``.
  public var viscosity_mPas: Double?
  /// Dilution factor of the sample.
  public var dilution: Double?
  /// Number of positions in the video; older software leaves it out.
  public var positions: Int?
  /// Number of times each position was measured.
  public var cycles: Int?
  /// Pixel size in the sample plane.
  public var pixelSize_um: Double?
  /// Frames per second.
  public var frameRate_hz: Double?
  /// Exposure time of one frame.
  public var exposure_s: Double?
  /// Camera sensitivity, in the instrument's units.
  public var sensitivity: Double?
  /// Wavelength of the laser.
  public var laserWavelength_nm: Double?
  /// The instrument's lower limit of brightness, in grey levels.
  public var minimumBrightness: Int?
  /// The instrument's upper limit of brightness, in grey levels.
  public var maximumBrightness: Int?
  /// The instrument's smallest spot area, in px.
  public var minimumArea_px: Int?
  /// The instrument's largest spot area, in px.
  public var maximumArea_px: Int?
  /// The instrument's shortest track, in frames.
  public var minimumTrackLength: Int?
  /// Number of tracks the instrument found.
  public var traces: Int?
  /// Mean number of particles per frame that the instrument found.
  public var particlesPerFrame: Double?

  /// Values of settings that are there and no numbers, such as a dilution of `NaN`.
  public var unreadable: [InstrumentHeader.UnreadableValue] = []

  /// Reads a header; throws if the file is not one, or is of a zeta-potential profile.
  public init(path: String) throws(InstrumentFileError) {
    try self.init(ZetaViewText(path: path))
  }

  /// Reads the text of a header; `path` is for messages.
  public init(parsing text: String, path: String) throws(InstrumentFileError) {
    try self.init(ZetaViewText(text, path: path))
  }

  init(_ text: ZetaViewText) throws(InstrumentFileError) {
    guard text.isZetaView else {
      throw .malformedHeader(path: text.path, problem: "the line \"ZetaView S/N:\" is missing")
    }
    let type = text.text("Type of Measurement") ?? "Size Distribution"
    guard type == "Size Distribution" else {
      throw .notASizeMeasurement(path: text.path, type: type)
    }
    path = text.path
    originalFile = text.text("Original File")
    sample = text.text("Sample")
    experiment = text.text("Experiment")
    procedure = text.text("SOP")
    serialNumber = text.text("ZetaView S/N")
    softwareVersion = text.text("Software").map(Self.version)
    date = text.text("Date")
    time = text.text("Time")
    electrolyte = text.text("Electrolyte")
    temperature_C = text.number("Temperature")
    viscosity_mPas = text.number("Viscosity")
    dilution = text.number("Dilution")
    positions = text.integer("Positions")
    let camera = text.text("Camera") ?? ""
    cycles = Self.number(after: "#Cycles", in: camera).flatMap { Int(exactly: $0) }
    pixelSize_um = text.number("Micrometer per Pixel")
    frameRate_hz = Self.number(after: "FRate", in: camera)
    exposure_s = Self.exposure_s(text)
    sensitivity = text.number("Sensitivity")
    laserWavelength_nm = text.number("Laser Wavelength nm")
    minimumBrightness = text.integer("Minimum Brightness")
    maximumBrightness = text.integer("Maximum Brightness")
    minimumArea_px = text.integer("Minimum Area")
    maximumArea_px = text.integer("Maximum Area")
    minimumTrackLength = text.integer("Minimum Tracelength")
    traces = text.integer("Number of Traces")
    particlesPerFrame = text.number("Average Number of Particles")
    let numbers: [(setting: String, key: String, value: Double?, text: String?)] = [
      ("temperature_C", "Temperature", temperature_C, text.text("Temperature")),
      ("viscosity_mPas", "Viscosity", viscosity_mPas, text.text("Viscosity")),
      ("dilution", "Dilution", dilution, text.text("Dilution")),
      ("pixel_size_um", "Micrometer per Pixel", pixelSize_um, text.text("Micrometer per Pixel")),
      ("exposure_s", "Shutter", exposure_s, text.text("Shutter")),
      ("frame_rate_hz", "FRate", frameRate_hz, Self.word(after: "FRate", in: camera)),
    ]
    unreadable = numbers.compactMap { number in
      guard number.value == nil, let text = number.text else { return nil }
      return InstrumentHeader.UnreadableValue(setting: number.setting, key: number.key, text: text)
    }
  }

  /// True when the viscosity is the instrument's linear estimate, not the operator's value.
  ///
  /// See `ViscosityModel.zetaview`.
  public var statesEstimatedViscosity: Bool {
    guard let viscosity_mPas, let temperature_C else { return false }
    return abs(viscosity_mPas - ViscosityModel.zetaView_mPas(at: temperature_C))
      <= ViscosityModel.zetaViewTolerance_mPas
  }

  /// A numeric trigger duration in µs takes precedence over the shutter, which is in 1/s.
  private static func exposure_s(_ text: ZetaViewText) -> Double? {
    if let duration_us = text.number(keyStartingWith: "Camera Trigger Duration"), duration_us > 0 {
      return duration_us / 1e6
    }
    guard let shutter_per_s = text.number("Shutter"), shutter_per_s > 0 else { return nil }
    return 1 / shutter_per_s
  }

  /// `ZetaView (version 8.06.01 SP1)` gives `8.06.01 SP1`.
  private static func version(_ software: String) -> String {
    software.firstMatch(of: /version ([^)]+)/).map { String($0.1) } ?? software
  }

  private static func number(after name: String, in line: String) -> Double? {
    word(after: name, in: line).flatMap { ZetaViewText.number($0) }
  }

  private static func word(after name: String, in line: String) -> String? {
    let words = line.split(separator: " ")
    guard let index = words.firstIndex(of: name[...]), index + 1 < words.count else { return nil }
    return String(words[index + 1])
  }
}
