@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

/// What the checks look at.
struct CheckedRun {
  var result: RunResult
  var positions: [PositionAnalysis]
  var motion = MeasuredMotion(model: MotionModel(exposure_s: 0))
  var periodogram: MotionPeriodogram
  var stated: [RunWarning] = []

  /// A run without a fault.
  init() {
    result = TinyRun.result()
    result.positions = Array(result.positions.prefix(1))
    result.positions[0].particlesPerFrame = 12.5
    result.tracking.used = 60
    result.warnings = []
    positions = [DrawnPosition().analysis(seed: 621).correctingFrameIntervals(in: nil)]
    motion.findings.diffusion_um2_per_s = 15
    periodogram = MotionPeriodogram(model: motion.model)
    addMotion()
  }

  /// Adds the position's tracks to the periodogram, each changed by `change`.
  mutating func addMotion(_ change: (inout Trajectory) -> Void = { _ in }) {
    periodogram = MotionPeriodogram(model: motion.model)
    for var track in positions[0].trajectories(pixelSize_um: 1) {
      // The drawn steps have no error of localisation.
      for n in track.variance_um2.indices { track.variance_um2[n] = 0 }
      change(&track)
      periodogram.add(track, diffusion_um2_per_s: 15)
    }
  }

  var validity: Validity {
    ValidityChecks(
      result: result, positions: positions, motion: motion, periodogram: periodogram,
      stated: stated
    ).validity
  }

  /// The names of the checks that are not met, with their severities.
  var failures: [String] {
    validity.checks.filter { !$0.passed }.map { "\($0.name) \($0.severity.rawValue)" }
  }
}

extension CheckedRun {
  /// What fails in a run without a fault after a change.
  static func failures(_ change: (inout CheckedRun) -> Void) -> [String] {
    var run = CheckedRun()
    change(&run)
    return run.failures
  }

  /// What fails after a change of what the pictures of its position say.
  static func failures(
    ofImaging change: (inout PositionAnalysis.Imaging) -> Void
  ) -> [String] {
    failures { run in
      guard var imaging = run.positions[0].imaging else { return }
      change(&imaging)
      run.positions[0].imaging = imaging
    }
  }
}
