import Foundation
import NTAAnalysis
import NTAVideo

/// A result in the layout of a ZetaView's text exports, for spreadsheets that read those.
///
/// Tracks per bin are the distribution times the number of tracks, and hence not integers.
struct ZetaViewExport {
  private let result: RunResult
  private let linear: [ZetaViewSizeTable.Row]
  private let logarithmic: [ZetaViewSizeTable.Row]

  /// 1,200 bins of 5 nm.
  private static let linearCount = 1200
  private static let linearWidth_nm = 5.0
  /// 200 bins, 64 per decade, with centres from 4.683 nm to 6025 nm.
  private static let logarithmicCount = 200
  private static let logarithmicStart_nm = 4.683
  private static let binsPerDecade = 64.0

  init(_ result: RunResult) {
    self.result = result
    let linear = (0..<Self.linearCount).map { index in
      let lower = Double(index) * Self.linearWidth_nm
      return (lower, lower + 0.5 * Self.linearWidth_nm, lower + Self.linearWidth_nm)
    }
    let half = pow(10, 0.5 / Self.binsPerDecade)
    let logarithmic = (0..<Self.logarithmicCount).map { index in
      let centre = Self.logarithmicStart_nm * pow(10, Double(index) / Self.binsPerDecade)
      return (centre / half, centre, centre * half)
    }
    self.linear = Self.rows(linear, of: result)
    self.logarithmic = Self.rows(logarithmic, of: result)
  }

  private static func rows(
    _ bins: [(lower: Double, centre: Double, upper: Double)], of result: RunResult
  ) -> [ZetaViewSizeTable.Row] {
    guard let distribution = result.size?.distribution else { return [] }
    return bins.map { lower, centre, upper in
      let fraction = distribution.share(in: lower...upper)
      let number = fraction * Double(result.tracking.used)
      return ZetaViewSizeTable.Row(
        diameter_nm: centre, number: number,
        concentration_per_mL: fraction * (result.concentration?.measured_per_mL ?? 0),
        volume_nm3: number * .pi / 6 * centre * centre * centre)
    }
  }

  /// A text in the instrument's encoding, Latin-1; characters outside it become question marks.
  static func bytes(of text: String) -> [UInt8] {
    text.unicodeScalars.map { UInt8(exactly: $0.value) ?? UInt8(ascii: "?") }
  }

  /// The `.txt` of a size measurement.
  var sizeTable: String {
    var text = ZetaViewExportHeader(result, linear: linear).lines.map { $0 + "\n" }.joined()
    text +=
      "Size Distribution\nSize / nm\tNumber\tConcentration / cm-3\tVolume / nm^3\tArea / nm^2\n"
    text += linear.map(Self.line).joined()
    text += "-1.000E+0\t-1.000E+0\t-1.000E+0\t-1.000E+0\t0.000E+0\n"
    return text + logarithmic.map(Self.line).joined()
  }

  /// The `_11pos.txt`: positions, then mean and standard deviations of those in use.
  var positionTable: String {
    let title =
      "Use\tPosition\tMean Int.\tAv. No of Particles\tConc. (p./mL)\tOrig. Conc. (p./cm^3)\t"
      + "No. of Traces\tX50 (nm)\tPeak ø (nm)\tSpan\tDrift (µm/s)\tRemoval\n"
    let dilution = result.settings.dilution.value
    let diameters_nm = Dictionary(grouping: result.particles, by: \.position)
      .mapValues { $0.map(\.diameter_nm).sorted() }
    func values(_ position: PositionResult) -> [Double] {
      let concentration = position.concentration_per_mL ?? .nan
      let drift =
        (position.driftX_um_per_s * position.driftX_um_per_s
        + position.driftY_um_per_s * position.driftY_um_per_s).squareRoot()
      let sizes = diameters_nm[position.index].map {
        PerTrackStatistics.of($0, grid: .standard)
      }
      return [
        position.meanIntensity ?? .nan, position.particlesPerFrame, concentration,
        concentration * dilution, Double(position.tracks), position.d50_nm ?? .nan,
        sizes?.mode_nm ?? .nan, sizes?.span ?? .nan, drift,
      ]
    }
    var text = title
    for position in result.positions {
      let use = position.removal == nil ? "X" : ""
      text += "\(use)\t\(position.index)\t"
      text += Self.cells(values(position), traceDecimals: 0)
      text += "\t\(position.removal?.rawValue ?? "")\n"
    }
    let used = result.positions.filter { $0.removal == nil }.map(values)
    guard used.count > 1 else { return text }
    let statistics = (0..<9).map { column in Replicates(used.map { $0[column] }) }
    text += "\tMean\t" + Self.cells(statistics.map { $0?.mean ?? .nan }) + "\t\n"
    text += "\tSt.Dev.\t" + Self.cells(statistics.map { $0?.sd ?? .nan }) + "\t\n"
    text += "\tRel.St.Dev.\t" + Self.cells(statistics.map { 100 * ($0?.cv ?? .nan) }) + "\t\n"
    return text
  }

  /// Concentrations with an exponent, tracks of a position as integers, the rest to one decimal.
  private static func cells(_ values: [Double], traceDecimals: Int = 1) -> String {
    values.enumerated().map { column, value in
      guard value.isFinite else { return "NaN" }
      switch column {
      case 2, 3: return scientific(value, decimals: 1)
      case 4: return String(format: "%.\(traceDecimals)f", value)
      default: return String(format: "%.1f", value)
      }
    }.joined(separator: "\t")
  }

  private static func line(_ row: ZetaViewSizeTable.Row) -> String {
    let area = row.number * .pi * row.diameter_nm * row.diameter_nm
    return [row.diameter_nm, row.number, row.concentration_per_mL, row.volume_nm3, area]
      .map { scientific($0, decimals: 3) }.joined(separator: "\t") + "\n"
  }

  /// `1.025E+2`: an exponent without leading zeros, as the instrument writes it.
  private static func scientific(_ value: Double, decimals: Int) -> String {
    let text = String(format: "%.\(decimals)E", value)
    let parts = text.split(separator: "E")
    guard parts.count == 2, let exponent = Int(parts[1]) else { return text }
    return "\(parts[0])E\(exponent < 0 ? "-" : "+")\(abs(exponent))"
  }
}
