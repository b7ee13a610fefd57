/// What sizing needs to know besides the tracks: scale, time and liquid.
public struct SizingConditions: Sendable, Equatable {
  /// Edge of a pixel in the sample, µm.
  public let pixelSize_um: Double
  /// Time between images, s.
  public let interval_s: Double
  /// Exposure time, s.
  public let exposure_s: Double
  /// Temperature of the liquid, °C.
  public let temperature_C: Double
  /// Dynamic viscosity of the liquid, mPa·s.
  public let viscosity_mPas: Double
  /// Number of points below which a track is not used.
  public let minimumTrackLength: Int

  /// Conditions from their values.
  ///
  /// - Parameters:
  ///   - pixelSize_um: edge of a pixel in the sample, > 0 µm. An error of 1 % is one of 2 % in size.
  ///   - interval_s: time between images, > 0 s.
  ///   - exposure_s: exposure time, in [0, `interval_s`] s.
  ///   - temperature_C: temperature of the liquid, in [0, 100] °C.
  ///   - viscosity_mPas: dynamic viscosity, > 0 mPa·s; nil takes that of water
  ///     (``WaterViscosity``).
  ///   - minimumTrackLength: number of points below which a track is not used, at least 3.
  /// - Throws: ``AnalysisError/outOfRange(name:value:allowed:)``.
  public init(
    pixelSize_um: Double, interval_s: Double, exposure_s: Double = 0, temperature_C: Double,
    viscosity_mPas: Double? = nil, minimumTrackLength: Int = 4
  ) throws(AnalysisError) {
    try AnalysisError.requirePositive(pixelSize_um, "pixelSize_um")
    try AnalysisError.requirePositive(interval_s, "interval_s")
    guard (0...interval_s).contains(exposure_s) else {
      throw .outOfRange(
        name: "exposure_s", value: exposure_s, allowed: "from 0 to the interval of \(interval_s) s")
    }
    guard let water = WaterViscosity.viscosity_mPas(at: temperature_C) else {
      throw .outOfRange(name: "temperature_C", value: temperature_C, allowed: "from 0 to 100 °C")
    }
    try AnalysisError.requirePositive(viscosity_mPas ?? water, "viscosity_mPas")
    guard minimumTrackLength >= 3 else {
      throw .outOfRange(
        name: "minimumTrackLength", value: Double(minimumTrackLength), allowed: "at least 3")
    }
    self.pixelSize_um = pixelSize_um
    self.interval_s = interval_s
    self.exposure_s = exposure_s
    self.temperature_C = temperature_C
    self.viscosity_mPas = viscosity_mPas ?? water
    self.minimumTrackLength = minimumTrackLength
  }

  /// The relation of size and diffusion in the liquid.
  var liquid: StokesEinstein {
    StokesEinstein(temperature_C: temperature_C, viscosity_mPas: viscosity_mPas)
  }
}
