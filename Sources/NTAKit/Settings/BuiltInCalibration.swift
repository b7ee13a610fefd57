import NTAAnalysis
import NTAVideo

/// The files of the `calibration` folder that are built into the program.
///
/// `PackageResources` is generated from the files at every build, through the links `Instruments` and
/// `Standards` beside this file. A new file needs a line here; a test checks that none is missing.
enum BuiltInCalibration {
  /// Instrument profiles by name.
  static let instruments: [String: [UInt8]] = [
    "nanosight": PackageResources.nanosight_yaml,
    "nanosight-ns300": PackageResources.nanosight_ns300_yaml,
    "zetaview": PackageResources.zetaview_yaml,
    "zetaview-pmx110": PackageResources.zetaview_pmx110_yaml,
  ]

  /// Reference standards by name.
  static let standards: [String: [UInt8]] = [
    "ps-60": PackageResources.ps_60_yaml,
    "ps-100": PackageResources.ps_100_yaml,
    "ps-110": PackageResources.ps_110_yaml,
    "ps-200": PackageResources.ps_200_yaml,
    "ps-400": PackageResources.ps_400_yaml,
  ]
}
