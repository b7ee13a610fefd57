import NTAAnalysis
import NTAVideo

/// The rows of a report's tables, as text.
enum ReportRows {
  /// The main result in one line.
  static func headline(_ summary: SummaryDocument) -> String {
    guard let mode = summary.size.mode_nm else { return absence(summary.concentration.limit95) }
    let size =
      "Mode \(NumberText.significant(mode)) nm" + interval(summary.size.interval95.mode_nm)
      + peaks(summary.size.peaks)
    guard let sample = summary.concentration.sample_per_mL else { return size }
    return size + ", \(NumberText.readable(sample))"
      + interval(summary.concentration.interval95_per_mL) + " particles/mL in the sample"
  }

  /// That there are no particles, and how many at most.
  private static func absence(_ limit: SummaryDocument.Limit?) -> String {
    guard let limit else { return "No particles were found." }
    return "No particles: below \(NumberText.readable(limit.sample_per_mL)) /mL (95 %"
      + (limit.depth_presumed
        ? ", presuming a depth of \(NumberText.plain(limit.depth_um)) µm)" : ")")
  }

  /// All peaks, from the smallest diameter, if there are several.
  private static func peaks(_ peaks: [SummaryDocument.Peak]) -> String {
    let known = peaks.compactMap { peak in peak.diameter_nm.map { ($0, peak.number_fraction) } }
      .sorted { $0.0 < $1.0 }
    guard known.count > 1 else { return "" }
    let texts = known.map { diameter, fraction in
      "\(NumberText.significant(diameter)) nm"
        + (fraction.map { " (\(NumberText.fixed(100 * $0, decimals: 0)) %)" } ?? "")
    }
    return "; peaks at " + texts.dropLast().joined(separator: ", ") + " and "
      + texts[texts.count - 1]
  }

  /// The numbers of the result; without particles, only the counts.
  static func figures(_ content: ReportContent) -> [[String: String]] {
    let summary = content.summary
    let size = summary.size
    let intervals = size.interval95
    let share =
      size.mode_nm == nil ? nil : content.distribution.share(in: SizeIntervals.exosomes_nm)
    // The bins below the detection limit, in which no particle was bright enough to be seen.
    let extrapolated = size.detection_limit_nm.map { limit_nm in
      (0..<content.distribution.count).lazy
        .filter { content.distribution.diameter_nm($0) < limit_nm }
        .reduce(0) { $0 + content.distribution.numberFraction[$1] }
    }
    let sample = summary.concentration.sample_per_mL
    let percent = intervals.share_30_to_150.map { $0.map { 100 * $0 } }
    let rows: [(String, Double?, [Double]?, String)] = [
      ("Mode", size.mode_nm, intervals.mode_nm, "nm"),
      ("Mean", size.mean_nm, intervals.mean_nm, "nm"),
      ("Standard deviation", size.sd_nm, nil, "nm"),
      ("D10", size.d10_nm, intervals.d10_nm, "nm"),
      ("D50", size.d50_nm, intervals.d50_nm, "nm"),
      ("D90", size.d90_nm, intervals.d90_nm, "nm"),
      ("Span", size.span, nil, ""),
      (
        "Concentration, sample", sample, summary.concentration.interval95_per_mL, "/mL"
      ),
      ("Concentration, cell", summary.concentration.measured_per_mL, nil, "/mL"),
      (
        "Less the blank, sample", summary.blank?.net_per_mL, summary.blank?.net_interval95_per_mL,
        "/mL"
      ),
      ("Blank, cell", summary.blank?.measured_per_mL, summary.blank?.interval95_per_mL, "/mL"),
      ("Extrapolated", extrapolated.map { 100 * $0 }, nil, "%"),
      ("30 to 150 nm", share.map { 100 * $0 }, percent, "%"),
      ("30 to 150 nm, sample", sample.flatMap { all in share.map { $0 * all } }, nil, "/mL"),
      ("Median track length", summary.tracks.median_frames, nil, "frames"),
      ("Localisation error", summary.tracks.localization_error_nm, nil, "nm"),
    ]
    let known = rows.filter { $0.1 != nil }.map { name, value, bounds, unit in
      [
        "name": name, "value": NumberText.readable(value), "unit": unit,
        "interval": interval(bounds),
      ]
    }
    return known + [
      [
        "name": "Tracks used", "value": "\(summary.tracks.used)",
        "unit": "of \(summary.tracks.count)", "interval": "",
      ]
    ]
  }

  static func peak(_ peak: SummaryDocument.Peak, dilution: Double?) -> [String: String] {
    let sample = peak.concentration_per_mL.flatMap { value in dilution.map { value * $0 } }
    return [
      "diameter": NumberText.significant(peak.diameter_nm),
      "width": NumberText.significant(peak.fwhm_nm),
      "share": NumberText.fixed(peak.number_fraction.map { 100 * $0 }, decimals: 1),
      "concentration": NumberText.readable(sample),
    ]
  }

  /// Refractive indices by size; nil if there are none.
  static func material(_ summary: SummaryDocument) -> [String: any Sendable]? {
    guard let material = summary.size.material, !material.isEmpty else { return nil }
    let isSensitivityConfirmed = summary.calibration?.sensitivity_stated == true
    func index(_ value: Double) -> String { NumberText.fixed(value, decimals: 3) }
    return [
      "bins": material.map { material in
        [
          "diameter": NumberText.range(material.lower_nm, material.upper_nm),
          "index": index(material.refractive_index),
          "interval": material.interval95.map(index).joined(separator: " – "),
          "tracks": NumberText.fixed(material.tracks, decimals: 0),
        ]
      },
      "note":
        "The refractive index of a homogeneous sphere of the same brightness in a liquid with "
        + "index 1.33, measured relative to the beads of the calibration. Values of neighbouring "
        + "sizes are not independent."
        + (isSensitivityConfirmed
          ? ""
          : " The recordings do not state whether laser and gain were the same as for the beads; if "
            + "they differed, the indices are wrong.")
        ,
    ]
  }

  static func position(
    _ position: SummaryDocument.Position, names: ShortNames
  ) -> [String: any Sendable] {
    let expected = position.frames_expected.map { " of \($0)" } ?? ""
    return [
      "index": position.index, "file": names.text(position.file), "section": position.section,
      "class": position.used ? "used" : "removed",
      "verdict": position.removal ?? "used", "frames": "\(position.frames)\(expected)",
      "particles": NumberText.fixed(position.particles_per_frame, decimals: 1),
      "tracks": position.tracks, "d50": NumberText.fixed(position.d50_nm, decimals: 1),
      "intensity": NumberText.fixed(position.mean_intensity, decimals: 1),
      "drift": NumberText.fixed(position.drift_x_um_per_s, decimals: 2) + ", "
        + NumberText.fixed(position.drift_y_um_per_s, decimals: 2),
      "concentration": NumberText.readable(position.concentration_per_mL),
    ]
  }

  static func settings(_ settings: [String: SettingDocument?]) -> [[String: String]] {
    settings.sorted { $0.key < $1.key }.map { name, setting in
      [
        "name": name, "value": setting.map { SettingText.text($0.value) } ?? NumberText.missing,
        "source": setting?.source ?? "not given",
      ]
    }
  }

  /// The meaning of each code of a removed position, one sentence per code.
  static func reasons(_ positions: [SummaryDocument.Position]) -> String {
    Set(positions.compactMap(\.removal)).sorted().compactMap { code in
      PositionResult.Removal(rawValue: code).map { "\(code): \($0.meaning)." }
    }.joined(separator: " ")
  }

  private static func interval(_ bounds: [Double]?) -> String {
    guard let bounds, bounds.count == 2 else { return "" }
    return " (\(NumberText.range(bounds[0], bounds[1])))"
  }
}

extension PositionResult.Removal {
  /// The reason in words.
  fileprivate var meaning: String {
    switch self {
    case .minTracks: "too few tracks could be sized"
    case .maxDrift: "the drift is too fast"
    case .particleRange: "there are too few or too many particles per frame"
    case .outlierSize: "the sizes differ too much from those of the other positions"
    case .outlierCount: "the number of particles differs too much from that of the other positions"
    case .outlierIntensity: "the brightness differs too much from that of the other positions"
    case .damaged: "frames are missing or damaged"
    }
  }
}
