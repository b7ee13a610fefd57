import Algorithms

/// The common motion of all particles at a position, and its removal.
///
/// The mean displacement of each frame interval is smoothed over `smoothing_s` or longer. Where
/// vibration makes the interval means scatter more than Brownian motion does, the drift lies
/// between the smoothed and the unsmoothed mean, weighted by the excess variance (empirical-Bayes
/// shrinkage). A particle's own displacements contribute to the mean, so subtracting the mean also
/// removes part of the particle's own motion. Each displacement is scaled up to compensate; for a
/// single interval the correction of the variance is the textbook `n / (n - 1)`. `IntervalDisplacements`
/// computes the means.
///
/// ```swift
/// let drift = try Drift(of: tracks, interval_s: 1.0 / 30)
/// let trajectories = try drift.subtracted(from: tracks, interval_s: 1.0 / 30, pixelSize_um: 0.2)
/// ```
public struct Drift: Sendable {
  /// Drift in each frame interval, px; element *k* leads from frame *k* to *k + 1*.
  public private(set) var step_px: [SIMD2<Double>]
  /// Fraction of a displacement's variance left after the subtraction, in [0.1, 1].
  public private(set) var varianceLeft: [Double]

  /// Shortest averaging time of the drift, s.
  static let smoothing_s = 0.5
  /// Links wanted in each window; with fewer than some hundreds, the mean is dominated by Brownian
  /// motion.
  private static let linksWanted = 400.0

  /// Estimates the drift of a position.
  ///
  /// - Parameters:
  ///   - tracks: all tracks, at least two points each to be of use.
  ///   - frameCount: frames of the position.
  ///   - interval_s: time between frames, > 0.
  package init(of tracks: some Sequence<Track>, frameCount: Int, interval_s: Double) {
    var log = DisplacementLog(in: nil)
    for (interval, steps) in Self.steps(of: tracks, intervals: max(frameCount - 1, 0)).enumerated()
    {
      log.add(steps, interval: interval)
    }
    log.seal()
    self.init(of: log, frameCount: frameCount, interval_s: interval_s)
  }

  /// Estimates the drift of a position.
  ///
  /// - Parameters:
  ///   - log: the displacements between consecutive frames, sealed.
  ///   - frameCount: frames of the position.
  ///   - interval_s: time between frames, > 0.
  package init(of log: DisplacementLog, frameCount: Int, interval_s: Double) {
    var steps = IntervalDisplacements(intervals: max(frameCount - 1, 0))
    steps.collect(log)
    let variance = steps.typicalVariance
    var step = [SIMD2<Double>](repeating: .zero, count: steps.count.count)
    var left = [Double](repeating: 1, count: steps.count.count)
    let smooth = steps.smoothed(
      halfWidth: max(1, Int((Drift.smoothing_s / interval_s / 2).rounded(.up))),
      linksWanted: Drift.linksWanted)
    let excess = steps.excessVariance(around: smooth.mean, variance: variance)
    for k in step.indices {
      let n = steps.count[k]
      let share = n > 0 && excess > 0 ? excess / (excess + variance / n) : 0
      let own = n > 0 ? steps.mean(k) : smooth.mean[k]
      step[k] = smooth.mean[k] + share * (own - smooth.mean[k])
      guard n > 0 else { continue }
      // Contribution of one displacement to the window's and the interval's mean; see the type's
      // comment.
      let lost = (1 - share) * (1 - share) / smooth.links[k] + share * (2 - share) / n
      left[k] = max(1 - lost, 0.1)
    }
    step_px = step
    varianceLeft = left
  }

  /// Estimates the drift of a recording whose file shows some frames more than once.
  ///
  /// - Parameters:
  ///   - tracks: all tracks; their frames are those of the file.
  ///   - numbers: number of the recorded frame that each frame of the file shows, from 0 and rising by
  ///     0 or 1.
  ///   - interval_s: time between recorded frames, > 0 s.
  package init(of tracks: some Sequence<Track>, numbers: [Int32], interval_s: Double) {
    let recorded = Drift(
      of: tracks.lazy.map { track in
        var track = track
        for i in track.points.indices {
          track.points[i].frame = numbers[Int(track.points[i].frame)]
        }
        return track
      }, frameCount: Int(numbers.last ?? -1) + 1, interval_s: interval_s)
    step_px = []
    varianceLeft = []
    for (from, to) in zip(numbers, numbers.dropFirst()) {
      // Between a frame and its repetition nothing moves.
      let interval = max(min(Int(from), recorded.step_px.count - 1), 0)
      step_px.append(to > from ? recorded.step_px[interval] : .zero)
      varianceLeft.append(recorded.varianceLeft.isEmpty ? 1 : recorded.varianceLeft[interval])
    }
  }

  /// Displacements between consecutive frames by interval, px.
  private static func steps(
    of tracks: some Sequence<Track>, intervals: Int
  ) -> [[SIMD2<Float>]] {
    var steps = [[SIMD2<Float>]](repeating: [], count: intervals)
    for track in tracks where track.points.count >= 2 {
      for (a, b) in track.points.adjacentPairs() where b.frame == a.frame + 1 {
        steps[Int(a.frame)].append(SIMD2(b.x - a.x, b.y - a.y))
      }
    }
    return steps
  }

  /// Mean drift over the recording, px per frame interval.
  public var mean_px: SIMD2<Double> {
    step_px.isEmpty ? .zero : step_px.reduce(.zero, +) / Double(step_px.count)
  }

  /// The localisation variance in px², or 0.01 px² (an error of 0.1 px) if it is missing or
  /// implausible.
  ///
  /// Tables of other programs may lack the variance or hold a meaningless one: trackpy's `ep` is
  /// negative or many pixels where the background was misjudged. The scale factor measured from the
  /// displacements (``MotionModel``) then corrects the default.
  private static func plausible(variance_px2 variance: Float) -> Double {
    variance.isFinite && variance > 1e-6 && variance < 1 ? Double(variance) : 0.01
  }

  /// A track with the drift removed, in micrometres and seconds.
  ///
  /// - Parameters:
  ///   - track: the track, in px.
  ///   - frameTimes_s: time of each frame, s.
  ///   - pixelSize_um: edge of a pixel in the sample, µm.
  ///   - flow: what differs from place to place and is removed, too.
  /// - Returns: the trajectory, from the track's first position.
  func trajectory(
    of track: Track, frameTimes_s: [Double], pixelSize_um: Double, flow: VelocityField? = nil
  ) -> Trajectory {
    let points = track.points
    var result = Trajectory(
      particle: track.particle, frames: points.map(\.frame), times_s: [], x_um: [], y_um: [],
      variance_um2: [], intensity: points.map(\.intensity))
    result.times_s.reserveCapacity(points.count)
    result.x_um.reserveCapacity(points.count)
    result.y_um.reserveCapacity(points.count)
    result.variance_um2.reserveCapacity(points.count)
    var place = points.first.map { SIMD2(Double($0.x), Double($0.y)) } ?? .zero
    for (i, point) in points.enumerated() {
      if i > 0 {
        let last = points[i - 1]
        let intervals = Int(last.frame)..<Int(point.frame)
        var common = SIMD2<Double>.zero
        var left = 0.0
        for k in intervals {
          common += step_px[k]
          left += varianceLeft[k]
        }
        if let flow {
          let middle = 0.5 * SIMD2(Double(point.x + last.x), Double(point.y + last.y))
          let time_s = frameTimes_s[Int(point.frame)] - frameTimes_s[Int(last.frame)]
          common += time_s * flow.velocity_px_per_s(at: middle)
          left *= flow.varianceLeft
        }
        let scale = 1 / (left / Double(intervals.count)).squareRoot()
        let step = SIMD2(Double(point.x) - Double(last.x), Double(point.y) - Double(last.y))
        place += (step - common) * scale
      }
      result.times_s.append(frameTimes_s[Int(point.frame)])
      result.x_um.append(place.x * pixelSize_um)
      result.y_um.append(place.y * pixelSize_um)
      result.variance_um2.append(
        Drift.plausible(variance_px2: point.variance) * pixelSize_um * pixelSize_um)
    }
    return result
  }
}
