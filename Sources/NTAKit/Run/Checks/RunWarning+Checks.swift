import Foundation
import NTAAnalysis
import NTAVideo

extension RunWarning {
  /// What the user should know of a result before trusting it.
  static func found(
    in result: RunResult, findings: MotionModel.Findings, positions: [PositionAnalysis]
  ) -> [RunWarning] {
    var warnings: [RunWarning] = []
    func warn(_ code: String, _ message: String) {
      warnings.append(RunWarning(code: code, message: message))
    }
    guard result.size != nil else {
      warn("NO_PARTICLES", "no particle population was found; check focus, laser and dilution")
      return warnings
    }
    if result.tracking.used < 200 {
      warn(
        "LOW_TRACK_COUNT",
        "only \(result.tracking.used) particles were sized; 1,000 are wanted for a distribution: "
          + "record more positions or cycles")
    }
    if findings.isMSDNonlinear, let stride = result.displacement?.stride {
      let percent = String(format: "%.0f", 100 * findings.bend)
      warn(
        "MSD_NOT_LINEAR",
        "the mean squared displacement is no line: its slope at one frame is \(percent) % of the "
          + "slope at long lags, as video compression or strong noise does; steps over \(stride) "
          + "frames were used instead")
    }
    let saturated = positions.compactMap { $0.imaging?.saturatedShare }.max() ?? 0
    if saturated > 0.05 {
      warn(
        "SATURATED",
        "up to \(String(format: "%.0f", 100 * saturated)) % of the spots are at the camera's limit: "
          + "their brightness is only a lower bound; lower the gain or the exposure")
    }
    if result.concentration == nil, result.positions.contains(where: { !$0.file.isEmpty }) {
      warn(
        "NO_DEPTH",
        "the depth of the observed volume is unknown, so there is no concentration: give --depth, "
          + "an instrument or a calibration")
    }
    let removed = result.positions.filter { $0.removal != nil }
    if removed.count * 2 > result.positions.count {
      warn(
        "POSITIONS_REMOVED",
        "\(removed.count) of \(result.positions.count) positions were left out; see positions.csv")
    }
    if let warning = CountDispersion.warning(result.positions) { warnings.append(warning) }
    for o in positions where o.isDamaged && result.settings.allowDamaged {
      let promised = o.framesExpected.map { " of \($0)" } ?? ""
      warn("DAMAGED", "\(o.file): \(o.frames)\(promised) frames are whole and were analysed")
    }
    return warnings
  }
}
