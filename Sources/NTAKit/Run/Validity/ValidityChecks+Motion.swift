import Foundation
import NTAAnalysis

extension ValidityChecks {
  /// Goodness of fit of the motion model, and the shape of the MSD.
  var motionChecks: [Validity.Check] { periodogramChecks + [msdCheck, flowCheck] }

  /// Deviation from 1 that simulated runs without a fault stay within, besides statistical errors: the
  /// localisation error of a fit is known to 15 % only, and blur to its stated exposure.
  private static let tolerated = 0.08
  private static let tooFar = 0.25

  private var periodogramChecks: [Validity.Check] {
    let bands = periodogram.bands
    guard !bands.isEmpty else { return [] }
    /// Deviation of a band beyond four standard errors.
    func excess(_ band: MotionPeriodogram.Band) -> Double {
      max(abs(band.power - 1) - 4 * band.error, 0)
    }
    let slow = bands.prefix(2).max { excess($0) < excess($1) } ?? bands[0]
    let fast = bands.dropFirst(2).max { excess($0) < excess($1) } ?? bands[0]
    let slowly =
      slow.power > 1
      ? "particles have a motion of their own besides diffusion, such as a flow that differs over the "
        + "field of view: their sizes come out too small"
      : "particles are held back: they are confined or stuck, and their sizes come out too large"
    let quickly =
      "displacements from frame to frame do not follow the model of diffusion with blur and "
      + "localisation error: video compression, image processing or wrong frame times"
    return [
      motionCheck("motion_slow_modes", excess(slow), slow.power, slowly),
      motionCheck("motion_fast_modes", excess(fast), fast.power, quickly),
    ]
  }

  private func motionCheck(
    _ name: String, _ excess: Double, _ power: Double, _ meaning: String
  ) -> Validity.Check {
    let severity: Validity.Verdict = excess > Self.tooFar ? .invalid : .doubtful
    return check(
      name, excess, atMost: Self.tolerated, severity,
      "the displacements of a track follow the model of diffusion",
      "\(meaning) (power \(text(power)) instead of 1)")
  }

  /// A bent MSD is measured over longer lags, which is right for coding alone.
  private var msdCheck: Validity.Check {
    let bend = motion.findings.bend
    return check(
      "msd_linear", motion.findings.isMSDNonlinear ? abs(log(bend)) : 0, atMost: 0.1, .doubtful,
      "the mean squared displacement is a straight line",
      bend < 1
        ? "the mean squared displacement rises faster at long lags: video compression holds spots "
          + "still, or particles flow differently; longer lags were used"
        : "the mean squared displacement flattens: noise that is correlated over frames, or "
          + "confined particles; longer lags were used")
  }

  /// Share of a displacement that is flow of the particle's own.
  ///
  /// The velocity of each track is integrated over as if it were constant. In a shear over the depth it
  /// changes as the particle diffuses: simulated shear of 0.35 makes sizes 2 % too small, of 0.15 0.5 %.
  private var flowCheck: Validity.Check {
    let variance = motion.model.flowVariance_um2_per_s2.max()
    let diffusion = motion.findings.diffusion_um2_per_s
    let interval_s = result.displacement?.interval_s ?? 0
    let share =
      diffusion > 0 ? (variance * interval_s / (2 * diffusion)).squareRoot() : 0
    return check(
      "flow_of_each_particle", share, atMost: 0.25, .doubtful,
      "particles at one place are carried alike, or differ little",
      "the flow differs over the depth by \(text(share)) of a displacement: it is taken out, but sizes "
        + "may be some percent too small; let the cell come to rest")
  }

  /// Lost, repeated and uneven frames, from the displacements of all particles.
  var intervalChecks: [Validity.Check] {
    let known = used.compactMap { position in position.intervals.map { (position, $0) } }
    let count = known.reduce(0) { $0 + max($1.0.frames - 1, 1) }
    let repeated = known.reduce(0) { $0 + $1.1.unusual.values.count { $0 == 0 } }
    let missing = known.reduce(0) { $0 + ($1.0.frameNumbers?.missing ?? 0) }
    let pauses = known.filter {
      $0.1.unusual.values.contains { $0 > PositionAnalysis.longestLinked }
    }.count
    let spread = known.map { $0.0.frameNumbers == nil ? $0.1.excessSpread : 0 }.max()
    return [
      check(
        "repeated_frames", Double(repeated) / Double(max(count, 1)), atMost: 0.01, .invalid,
        "no frame nearly repeats the one before",
        "\(repeated) frames nearly repeat the one before: the recording was converted from another "
          + "frame rate"),
      check(
        "missing_frames", Double(missing) / Double(max(count, 1)), atMost: 0.05, .doubtful,
        missing == 0
          ? "no frame is missing"
          : "\(missing) frames are missing without a gap in the times; the times were corrected",
        "\(missing) frames are missing without a gap in the times; the times were corrected, but fast "
          + "particles are lost where many are missing"),
      check(
        "pauses", Double(pauses), atMost: 0, .doubtful,
        "the recording goes on without a pause",
        "\(pauses) positions have a pause, at which all tracks end: sizes and counts of short tracks "
          + "are less certain"),
      check(
        "even_intervals", spread, atMost: 0.35, .doubtful,
        "displacements are equally long at all times",
        "displacements change with time beyond chance: the exposure or the frame rate varied, or "
          + "the camera moved"),
    ]
  }
}
