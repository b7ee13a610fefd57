import NTAAnalysis
import NTAVideo

extension ReportContent {
  /// The profile through the cell: one plot per quantity, with a point per position; removed ones are
  /// pale.
  ///
  /// Empty for a single position, and without tracks.
  var profilePlots: [Plot] {
    guard summary.positions.count > 1, summary.tracks.count > 0 else { return [] }
    return [
      profile(
        "Particles per frame by position", "particles per frame", band: countingNoise
      ) { $0.particles_per_frame },
      profile("Median diameter of the tracks by position", "median diameter (nm)", unit: " nm") {
        $0.d50_nm
      },
      profile(
        "Brightness by position", "brightness (grey levels)", unit: " grey levels"
      ) { $0.mean_intensity },
      profile("Drift by position", "drift (µm/s)", unit: " µm/s") { position in
        guard let x = position.drift_x_um_per_s, let y = position.drift_y_um_per_s else {
          return nil
        }
        return (x * x + y * y).squareRoot()
      },
    ]
  }

  /// The range in which 95 % of the counts lie if they scatter by counting noise alone; `nil` if no
  /// position was used.
  ///
  /// The number of particles in view at a moment is a Poisson number; its mean over a recording
  /// scatters less, so that the band is on the safe side.
  private var countingNoise: ClosedRange<Double>? {
    let counts = summary.positions.filter(\.used).compactMap(\.particles_per_frame)
    guard !counts.isEmpty else { return nil }
    let mean = counts.reduce(0, +) / Double(counts.count)
    let half = 1.96 * mean.squareRoot()
    return max(mean - half, 0)...mean + half
  }

  private func profile(
    _ title: String, _ label: String, unit: String = "", band: ClosedRange<Double>? = nil,
    _ value: (SummaryDocument.Position) -> Double?
  ) -> Plot {
    let points = summary.positions.compactMap { position in
      value(position).map { value in
        Plot.Point(
          x: Double(position.index), y: value, isMuted: !position.used,
          note: "position \(position.index): \(NumberText.significant(value))\(unit)"
            + (position.removal.map { ", removed: \($0)" } ?? ""))
      }
    }
    let last = Double(summary.positions.map(\.index).max() ?? 1)
    let range = 0.4...last + 0.6
    let ends = [range.lowerBound, range.upperBound]
    let top = max(points.map(\.y).max() ?? 0, band?.upperBound ?? 0)
    return Plot(
      title: title, x: Axis(label: "position", range: range, spacing: .linear),
      y: Axis(label: label, range: Axis.roundRange(upTo: top), spacing: .linear),
      marks: (band.map { band in
        [
          .band(
            x: ends, lower: [band.lowerBound, band.lowerBound],
            upper: [band.upperBound, band.upperBound])
        ]
      } ?? []) + [.points(points)], format: .small)
  }
}
