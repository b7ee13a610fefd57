import NTAAnalysis
import NTAVideo

extension ReportContent {
  /// The profile through the cell: one plot per quantity, with removed positions in a pale colour.
  ///
  /// Empty for a single position, and without tracks.
  var profilePlots: [Plot] {
    guard summary.positions.count > 1, summary.tracks.count > 0 else { return [] }
    return [
      profile("Particles per frame by position", "particles per frame") { $0.particles_per_frame },
      profile("Median diameter of the tracks by position", "D50 of the tracks / nm") {
        $0.d50_nm
      },
      profile("Brightness by position", "brightness / grey levels") { $0.mean_intensity },
      profile("Drift by position", "drift / (µm/s)") { position in
        guard let x = position.drift_x_um_per_s, let y = position.drift_y_um_per_s else {
          return nil
        }
        return (x * x + y * y).squareRoot()
      },
    ]
  }

  private func profile(
    _ title: String, _ label: String, _ value: (SummaryDocument.Position) -> Double?
  ) -> Plot {
    let bars = summary.positions.compactMap { position in
      value(position).map { value in
        Plot.Bar(
          from: Double(position.index) - 0.4, to: Double(position.index) + 0.4, height: value,
          isMuted: !position.used,
          note: "position \(position.index): \(NumberText.significant(value))"
            + (position.removal.map { ", removed: \($0)" } ?? ""))
      }
    }
    let last = Double(summary.positions.map(\.index).max() ?? 1)
    return Plot(
      title: title,
      x: Axis(label: "position", range: 0.4...last + 0.6, spacing: .linear),
      y: Axis(
        label: label, range: Axis.roundRange(upTo: bars.map(\.height).max() ?? 0),
        spacing: .linear),
      marks: [.bars(bars, style: .main)], format: .small)
  }
}
