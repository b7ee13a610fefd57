import NTAAnalysis
import NTAVideo

/// A methods paragraph that describes the measurement, with the numbers of the result.
enum MethodsText {
  static func paragraph(_ summary: SummaryDocument) -> String {
    guard summary.size.mode_nm != nil else {
      // For a blank, the paragraph states how it was recorded and that no particles were found.
      return [recording(summary), physics(summary), absence(summary)].compactMap { $0 }
        .joined(separator: " ")
    }
    let sentences = [
      recording(summary), physics(summary), analysis(summary), size(summary),
      concentration(summary),
    ]
    return sentences.compactMap { $0 }.joined(separator: " ")
  }

  static func number(_ summary: SummaryDocument, _ name: String) -> Double? {
    guard case .number(let value)? = summary.settings[name]??.value else { return nil }
    return value
  }

  static func text(_ summary: SummaryDocument, _ name: String) -> String? {
    guard case .text(let value)? = summary.settings[name]??.value else { return nil }
    return value
  }

  /// Frame rate as set, or else as recorded.
  static func frameRate_hz(_ summary: SummaryDocument) -> Double? {
    number(summary, "frame_rate_hz") ?? summary.displacement?.interval_s.map { 1 / $0 }
  }

  /// Number of frames per position, or its range if positions differ.
  static func frames(_ summary: SummaryDocument) -> String {
    let counts = summary.positions.map(\.frames)
    guard let least = counts.min(), let most = counts.max() else { return NumberText.missing }
    return least == most ? "\(most)" : "\(least) to \(most)"
  }

  private static func recording(_ summary: SummaryDocument) -> String? {
    guard !summary.input.videos.isEmpty else { return nil }
    let count = summary.positions.count
    let used = summary.positions.count(where: \.used)
    let share =
      count == used
      ? (used == 1 ? "which was used" : "all of which were used")
      : "of which \(used == 0 ? "none" : "\(used)") \(used == 1 ? "was" : "were") used"
    let rate = frameRate_hz(summary).map { " at \(NumberText.significant($0)) frames/s" } ?? ""
    let dilution =
      summary.concentration.dilution.map {
        $0 == 1 ? "undiluted" : "at a dilution of 1:\(NumberText.plain($0))"
      } ?? "at unknown dilution"
    let instrument = summary.instrument.map { " with \($0.model)" } ?? ""
    return
      "Particles were recorded\(instrument) \(dilution) at \(count) "
      + "position\(count == 1 ? "" : "s") of the cell (\(frames(summary)) frames "
      + "each\(rate)), \(share)."
  }

  private static func absence(_ summary: SummaryDocument) -> String {
    let tracks =
      "\(summary.tracks.count) track\(summary.tracks.count == 1 ? " was" : "s were") found"
    return "With \(summary.software.name) \(summary.software.version) \(tracks), and no particle "
      + "population among them; there is nothing to report on sizes and concentration."
  }

  private static func physics(_ summary: SummaryDocument) -> String? {
    guard let temperature = number(summary, "temperature_C"),
      let viscosity = number(summary, "viscosity_mPas"),
      let pixel = number(summary, "pixel_size_um")
    else { return nil }
    let standard =
      summary.calibration?.standard.map { ", calibrated with the standard \($0)" } ?? ""
    return
      "The temperature was \(NumberText.significant(temperature)) °C and the viscosity "
      + "\(NumberText.significant(viscosity)) mPa·s (\(text(summary, "medium") ?? "liquid")); a "
      + "pixel corresponded to \(NumberText.significant(pixel, digits: 4)) µm\(standard)."
  }

  private static func analysis(_ summary: SummaryDocument) -> String {
    let shortest = number(summary, "min_track_length").map { NumberText.plain($0) } ?? "4"
    let program = "\(summary.software.name) \(summary.software.version)"
    let beginning =
      summary.input.videos.isEmpty
      ? "Tracks of another program were sized with \(program) after removal of common drift"
      : "Tracks were found and sized with \(program): spots above a threshold derived from the noise "
        + "were located by maximum likelihood, linked, and freed of common drift"
    return
      beginning + "; of \(summary.tracks.count) tracks, \(summary.tracks.used) of at least "
      + "\(shortest) frames that moved freely entered the size distribution, which was estimated by "
      + "maximum likelihood with the uncertainty of each track's diffusion coefficient taken into "
      + "account."
  }

  private static func size(_ summary: SummaryDocument) -> String {
    func value(_ name: String, _ value: Double?, _ interval: [Double]?) -> String {
      let bounds = interval.flatMap { $0.count == 2 ? $0 : nil }.map {
        " (\(NumberText.significant($0[0])) to \(NumberText.significant($0[1])) nm)"
      }
      return "\(name) \(NumberText.significant(value)) nm\(bounds ?? "")"
    }
    let size = summary.size
    let values = [
      value("mode", size.mode_nm, size.interval95.mode_nm),
      value("mean", size.mean_nm, size.interval95.mean_nm),
      value("D10", size.d10_nm, size.interval95.d10_nm),
      value("D50", size.d50_nm, size.interval95.d50_nm),
      value("D90", size.d90_nm, size.interval95.d90_nm),
    ]
    return
      "Number-weighted hydrodynamic diameters: \(values.joined(separator: ", ")); 95 % intervals from "
      + "resampling positions and tracks."
  }

  private static func concentration(_ summary: SummaryDocument) -> String? {
    guard let sample = summary.concentration.sample_per_mL,
      let method = summary.concentration.method
    else { return nil }
    let interval = summary.concentration.interval95_per_mL.flatMap { $0.count == 2 ? $0 : nil }.map
    {
      " (\(NumberText.range($0[0], $0[1])))"
    }
    let depth = summary.concentration.depth_um.map {
      ", \(NumberText.significant($0)) µm deep,"
    }
    return
      "The concentration was \(NumberText.readable(sample))\(interval ?? "") particles/mL in the "
      + "sample, with the observed volume\(depth ?? "") \(Self.words(forMethod: method))."
  }

  /// A method of `summary.json` in words.
  static func words(forMethod method: String) -> String {
    switch ConcentrationResult.Method(rawValue: method) {
    case .calibrated: "calibrated with beads of known concentration"
    case .selfCalibrated: "measured from how the particles' brightness wanders"
    case .nominalDepth: "of nominal depth"
    case nil: "found by the method \(method)"
    }
  }
}
