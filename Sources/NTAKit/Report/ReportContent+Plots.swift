import NTAAnalysis
import NTAVideo

extension ReportContent {
  /// All plots of the report, in its order.
  var plots: [Plot] {
    let distributions = [
      sizePlot(.linear), sizePlot(.logarithmic), weightedPlot, cumulativePlot,
    ]
    let quality = [
      brightnessPlot, displacementPlot, trackLengthPlot, intensityPlot, subpixelPlot,
    ]
    return distributions.compactMap { $0 } + profilePlots + quality.compactMap { $0 }
  }
}

extension Plot {
  /// Whether a band is drawn.
  var hasBand: Bool { marks.contains { if case .band = $0 { true } else { false } } }
}
