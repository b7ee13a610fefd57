import NTAAnalysis
import NTAVideo

/// The settings file of a simulated run with one video per position.
enum SimulatedRunFile {
  /// The content of `run.yaml`.
  static func yaml(_ parameters: SimulationParameters) -> String {
    // The rate of a converted recording is what its file says, right or wrong.
    let isConverted = parameters.fileRate_hz != parameters.frameRate_hz
    let rate = isConverted ? [] : ["frame_rate_hz: \(parameters.frameRate_hz)"]
    let others = [
      "exposure_s: \(parameters.exposure_s)",
      "temperature_C: \(parameters.temperature_C)",
      "viscosity_mPas: \(parameters.viscosity_mPas)",
      "dilution: \(parameters.dilution)",
    ]
    let first = [
      "sample: \(quoted(parameters.name))", "pixel_size_um: \(parameters.pixelSize_um)",
    ]
    return (first + rate + others).joined(separator: "\n") + "\n"
  }

  /// A YAML string in double quotes, with special characters escaped.
  private static func quoted(_ text: String) -> String {
    let escaped =
      text
      .replacing("\\", with: "\\\\")
      .replacing("\"", with: "\\\"")
      .replacing("\n", with: "\\n")
    return "\"\(escaped)\""
  }
}
