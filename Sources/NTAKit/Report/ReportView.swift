import NTAAnalysis
import NTAVideo

/// A report as passed to its template, with all numbers formatted as text.
struct ReportView {
  // The property names are those in the template.
  let software: String
  /// The decoder after a comma; empty for a table of tracks.
  let libraries: String
  let sample: String
  let videos: String
  /// Maker and model of the instrument after a dot; empty if unknown.
  let instrument: String
  /// Sample ID, date and operator, each after a dot; empty if unknown.
  let recorded: String
  /// Remarks about the recording, if any.
  let notes: String?
  /// Foot of each printed page, as the content of a CSS string.
  let footer: String
  let headline: String
  let figures: [[String: String]]
  let warnings: [WarningText]
  /// The verdict with its reasons, and every check; `nil` for results of earlier versions.
  let validity: [String: any Sendable]?
  let peaks: [[String: String]]
  let material: [String: any Sendable]?
  let sizes: [[String: any Sendable]]
  /// Text instead of the size distribution if there is none.
  let absence: String
  let groups: [[String: any Sendable]]
  let positions: [[String: any Sendable]]
  /// CSS classes of the table of positions.
  let table: String
  /// Common beginning of the file names that the table omits, if any.
  let commonPrefix: String?
  /// Meaning of the codes of removed positions; `nil` if all were used.
  let reasons: String?
  let methods: String
  let items: [[String: String]]
  let settings: [[String: String]]
  let command: String

  init(_ content: ReportContent) {
    let summary = content.summary
    software = "\(summary.software.name) \(summary.software.version)"
    libraries = summary.software.ffmpeg.map { ", decoded with FFmpeg \($0)" } ?? ""
    sample = summary.input.sample ?? "Unnamed sample"
    videos =
      switch summary.input.videos.count {
      case 0: "a table of tracks"
      case 1: summary.input.videos[0]
      default: "\(summary.input.videos.count) videos"
      }
    instrument = summary.instrument.map { " · \($0.model)" } ?? ""
    recorded = [
      summary.text(\.sampleID).map { "sample ID \($0)" }, summary.text(\.date),
      summary.text(\.operatorName),
    ].compactMap { $0 }.map { " · \($0)" }.joined()
    notes = summary.text(\.notes)
    footer = CSSText.content(
      sample.prefix(80) + " · " + (summary.text(\.date) ?? "date of recording not given"))
    headline = ReportRows.headline(summary)
    figures = ReportRows.figures(content)
    warnings = summary.warnings
    validity = summary.validity.map(ValidityRows.view)
    peaks = summary.size.peaks.map { ReportRows.peak($0, dilution: summary.concentration.dilution) }
    material = ReportRows.material(summary)
    sizes = Self.figures([(content.sizePlot(.linear), Self.sizeCaption(summary))])
    absence =
      "There is no size distribution: \(summary.tracks.used) of \(summary.tracks.count) tracks could "
      + "be sized, which is too few for a population of particles. In a blank, a few tracks of noise "
      + "or dirt are normal; for a sample, see the warnings and the image below."
    groups = Self.groups(content)
    let names = ShortNames(summary.positions.map(\.file))
    positions = summary.positions.map { ReportRows.position($0, names: names) }
    commonPrefix = names.commonPrefix.isEmpty ? nil : names.commonPrefix
    table = Self.tableClasses(summary.positions)
    let meanings = ReportRows.reasons(summary.positions)
    reasons = meanings.isEmpty ? nil : meanings
    methods = MethodsText.paragraph(summary)
    items = ReportingItems.all(summary).map { ["item": $0.item, "text": $0.text] }
    settings = ReportRows.settings(summary.settings)
    command = RepeatCommand.text(summary)
  }

  /// CSS classes of the table: long ones have two columns on paper, and the columns for the file
  /// and the section are hidden if all positions have the same.
  private static func tableClasses(_ positions: [SummaryDocument.Position]) -> String {
    [
      (positions.count > 14, "many"), (Set(positions.map(\.file)).count == 1, "single"),
      (positions.allSatisfy { $0.section == 1 }, "sectionless"),
    ].filter(\.0).map(\.1).joined(separator: " ")
  }

  private static func sizeCaption(_ summary: SummaryDocument) -> String {
    let curves =
      "Number-weighted size distribution (line) with its 95 % band. Bars: diameters of the single "
      + "tracks, which scatter more widely because tracks are short."
    guard let limit = summary.size.detection_limit_nm else { return curves }
    return curves
      + " Shaded, here and in the plots below: sizes below the detection limit of "
      + "\(NumberText.significant(limit)) nm, where the curves are extrapolated."
  }

  private static func groups(_ content: ReportContent) -> [[String: any Sendable]] {
    var logarithmic = content.sizePlot(.logarithmic)
    logarithmic?.format = .small
    let distributions = figures([
      (logarithmic, "Number-weighted distribution on a logarithmic axis."),
      (
        content.weightedPlot,
        "Volume-weighted (line) and surface-weighted distribution (dashed), dominated by the few "
          + "largest particles."
      ),
      (
        content.cumulativePlot,
        "Fraction of the particles (line) and of their volume (dashed) below each diameter."
      ),
    ])
    let profile = figures(
      content.profilePlots.map { plot in
        (plot, plot.title + "; removed positions are pale." + (plot.hasBand ? noiseCaption : ""))
      })
    let quality = figures([
      (content.brightnessPlot, "Brightness against diameter, one point per track."),
      (content.displacementPlot, displacementCaption(content.summary)),
      (content.trackLengthPlot, "Lengths of the used tracks."),
      (content.intensityPlot, "Brightness of the used tracks."),
      (
        content.subpixelPlot,
        "Subpixel positions of the spots in x (line) and y (dashed); they should be uniform."
      ),
    ])
    let snapshot = content.data?.snapshot.map { [SnapshotView($0)] } ?? []
    let groups: [(String, [[String: any Sendable]], [SnapshotView])] = [
      ("Size distributions", distributions, []), ("Profile through the cell", profile, []),
      ("Quality", quality, snapshot),
    ]
    return groups.filter { !$0.1.isEmpty || !$0.2.isEmpty }.map { title, plots, snapshot in
      [
        "title": title, "plots": plots, "snapshot": snapshot,
        "kind": title.hasPrefix("Profile") ? "profile" : "",
      ]
    }
  }

  private static func figures(_ plots: [(Plot?, String)]) -> [[String: any Sendable]] {
    plots.compactMap { plot, caption in
      plot.map { ["plot": PlotView($0), "caption": caption] }
    }
  }

  private static let noiseCaption =
    " Band: where 95 % of the counts lie if only counting noise makes them differ."

  private static func displacementCaption(_ summary: SummaryDocument) -> String {
    let points = "Mean squared displacement (MSD) of the tracks without drift (points)"
    guard let displacement = summary.displacement, let line = displacement.line else {
      return points + "."
    }
    return points
      + "; line of slope 4 D with D = \(NumberText.significant(displacement.diffusion_um2_per_s)) "
      + "µm²/s and offset \(NumberText.readable(line.offset_um2, digits: 2)) µm² (localisation "
      + "error minus motion blur)."
  }
}
