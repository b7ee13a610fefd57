import Foundation
import NTAAnalysis
import NTAVideo

/// The text header that a ZetaView writes with its video, for a simulated run.
enum SimulatedInstrumentHeader {
  /// The header's text, with a TAB between key and value.
  static func text(_ parameters: SimulationParameters, videoName: String) -> String {
    var lines: [String] = []
    func line(_ key: String, _ value: String) { lines.append("\(key):\t\(value)") }
    line("Original File", videoName)
    line("ZetaView S/N", "00-0000")
    line("Software", "nta simulate")
    line("Sample", parameters.name)
    line("Electrolyte", "WATER")
    line("Temperature", fixed(parameters.temperature_C) + "\tsensed")
    line("Viscosity", fixed(parameters.viscosity_mPas))
    line("Type of Measurement", "Size Distribution")
    line("Positions", "\(parameters.positions)")
    line("Dilution:", fixed(parameters.dilution))
    line(
      "Camera",
      "FpSec \(Int(parameters.fileRate_hz.rounded())) #Cycles 1 "
        + "FRate \(fixed(parameters.fileRate_hz))")
    // The instrument's shutter value is the reciprocal of the exposure time.
    if parameters.exposure_s > 0 { line("Shutter", fixed(1 / parameters.exposure_s)) }
    line("Laser Wavelength nm", "\(parameters.optics.wavelength_nm)")
    line("Cell parameter", "")
    line("Micrometer per Pixel", fixed(parameters.pixelSize_um))
    return lines.joined(separator: "\n") + "\n"
  }

  private static func fixed(_ value: Double) -> String { String(format: "%.6f", value) }
}
