import NTAAnalysis
import NTAVideo

extension RunWarning {
  /// Number of sized particles below which the distribution is uncertain.
  private static let fewestTracks = 200
  /// Fraction of saturated spots above which the brightness is uncertain.
  private static let manySaturated = 0.05

  /// The warnings about a result.
  static func found(
    in result: RunResult, findings: MotionModel.Findings, positions: [PositionAnalysis]
  ) -> [RunWarning] {
    guard result.size != nil else { return [.noParticles] }
    var warnings: [RunWarning] = []
    if result.tracking.used < fewestTracks {
      warnings.append(.lowTrackCount(used: result.tracking.used))
    }
    if findings.isMSDNonlinear, let stride = result.displacement?.stride {
      warnings.append(.msdNotLinear(slopeRatio: findings.bend, stride: stride))
    }
    if let flow = result.displacement?.flow_um_per_s {
      warnings.append(.flowDiffers(rms_um_per_s: flow))
    }
    let saturated = positions.compactMap { $0.imaging?.saturatedFraction }.max() ?? 0
    if saturated > manySaturated { warnings.append(.saturated(fraction: saturated)) }
    if result.concentration == nil, result.positions.contains(where: { !$0.file.isEmpty }) {
      warnings.append(.noDepth)
    }
    let removed = result.positions.count { $0.removal != nil }
    if removed * 2 > result.positions.count {
      warnings.append(.positionsRemoved(removed: removed, of: result.positions.count))
    }
    if let warning = CountDispersion.warning(result.positions) { warnings.append(warning) }
    if result.settings.allowDamaged {
      warnings += positions.filter(\.isDamaged).map { position in
        .damagedFramesSkipped(
          Frames(
            position: position.file, frames: position.frames, promised: position.framesExpected))
      }
    }
    return warnings
  }
}
