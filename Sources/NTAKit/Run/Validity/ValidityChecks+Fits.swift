import Foundation
import NTAAnalysis

extension ValidityChecks {
  /// Checks of the fits, the counts and the distribution.
  var fitChecks: [Validity.Check] {
    [
      trackCheck, spotCheck, lengthCheck, extrapolationCheck, densityCheck, brightnessCheck,
      depthCheck,
    ]
    .compactMap { $0 }
  }

  private var trackCheck: Validity.Check {
    let tracks = Double(result.tracking.used)
    return Validity.Check(
      name: "track_count", measured: tracks, limit: 50, passed: tracks >= 50, severity: .doubtful,
      message: tracks >= 50
        ? "enough particles were sized"
        : "only \(result.tracking.used) particles were sized (at least 50 are needed)")
  }

  private var spotCheck: Validity.Check? {
    guard used.contains(where: { $0.imaging != nil }) else { return nil }
    let unmeasured = used.count { $0.imaging.map { $0.model.spotCount == 0 } ?? false }
    return check(
      "spot_width", Double(unmeasured) / Double(max(used.count, 1)), atMost: 0.5, .invalid,
      "the width of spots was measured",
      "the width of spots could not be measured: the detections are noise, or spots are not round")
  }

  /// Detections that are linked over two frames at most are noise, or particles too fast to be linked.
  private var lengthCheck: Validity.Check? {
    guard used.contains(where: { $0.imaging != nil }) else { return nil }
    let detections = used.reduce(0.0) {
      $0 + ($1.imaging?.detectionsPerFrame ?? 0) * Double($1.frames)
    }
    let tracked = zip(positions, result.positions).reduce(0.0) {
      $1.1.removal == nil ? $0 + $1.1.particlesPerFrame * Double($1.0.frames) : $0
    }
    guard detections > 0 else { return nil }
    let untracked = 1 - tracked / detections
    return check(
      "untracked_detections", untracked, atMost: 0.6, .invalid,
      "most detections belong to tracks that could be sized",
      "\(text(100 * untracked)) % of the detections belong to no track that could be sized: noise, "
        + "or particles that are too fast or too dense to be tracked")
  }

  /// Below the detection limit, the distribution is extrapolated from that above it.
  private var extrapolationCheck: Validity.Check? {
    guard let size = result.size, let limit = size.detectionLimit_nm else { return nil }
    let share = size.shareBelowDetectionLimit
    let isModeBelow = size.statistics.mode_nm < limit
    return check(
      "below_detection_limit", isModeBelow ? 1 : share, atMost: 0.3, .doubtful,
      "most particles lie above the detection limit of \(text(limit)) nm",
      isModeBelow
        ? "the mode lies below the detection limit of \(text(limit)) nm, so it was extrapolated"
        : "\(text(100 * share)) % of the particles are extrapolated below the detection limit of "
          + "\(text(limit)) nm")
  }

  /// Brightness that fluctuates by itself is taken for motion along the axis unless it is known.
  private var brightnessCheck: Validity.Check? {
    guard let concentration = result.concentration, concentration.method == .selfCalibrated
    else { return nil }
    let own = concentration.intrinsicFluctuation
    return check(
      "brightness_fluctuation", own ?? 0, atMost: 0.5, .doubtful,
      own == nil
        ? "brightness changes as the motion of particles along the axis makes it"
        : "the brightness of particles fluctuates by \(text((own ?? 0) * 100)) % in addition to their "
          + "motion along the axis; the depth was corrected, and the interval of the concentration "
          + "is wider",
      "the brightness of particles fluctuates by \(text((own ?? 0) * 100)) % in addition to their motion "
        + "along the axis: calibrate the depth with beads")
  }

  private var densityCheck: Validity.Check? {
    let isDense = result.warnings.contains { $0.kind == .tooDense }
    let isPlausible = !result.warnings.contains {
      [.pixelSizeImplausible, .modeAtEdge].contains($0.kind)
    }
    return check(
      "plausible_fits", isDense || !isPlausible ? 1 : 0, atMost: 0,
      isPlausible ? .doubtful : .invalid,
      "spots, density and mode are plausible",
      isPlausible
        ? "particles are too dense to be distinguished; dilute the sample"
        : "spots or sizes are physically implausible; check the pixel size, frame rate and "
          + "temperature")
  }
}
