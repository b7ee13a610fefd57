import Foundation
import NTAAnalysis
import NTAVideo

/// The lines above the tables of a ZetaView's size export.
///
/// All lines of software 8.06 are written in its order, so that spreadsheets find them by name or
/// by row; values that a result lacks are empty or `NaN`, as the instrument writes them.
struct ZetaViewExportHeader {
  private let result: RunResult
  private let linear: [ZetaViewSizeTable.Row]

  /// Takes a result, and the table `linear` from which its medians are computed.
  init(_ result: RunResult, linear: [ZetaViewSizeTable.Row]) {
    self.result = result
    self.linear = linear
  }

  /// The lines, without line ends.
  var lines: [String] { sample + measurement + evaluation + camera + optics + results }

  private var settings: MeasurementSettings { result.settings }

  private var sample: [String] {
    [
      "Original File:\t\(Self.oneLine(result.videos.first ?? ""))\tSection:\t[0]", "Operator:\t",
      "Experiment:\t",
      "ZetaView S/N:\t\(Self.oneLine(settings.instrument?.value.serialNumber ?? ""))",
      "Cell S/N:\t",
      "Software:\t\(Software.name) (version \(Software.version))\tAnalyze:\t\(Software.version)",
      "SOP:\t", "Sample:\t\(Self.oneLine(result.sample ?? ""))",
      "Electrolyte:\t\(Self.oneLine(settings.medium.value.uppercased()))", "pH:\tNaN\tentered",
      "Conductivity:\tNaN\tsensed", "TempControl:\t0", "SetTemperature:\tNaN",
      "Temperature:\t\(Self.fixed(settings.temperature_C.value))\tsensed",
      "Viscosity:\t\(Self.fixed(settings.viscosity_mPas.value))", "Date:\t\(result.date ?? "")",
      "Time:\t", "General Remarks:\t", "Remarks:\t", "Sample Info 1:\t", "Sample Info 2:\t",
      "Sample Info 3:",
    ]
  }

  private var measurement: [String] {
    let used = result.positions.filter { $0.removal == nil }
    let perFrame =
      used.reduce(0) { $0 + $1.particlesPerFrame } / Double(max(used.count, 1))
    return [
      "Scattering Intensity:\t" + Self.fixed(Self.mean(used.compactMap(\.meanIntensity))),
      "Detected Particles:\t\(Int(perFrame.rounded()))", "Particle Drift Checked:\t",
      "Particle Drift Check Result:\t", "Cell Checked:\t", "Cell Check Result:\t",
      "Type of Measurement:\tSize Distribution", "Positions:\t\(result.positions.count)",
      "Microscope Position:\tNaN",
      "Number of Traces:\t\(result.tracking.used)\t\tAverage Number of Particles:\t"
        + "\(Self.fixed(perFrame))\tDilution::\t\(Self.fixed(settings.dilution.value))",
      "Concentration Correction Factor:\t1.000000",
    ]
  }

  /// Brightness and area limits belong to the instrument's detection, which is not used here.
  private var evaluation: [String] {
    [
      "Image Evaluation:", "Minimum Brightness:\tNaN", "Minimum Area:\tNaN", "Maximum Area:\tNaN",
      "Maximum Brightness:\tNaN", "Tracking Radius2:\tNaN",
      "Minimum Tracelength:\t\(settings.minimumTrackLength.value)", "Begin New Traces:\tNaN",
      "PSD log Correction:\tNaN", "Multi-Threshold:\tNaN", "MultipleAcquisition:\tNaN",
      "NumberOfExperiments:\t1", "DelayTime:\tNaN",
    ]
  }

  private var camera: [String] {
    let frameRate = Self.fixed(
      settings.frameRate_hz?.value ?? result.displacement?.interval_s.map { 1 / $0 })
    let shutter = settings.exposure_s.value > 0 ? Self.fixed(1 / settings.exposure_s.value) : "NaN"
    let instrument = settings.instrument?.value
    return [
      "Camera:\tFpSec \(frameRate) #Cycles 1 FRate \(frameRate)",
      "Sensitivity:\t\(Self.fixed(instrument?.sensitivity))", "Gain:\tNaN", "Offset:\tNaN",
      "Shutter:\t\(shutter)", "Brightness:\tNaN", "Gamma:\tNaN", "Auto Exposure:\tNaN",
      "Camera Trigger Mode:\t", "Camera Trigger Duration µs:\tShutter Duration",
      "Camera Trigger Delay µs:\tNaN",
      "Laser Wavelength nm:\t\(Self.fixed(instrument?.laserWavelength_nm))",
      "Filter Wavelength nm:\t", "LowBleach:\tNaN", "LowBleachVolume:\tNaN", "DoseSubVolume:\tNaN",
      "SubVolumePump:\tNaN",
    ]
  }

  private var optics: [String] {
    [
      "Position:\tNaN", "actual Microscope:\tNaN", "actual Laser:\tNaN",
      "Position0 Microscope:\tNaN", "Position0 Laser:\tNaN", "Position1 Microscope:\tNaN",
      "Position1 Laser:\tNaN", "Cell Thickness (Microscope Steps):\tNaN",
      "Cell Thickness (Laser Steps):\tNaN", "SL1 (Stationary Layer 1):\tNaN",
      "SL2 (Stationary Layer 2):\tNaN", "Cell parameter:", "Cell#:\t",
      "Micrometer per Pixel:\t\(Self.fixed(settings.pixelSize_um.value))",
      "Reference Electrode Distance:\tNaN", "Voltage:\tNaN", "Polarity:\tNaN",
      "OscillatorFrames:\tNaN", "Reference Voltage:\tNaN", "Microscope Magnification:\t",
      "ZP Factor:\tNaN",
    ]
  }

  private var results: [String] {
    let median = Self.fixed(ZetaViewSizeTable.quantile_nm(0.5, of: linear))
    let volumeMedian = Self.fixed(
      ZetaViewSizeTable.quantile_nm(0.5, of: linear.map(\.weightedByVolume)))
    return [
      "Results:", "Median Number (D50):\t\(median)", "Median Concentration (D50):\t\(median)",
      "Median Volume (D50):\t\(volumeMedian)",
    ]
  }

  private static func fixed(_ value: Double?) -> String {
    value.flatMap(\.finite).map { String(format: "%.6f", $0) } ?? "NaN"
  }

  private static func mean(_ values: [Double]) -> Double {
    values.isEmpty ? .nan : values.reduce(0, +) / Double(values.count)
  }

  /// Tabs and line ends would break the layout.
  private static func oneLine(_ text: String) -> String {
    text.split { $0.isNewline || $0 == "\t" }.joined(separator: " ")
  }
}

extension ZetaViewSizeTable.Row {
  /// The bin with its volume instead of its number.
  fileprivate var weightedByVolume: Self {
    var row = self
    row.number = volume_nm3
    return row
  }
}
