import NTAAnalysis
import NTAVideo

extension DilutionSeries {
  /// Plots the concentration of the sample against its dilution, which is constant for a linear
  /// series: the results, their mean, and the allowed deviation.
  var plot: Plot {
    let dilutions = points.map(\.dilution)
    let concentrations = points.map(\.concentration_per_mL)
    let range = (dilutions.min() ?? 1) / 1.5...(dilutions.max() ?? 1) * 1.5
    let ends = [range.lowerBound, range.upperBound]
    func level(_ factor: Double) -> [Double] { ends.map { _ in factor * mean_per_mL } }
    let top = max(concentrations.max() ?? 0, (1 + Self.allowedDeviation) * mean_per_mL)
    return Plot(
      title: "Concentration of the sample by dilution",
      x: Axis(label: "dilution", range: range, spacing: .logarithmic),
      y: Axis(
        label: "particles per mL of the sample", range: Axis.roundRange(upTo: 1.1 * top),
        spacing: .linear),
      marks: [
        .band(
          x: ends, lower: level(1 - Self.allowedDeviation), upper: level(1 + Self.allowedDeviation)
        ),
        .line(x: ends, y: level(1), style: .quiet),
        .dots(x: dilutions, y: concentrations),
      ])
  }
}
