import NTAAnalysis
import NTAVideo

/// The items that MISEV2023 and ISO 19430 require in a report of particle tracking.
///
/// Items that the program does not know are marked for the user to add.
enum ReportingItems {
  /// Text of an item that only the user knows, with the keys under which `run.yaml` states it.
  private static func toBeAdded(_ definitions: SettingDefinition...) -> String {
    "to be added (\(definitions.map(\.key).joined(separator: ", ")) in run.yaml)"
  }

  /// The items in the order of the report, each with what is known about it.
  static func all(_ summary: SummaryDocument) -> [(item: String, text: String)] {
    recording(summary) + analysis(summary) + result(summary)
  }

  private static func recording(_ summary: SummaryDocument) -> [(item: String, text: String)] {
    func number(_ name: String) -> Double? { MethodsText.number(summary, name) }
    let dilution = summary.concentration.dilution.map { NumberText.plain($0) } ?? "?"
    // An exposure of 0 s is a statement, as that of a pulsed laser; one that is not stated counts as 0.
    let isStated =
      summary.settings["exposure_s"]??.source != SettingSource.programDefault.rawValue
    let exposure = number("exposure_s").flatMap { isStated ? $0 : nil }.map {
      "\(NumberText.significant(1000 * $0)) ms"
    }
    return [
      ("Instrument", instrument(summary)),
      ("Laser wavelength, camera level and gain", camera(summary)),
      ("Sample, its source and preparation", sample(summary)),
      ("Date, operator", recorded(summary)),
      (
        "Liquid and dilution",
        "\(MethodsText.text(summary, "medium") ?? toBeAdded(SettingDefinition[\.medium])), 1:\(dilution)"
      ),
      (
        "Temperature, viscosity",
        "\(NumberText.significant(number("temperature_C"))) °C, "
          + "\(NumberText.significant(number("viscosity_mPas"))) mPa·s"
      ),
      (
        "Frame rate, exposure",
        "\(NumberText.significant(MethodsText.frameRate_hz(summary))) Hz, "
          + (exposure ?? toBeAdded(SettingDefinition[\.exposure_s]))
      ),
      (
        "Positions and frames",
        "\(summary.positions.count) × \(MethodsText.frames(summary)); left out: "
          + removed(summary.positions)
      ),
    ]
  }

  private static func analysis(_ summary: SummaryDocument) -> [(item: String, text: String)] {
    let shortest = MethodsText.number(summary, "min_track_length").map { NumberText.plain($0) }
    return [
      ("Particles per frame", perFrame(summary)),
      ("Tracks used, median length", tracks(summary)),
      (
        "Detection",
        summary.input.videos.isEmpty
          ? "by other software" : "threshold derived from the noise of the recording"
      ),
      ("Minimum track length", (shortest ?? NumberText.missing) + " frames"),
      (
        "Detection limit",
        summary.size.detection_limit_nm.map { "about \(NumberText.significant($0)) nm" }
          ?? "cannot be determined from this recording"
      ),
    ]
  }

  private static func result(_ summary: SummaryDocument) -> [(item: String, text: String)] {
    [
      (
        "Calibration",
        summary.calibration.map {
          ($0.standard ?? $0.file) + ($0.passed == false ? ", criteria not met" : "")
        } ?? "none; pixel size as given"
      ),
      (
        "Distribution",
        "number-weighted, hydrodynamic diameter, 95 % intervals from resampling"
      ),
      (
        "Concentration",
        summary.concentration.method.map {
          "depth of the observed volume: \(MethodsText.words(forMethod: $0))"
        } ?? NumberText.missing
      ),
      ("Blank (liquid alone)", blank(summary)),
      ("Replicates", "this is one recording; a comparison of results states their scatter"),
      (
        "Software",
        "\(summary.software.name) \(summary.software.version)"
          + (summary.software.ffmpeg.map { ", FFmpeg \($0)" } ?? "")
      ),
    ]
  }

  private static func blank(_ summary: SummaryDocument) -> String {
    guard let blank = summary.blank else { return toBeAdded(SettingDefinition[\.blank]) }
    let interval = blank.interval95_per_mL.flatMap { $0.count == 2 ? $0 : nil }.map {
      " (\(NumberText.range($0[0], $0[1])))"
    }
    let share = blank.share.map {
      ", \(NumberText.significant(100 * $0, digits: 2)) % of the sample"
    }
    return "\(blank.name): \(NumberText.readable(blank.measured_per_mL)) /mL in the cell"
      + "\(interval ?? "")\(share ?? ""); sizes are those of the sample as measured"
  }

  /// The removed positions, grouped by the reason.
  private static func removed(_ positions: [SummaryDocument.Position]) -> String {
    let removed = Dictionary(grouping: positions.filter { !$0.used }) { $0.removal ?? "" }
    guard !removed.isEmpty else { return "none" }
    return removed.sorted { $0.value[0].index < $1.value[0].index }.map { reason, members in
      let indices = members.map { "\($0.index)" }.joined(separator: ", ")
      return (members.count == positions.count ? "all" : indices) + " (\(reason))"
    }.joined(separator: ", ")
  }

  private static func instrument(_ summary: SummaryDocument) -> String {
    guard let instrument = summary.instrument else {
      return toBeAdded(SettingDefinition[\.instrument])
    }
    return instrument.model + (instrument.serial_number.map { ", serial number \($0)" } ?? "")
  }

  private static func camera(_ summary: SummaryDocument) -> String {
    // Results of earlier versions have only what the instrument's header states.
    let laser = summary.number(\.laser_nm) ?? summary.instrument?.laser_wavelength_nm
    let level = summary.number(\.cameraLevel) ?? summary.instrument?.sensitivity
    let gain = summary.number(\.gain)
    return [
      laser.map { "\(NumberText.significant($0)) nm" }
        ?? toBeAdded(SettingDefinition[\.laser_nm]),
      level.map { "level \(NumberText.plain($0))" }
        ?? toBeAdded(SettingDefinition[\.cameraLevel]),
      gain.map { "gain \(NumberText.plain($0))" } ?? toBeAdded(SettingDefinition[\.gain]),
    ].joined(separator: ", ")
  }

  private static func sample(_ summary: SummaryDocument) -> String {
    let name = summary.input.sample ?? toBeAdded(SettingDefinition[\.sample])
    let id = summary.text(\.sampleID).map { " (\($0))" } ?? ""
    let preparation =
      summary.text(\.preparation) ?? toBeAdded(SettingDefinition[\.preparation])
    return "\(name)\(id); \(preparation)"
  }

  private static func recorded(_ summary: SummaryDocument) -> String {
    let date = summary.text(\.date) ?? toBeAdded(SettingDefinition[\.date])
    return date + ", "
      + (summary.text(\.operatorName) ?? toBeAdded(SettingDefinition[\.operatorName]))
  }

  private static func perFrame(_ summary: SummaryDocument) -> String {
    let values = summary.positions.filter(\.used).compactMap(\.particles_per_frame)
    guard let least = values.min(), let most = values.max() else { return NumberText.missing }
    guard most > least else { return NumberText.significant(least) }
    return "\(NumberText.significant(least)) to \(NumberText.significant(most))"
  }

  private static func tracks(_ summary: SummaryDocument) -> String {
    "\(summary.tracks.used) of \(summary.tracks.count)"
      + (summary.tracks.median_frames.map { ", \(NumberText.significant($0)) frames" } ?? "")
  }
}
