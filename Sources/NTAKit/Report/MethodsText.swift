import NTAAnalysis
import NTAVideo

/// A methods paragraph that describes the measurement, with the numbers of the result.
enum MethodsText {
  static func paragraph(_ summary: SummaryDocument) -> String {
    guard summary.size.mode_nm != nil else {
      // For a blank, the paragraph states how it was recorded and that no particles were found.
      return [recording(summary), conditions(summary), noParticles(summary)].compactMap { $0 }
        .joined(separator: " ")
    }
    let sentences = [
      recording(summary), conditions(summary), analysis(summary), size(summary), depth(summary),
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

  private static func noParticles(_ summary: SummaryDocument) -> String {
    let count = summary.tracks.count
    return "\(summary.software.name) \(summary.software.version) found no population of particles "
      + "among \(count) track\(count == 1 ? "" : "s"), so there is nothing to report on sizes and "
      + "concentration." + (summary.concentration.limit95.map(excluded) ?? "")
  }

  /// The calculation behind the limit of a recording without particles.
  private static func excluded(_ limit: SummaryDocument.Limit) -> String {
    " At the same moment all \(limit.fields) fields of view held no more particles than there were "
      + "tracks. The mean number that gives so few with a probability of 5 % corresponds to "
      + "\(NumberText.readable(limit.measured_per_mL)) detectable particles/mL in the cell, over a "
      + "depth of \(NumberText.significant(limit.depth_um)) µm"
      + (limit.depth_presumed ? " that is presumed, since no source states it." : ".")
  }

  private static func conditions(_ summary: SummaryDocument) -> String? {
    guard let temperature = number(summary, "temperature_C"),
      let viscosity = number(summary, "viscosity_mPas"),
      let pixel = number(summary, "pixel_size_um")
    else { return nil }
    let isFromTable =
      summary.settings["pixel_size_um"]??.source == SettingSource.table.rawValue
    let standard =
      summary.calibration?.standard.map { ", calibrated with the standard \($0)" } ?? ""
    return
      "The temperature was \(NumberText.significant(temperature)) °C and the viscosity "
      + "\(NumberText.significant(viscosity)) mPa·s (\(text(summary, "medium") ?? "liquid")); "
      + (isFromTable
        ? "positions were given in µm."
        : "the pixel size was \(NumberText.significant(pixel, digits: 4)) µm\(standard).")
  }

  private static func analysis(_ summary: SummaryDocument) -> String {
    let shortest = number(summary, "min_track_length").map { NumberText.plain($0) } ?? "4"
    let program = "\(summary.software.name) \(summary.software.version)"
    let opening =
      summary.input.videos.isEmpty
      ? "Tracks from other software were sized with \(program) after subtraction of the drift."
      : "Particles were tracked and sized with \(program): spots above a threshold derived from the "
        + "noise were localised by maximum likelihood and linked, and the drift was subtracted."
    return
      opening + " Of \(summary.tracks.count) tracks, \(summary.tracks.used) tracks of freely "
      + "diffusing particles, each with at least \(shortest) frames, were used for the size "
      + "distribution. It was estimated by maximum likelihood and takes the uncertainty of each "
      + "track's diffusion coefficient into account."
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
      "Number-weighted hydrodynamic diameters (95 % intervals from resampling positions and tracks): "
      + "\(values.joined(separator: ", "))."
  }

  /// Whether sizes of tracks without pictures are corrected for the depth they are seen in.
  private static func depth(_ summary: SummaryDocument) -> String? {
    let check = summary.validity?.checks.first { $0.name == ValidityChecks.depthCheckName }
    guard let check else { return nil }
    guard check.passed else {
      let bias = NumberText.significant(check.measured.map { 100 * $0 }, digits: 2)
      return
        "The depth over which each size was seen is unknown and was not corrected; D50 may be up "
        + "to \(bias) % too large."
    }
    return check.message.prefix(1).uppercased() + check.message.dropFirst() + "."
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
      ", \(NumberText.significant($0)) µm"
    }
    if let product = product(summary.concentration) {
      return product + ", \(NumberText.readable(sample))\(interval ?? "") particles/mL in the "
        + "sample. The depth is the mean over the particles in view, and was "
        + "\(Self.words(forMethod: method))."
    }
    return
      "The concentration of the sample was \(NumberText.readable(sample))\(interval ?? "") "
      + "particles/mL. The depth of the observed volume\(depth.map { $0 + "," } ?? "") was "
      + "\(Self.words(forMethod: method))."
  }

  /// The concentration in the cell as a calculation that can be repeated; `nil` for results of earlier
  /// versions.
  private static func product(_ concentration: SummaryDocument.Concentration) -> String? {
    guard let count = concentration.particles_per_frame, let area_um2 = concentration.area_um2,
      let depth_um = concentration.depth_um, let measured = concentration.measured_per_mL,
      let dilution = concentration.dilution
    else { return nil }
    return
      "On average \(NumberText.significant(count, digits: 4)) particles were in view, corrected for "
      + "those too faint or too close to others to be detected. Divided by the field of view, "
      + "\(NumberText.significant(area_um2, digits: 5)) µm², and by the depth of the observed "
      + "volume, \(NumberText.significant(depth_um, digits: 4)) µm (1 mL is 10¹² µm³), these are "
      + "\(NumberText.readable(measured, digits: 4)) particles/mL in the cell and, times the "
      + "dilution of \(NumberText.plain(dilution))"
  }

  /// The method of `summary.json` in words, which follow "the depth of the observed volume was".
  static func words(forMethod method: String) -> String {
    switch ConcentrationResult.Method(rawValue: method) {
    case .calibrated: "calibrated with beads of known concentration"
    case .selfCalibrated: "measured from the brightness fluctuations of the particles"
    case .nominalDepth: "a nominal value"
    case nil: "determined by the method \(method)"
    }
  }
}
