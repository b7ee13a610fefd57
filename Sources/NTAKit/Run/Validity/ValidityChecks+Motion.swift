import Foundation
import NTAAnalysis

extension ValidityChecks {
  /// Checks of the goodness of fit of the motion model, the linearity of the MSD and the flow.
  var motionChecks: [Validity.Check] { periodogramChecks + [msdCheck, flowCheck] }

  /// Deviation from 1, apart from statistical errors, that simulated runs without a fault do not
  /// exceed: the localisation error of a fit is known only to 15 %, and motion blur only as well as the
  /// stated exposure time.
  private static let allowedDeviation = 0.08
  /// Deviation from 1 that makes a result invalid.
  private static let invalidDeviation = 0.25

  private var periodogramChecks: [Validity.Check] {
    let bands = periodogram.bands
    guard !bands.isEmpty else { return [] }
    /// Deviation of a band from 1 beyond four standard errors.
    func excess(_ band: MotionPeriodogram.Band) -> Double {
      max(abs(band.power - 1) - 4 * band.error, 0)
    }
    let slow = bands.prefix(2).max { excess($0) < excess($1) } ?? bands[0]
    let fast = bands.dropFirst(2).max { excess($0) < excess($1) } ?? bands[0]
    let slowMeaning =
      slow.power > 1
      ? "particles move by more than diffusion, for example in a flow that varies over the field of "
        + "view: the measured sizes are too small"
      : "particles are confined or stick to a surface: the measured sizes are too large"
    let fastMeaning =
      "displacements between frames do not follow the model of diffusion with motion blur and "
      + "localisation error: the cause may be video compression, image processing or wrong frame times"
    return [
      motionCheck("motion_slow_modes", excess(slow), slow.power, slowMeaning),
      motionCheck("motion_fast_modes", excess(fast), fast.power, fastMeaning),
    ]
  }

  private func motionCheck(
    _ name: String, _ excess: Double, _ power: Double, _ meaning: String
  ) -> Validity.Check {
    let severity: Validity.Verdict = excess > Self.invalidDeviation ? .invalid : .doubtful
    return check(
      name, excess, atMost: Self.allowedDeviation, severity,
      "the displacements of the tracks follow the model of diffusion",
      "\(meaning) (power \(text(power)) instead of 1)")
  }

  /// If the MSD is not linear, longer lags are used, which is correct only if compression is the cause.
  private var msdCheck: Validity.Check {
    let bend = motion.findings.bend
    return check(
      "msd_linear", motion.findings.isMSDNonlinear ? abs(log(bend)) : 0, atMost: 0.1, .doubtful,
      "the mean squared displacement is a straight line",
      bend < 1
        ? "the mean squared displacement rises faster at long lags, because video compression holds "
          + "spots in place or the flow varies between particles; longer lags were used"
        : "the mean squared displacement flattens at long lags, because noise is correlated between "
          + "frames or particles are confined; longer lags were used")
  }

  /// Checks the flow that varies over the depth, as a fraction of a displacement.
  ///
  /// The likelihood assumes a constant velocity for each track. In a shear flow over the depth, the
  /// velocity changes as the particle diffuses: simulated shear of 0.35 makes sizes 2 % too small, and
  /// of 0.15, 0.5 %.
  private var flowCheck: Validity.Check {
    let variance = motion.model.flowVariance_um2_per_s2.max()
    let diffusion = motion.findings.diffusion_um2_per_s
    let interval_s = result.displacement?.interval_s ?? 0
    let share =
      diffusion > 0 ? (variance * interval_s / (2 * diffusion)).squareRoot() : 0
    return check(
      "flow_of_each_particle", share, atMost: 0.25, .doubtful,
      "the flow varies little over the depth",
      "the flow varies over the depth by \(text(share)) of a displacement: it was corrected, but sizes may "
        + "be a few per cent too small; wait until the flow has stopped")
  }

  /// Checks for missing, repeated and unevenly spaced frames, from the displacements of all particles.
  var intervalChecks: [Validity.Check] {
    let known = used.compactMap { position in position.intervals.map { (position, $0) } }
    let count = known.reduce(0) { $0 + max($1.0.frames - 1, 1) }
    let repeated = known.reduce(0) { $0 + $1.1.unusual.values.count { $0 == 0 } }
    let missing = known.reduce(0) { $0 + ($1.0.frameNumbers?.missing ?? 0) }
    let pauses = used.map { Double($0.pauses.count) / Double(max($0.frames - 1, 1)) }.max() ?? 0
    let spread = known.map { $0.0.frameNumbers == nil ? $0.1.excessSpread : 0 }.max()
    return [
      check(
        "repeated_frames", Double(repeated) / Double(max(count, 1)), atMost: 0.01, .invalid,
        "no frame is a near copy of the one before",
        "\(repeated) frames are near copies of the frame before: the recording was converted from "
          + "another frame rate"),
      check(
        "missing_frames", Double(missing) / Double(max(count, 1)), atMost: 0.25, .doubtful,
        missing == 0
          ? "no frame is missing"
          : "\(missing) frames are missing without a gap in the file's times; the times were corrected",
        "\(missing) frames are missing without a gap in the file's times; the times were corrected, "
          + "but fast particles are lost where many frames are missing"),
      check(
        "pauses", pauses, atMost: 0.05, .doubtful,
        pauses == 0
          ? "the recording has no pause"
          : "the recording has pauses, at which all tracks end; the frames between them were measured",
        "the recording has a pause, at which all tracks end, every \(text(1 / pauses)) frames: the "
          + "tracks between them are too short"),
      check(
        "even_intervals", spread, atMost: 0.35, .doubtful,
        "displacements do not change with time",
        "displacements change with time by more than chance: the exposure or the frame rate varied, "
          + "or the camera moved"),
      sectionCheck,
    ]
  }

  /// A single break is a pause, or a knock; a video of several positions has more of them.
  private var sectionCheck: Validity.Check {
    let worst = used.max { $0.breaks.count < $1.breaks.count }
    let breaks = worst?.breaks ?? []
    let place = breaks.first.map { " (first after frame \($0 + 1) of \(worst?.file ?? ""))" } ?? ""
    return check(
      "sections", Double(breaks.count), atMost: 0, breaks.count > 1 ? .invalid : .doubtful,
      "tracks end one by one",
      "all tracks end at once \(breaks.count == 1 ? "" : "\(breaks.count) times ")and others begin"
        + "\(place): the video holds several positions of the cell, or was paused; state the number "
        + "of positions")
  }
}
