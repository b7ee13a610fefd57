/// A report as its template sees it: every number is text already.
struct ReportView {
  // The names are those of the template.
  let software: String
  let sample: String
  let videos: String
  let headline: String
  let figures: [[String: String]]
  let warnings: [SummaryDocument.Warning]
  let peaks: [[String: String]]
  let plots: [[String: any Sendable]]
  let positions: [[String: any Sendable]]
  let settings: [[String: String]]

  init(_ content: ReportContent) {
    let summary = content.summary
    software = "\(summary.software.name) \(summary.software.version)"
    sample = summary.input.sample ?? "Unnamed sample"
    videos =
      summary.input.videos.count == 1
      ? summary.input.videos[0] : "\(summary.input.videos.count) videos"
    headline = Self.headline(summary)
    figures = Self.figures(summary)
    warnings = summary.warnings
    peaks = summary.size.peaks.map { Self.row($0, dilution: summary.concentration.dilution) }
    plots = [
      (content.sizePlot(.linear), Self.sizeCaption),
      (content.sizePlot(.logarithmic), "The same over a logarithmic axis."),
      (content.profilePlot, "Profile through the cell; removed positions are pale."),
      (content.displacementPlot, "Mean squared displacement of all used tracks, drift removed."),
    ].compactMap { plot, caption in
      plot.map { ["plot": PlotView($0), "caption": caption] }
    }
    positions = summary.positions.map { Self.row($0) }
    settings = Self.rows(summary.settings)
  }

  private static let sizeCaption =
    "Number-weighted size distribution (line) with its 95 % band; bars: the raw estimates, one a "
    + "track, whose width is mostly the chance of short tracks."

  private static func headline(_ summary: SummaryDocument) -> String {
    guard let mode = summary.size.mode_nm else { return "No particles were found." }
    let size = "Mode \(NumberText.significant(mode)) nm" + interval(summary.size.interval95.mode_nm)
    guard let sample = summary.concentration.sample_per_mL else { return size }
    return size + ", \(NumberText.readable(sample)) particles/mL in the sample"
  }

  private static func figures(_ summary: SummaryDocument) -> [[String: String]] {
    let size = summary.size
    let intervals = size.interval95
    let rows: [(String, Double?, [Double]?, String)] = [
      ("Mode", size.mode_nm, intervals.mode_nm, "nm"),
      ("Mean", size.mean_nm, intervals.mean_nm, "nm"),
      ("Standard deviation", size.sd_nm, nil, "nm"),
      ("D10", size.d10_nm, intervals.d10_nm, "nm"),
      ("D50", size.d50_nm, intervals.d50_nm, "nm"),
      ("D90", size.d90_nm, intervals.d90_nm, "nm"),
      ("Span (D90 − D10)/D50", size.span, nil, ""),
      (
        "Concentration, sample", summary.concentration.sample_per_mL,
        summary.concentration.interval95_per_mL, "/mL"
      ),
      ("Concentration, measured", summary.concentration.measured_per_mL, nil, "/mL"),
      ("Tracks used", Double(summary.tracks.used), nil, "of \(summary.tracks.count)"),
      ("Median track", summary.tracks.median_frames, nil, "frames"),
      ("Localisation error", summary.tracks.localization_error_nm, nil, "nm"),
    ]
    return rows.map { name, value, bounds, unit in
      let text =
        name == "Tracks used" ? "\(summary.tracks.used)" : NumberText.readable(value)
      return ["name": name, "value": text, "unit": unit, "interval": interval(bounds)]
    }
  }

  private static func interval(_ bounds: [Double]?) -> String {
    guard let bounds, bounds.count == 2 else { return "" }
    return " (\(NumberText.readable(bounds[0])) – \(NumberText.readable(bounds[1])))"
  }

  private static func row(
    _ peak: SummaryDocument.Peak, dilution: Double?
  ) -> [String: String] {
    let sample = peak.concentration_per_mL.flatMap { value in dilution.map { value * $0 } }
    return [
      "diameter": NumberText.significant(peak.diameter_nm),
      "width": NumberText.significant(peak.fwhm_nm),
      "share": NumberText.fixed(peak.number_fraction.map { 100 * $0 }, decimals: 1),
      "concentration": NumberText.readable(sample),
    ]
  }

  private static func row(_ position: SummaryDocument.Position) -> [String: any Sendable] {
    let expected = position.frames_expected.map { " of \($0)" } ?? ""
    return [
      "index": position.index, "file": position.file, "section": position.section,
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

  private static func rows(_ settings: [String: SettingDocument?]) -> [[String: String]] {
    settings.sorted { $0.key < $1.key }.map { name, setting in
      [
        "name": name, "value": setting.map { text($0.value) } ?? NumberText.missing,
        "source": setting?.source ?? "nothing supplied one",
      ]
    }
  }

  private static func text(_ value: SettingValue) -> String {
    switch value {
    case .flag(let flag): flag ? "yes" : "no"
    case .number(let number):
      number == number.rounded() && number.magnitude < 1e15
        ? "\(Int(number))" : "\(number)"
    case .text(let text): text
    }
  }
}
