import Foundation

/// Mean normalised periodogram of the displacements of many tracks.
///
/// It says whether their motion follows the model that they are sized with.
///
/// In the basis of the discrete sine transform the displacements of a Brownian track are independent
/// (Berglund, PRE 82:011917, 2010): mode *k* of *N* has the variance
/// `a + 2 b cos(πk / (N + 1))`, with the variance `a` and the covariance `b` of ``MotionModel``. Each
/// mode over its variance, relative to the mean over the modes of its track, is 1 on average whatever
/// the track's diffusion coefficient. A flow that the model does not know raises the lowest modes,
/// confinement lowers them; a codec or noise that is not white shows in the highest.
package struct MotionPeriodogram: Sendable {
  /// Displacements of a segment; shorter tracks are left out, longer ones are divided.
  package static let segmentLength = 16

  /// Groups of modes, from the slowest motion to the fastest.
  package static let bands: [ClosedRange<Int>] = [1...1, 2...2, 3...4, 5...8, 9...12, 13...16]

  private let model: MotionModel
  /// Sums of the normalised power, of its squares, and the number of values, by band.
  private var sum = [Double](repeating: 0, count: Self.bands.count)
  private var squares = [Double](repeating: 0, count: Self.bands.count)
  /// Segments that were added.
  package private(set) var segments = 0

  /// Entry `[k - 1][n]` of the orthonormal sine transform.
  private static let sines: [[Double]] = (1...segmentLength).map { k in
    let norm = (2 / Double(segmentLength + 1)).squareRoot()
    return (1...segmentLength).map { n in
      norm * sin(.pi * Double(k * n) / Double(segmentLength + 1))
    }
  }

  /// The transform of displacements that are all 1.
  private static let sineSums: [Double] = sines.map { $0.reduce(0, +) }

  private static let bandOfMode: [Int] = (1...segmentLength).map { mode in
    bands.firstIndex { $0.contains(mode) } ?? 0
  }

  /// An empty periodogram.
  ///
  /// - Parameter model: the motion model that the tracks were sized with.
  package init(model: MotionModel) { self.model = model }

  /// The segments of several periodograms of one model.
  package init(pooling parts: [MotionPeriodogram], model: MotionModel) {
    self.init(model: model)
    for part in parts { add(part) }
  }

  /// Adds a track.
  ///
  /// - Parameters:
  ///   - track: the track, drift removed.
  ///   - diffusion_um2_per_s: its maximum-likelihood diffusion coefficient, > 0.
  package mutating func add(_ track: Trajectory, diffusion_um2_per_s: Double) {
    let stride = model.stride
    let needed = Self.segmentLength * stride
    var start = 0
    // Segments begin where the one before ends, and span frames without a gap.
    while start + needed < track.count {
      let end = start + needed
      let isGapless = Int(track.frames[end] - track.frames[start]) == needed
      guard isGapless else {
        start += 1
        continue
      }
      addSegment(track, from: start, stride: stride, diffusion: diffusion_um2_per_s)
      start = end
    }
  }

  private mutating func addSegment(
    _ track: Trajectory, from start: Int, stride: Int, diffusion: Double
  ) {
    let n = Self.segmentLength
    let points = (0...n).map { start + $0 * stride }
    let dt = (track.times_s[points[n]] - track.times_s[points[0]]) / Double(n)
    let noise = points.reduce(0) { $0 + track.variance_um2[$1] } / Double(n + 1)
    let s = noise * model.localizationScale
    let third = min(model.exposure_s / 3, 0.49 * dt)
    let a = 2 * diffusion * (dt - third) + 2 * s
    let b = diffusion * third - s
    var power = [Double](repeating: 0, count: n)
    for k in 0..<n {
      let row = Self.sines[k]
      var (x, y) = (0.0, 0.0)
      for m in 0..<n {
        x += row[m] * (track.x_um[points[m + 1]] - track.x_um[points[m]])
        y += row[m] * (track.y_um[points[m + 1]] - track.y_um[points[m]])
      }
      let variance = max(a + 2 * b * cos(.pi * Double(k + 1) / Double(n + 1)), 1e-3 * a)
      let constant = Self.sineSums[k] * dt
      // Share of each axis' variance that is not flow.
      let share = variance / (variance + constant * constant * model.flowVariance_um2_per_s2)
      power[k] = 0.5 * (x * x * share.x + y * y * share.y) / variance
    }
    let mean = power.reduce(0, +) / Double(n)
    guard mean > 0, mean.isFinite else { return }
    segments += 1
    for k in 0..<n {
      let value = power[k] / mean
      sum[Self.bandOfMode[k]] += value
      squares[Self.bandOfMode[k]] += value * value
    }
  }

  /// Adds the segments of another periodogram of the same model.
  package mutating func add(_ other: MotionPeriodogram) {
    for band in sum.indices {
      sum[band] += other.sum[band]
      squares[band] += other.squares[band]
    }
    segments += other.segments
  }

  /// Mean normalised power of a band; 1 if the model holds.
  package struct Band: Sendable, Equatable {
    /// Modes of the band, from 1.
    package var modes: ClosedRange<Int>
    package var power: Double
    /// Standard error of `power`.
    package var error: Double
  }

  /// The bands, from the slowest motion; empty with fewer than ten segments.
  package var bands: [Band] {
    guard segments >= 10 else { return [] }
    return Self.bands.indices.map { band in
      let count = Double(segments * Self.bands[band].count)
      let mean = sum[band] / count
      let variance = max(squares[band] / count - mean * mean, 0)
      return Band(
        modes: Self.bands[band], power: mean, error: (variance / count).squareRoot())
    }
  }
}
