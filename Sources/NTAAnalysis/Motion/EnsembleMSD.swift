import Foundation

/// Mean squared displacement of many tracks by lag, with jackknife errors.
///
/// Slopes between two lags are compared on the same tracks, each weighted alike at both, so that
/// small particles, which leave sooner, do not bend the curve.
struct EnsembleMSD: Sendable {
  /// Longest lag, in frames.
  static let longestLag = 12
  /// Tracks are dealt to this many groups; leaving out one at a time gives the errors.
  private static let groups = 20

  private var sums: [LagSums]
  /// Tracks that were dealt.
  private(set) var trackCount = 0
  /// Time between frames, s.
  let interval_s: Double

  private struct LagSums {
    /// Of all tracks: squared 2-D displacement and count at each lag from 1.
    var squared = [Double](repeating: 0, count: longestLag)
    var count = [Double](repeating: 0, count: longestLag)
    /// Of the long tracks alone: means at each lag times the track's weight.
    var long = [Double](repeating: 0, count: longestLag)
    var weight = 0.0
    /// Lag-1 moments per axis: squared step, product of neighbours, variance of the shared point.
    var step2 = 0.0
    var stepCount = 0.0
    var product = 0.0
    var productCount = 0.0
    var shared = 0.0

    mutating func add(_ o: LagSums, sign: Double = 1) {
      for k in squared.indices {
        squared[k] += sign * o.squared[k]
        count[k] += sign * o.count[k]
        long[k] += sign * o.long[k]
      }
      weight += sign * o.weight
      step2 += sign * o.step2
      stepCount += sign * o.stepCount
      product += sign * o.product
      productCount += sign * o.productCount
      shared += sign * o.shared
    }
  }

  init(of tracks: [Trajectory] = [], interval_s: Double) {
    self.interval_s = interval_s
    sums = Array(repeating: LagSums(), count: Self.groups)
    for track in tracks { add(track) }
  }

  mutating func add(_ track: Trajectory) {
    Self.collect(track, into: &sums[trackCount % Self.groups])
    trackCount += 1
  }

  /// Adds the tracks of another, which are dealt on from where these ended.
  mutating func add(_ other: EnsembleMSD) {
    for (group, own) in other.sums.enumerated() {
      sums[(trackCount + group) % Self.groups].add(own)
    }
    trackCount += other.trackCount
  }

  private static func collect(_ track: Trajectory, into sums: inout LagSums) {
    var squared = [Double](repeating: 0, count: longestLag)
    var count = [Double](repeating: 0, count: longestLag)
    for i in 0..<track.count {
      var k = i + 1
      while k < track.count, Int(track.frames[k] - track.frames[i]) <= longestLag {
        let lag = Int(track.frames[k] - track.frames[i])
        let dx = track.x_um[k] - track.x_um[i]
        let dy = track.y_um[k] - track.y_um[i]
        squared[lag - 1] += dx * dx + dy * dy
        count[lag - 1] += 1
        k += 1
      }
    }
    for k in 0..<longestLag {
      sums.squared[k] += squared[k]
      sums.count[k] += count[k]
    }
    if count[longestLag - 1] >= 3, !count.contains(0) {
      let weight = count[longestLag - 1]
      for k in 0..<longestLag { sums.long[k] += weight * squared[k] / count[k] }
      sums.weight += weight
    }
    collectNeighbours(track, into: &sums)
  }

  private static func collectNeighbours(_ track: Trajectory, into sums: inout LagSums) {
    guard track.count >= 3 else { return }
    for i in 1..<track.count - 1
    where track.frames[i] == track.frames[i - 1] + 1 && track.frames[i + 1] == track.frames[i] + 1 {
      let ax = track.x_um[i] - track.x_um[i - 1]
      let ay = track.y_um[i] - track.y_um[i - 1]
      let bx = track.x_um[i + 1] - track.x_um[i]
      let by = track.y_um[i + 1] - track.y_um[i]
      sums.step2 += 0.5 * (ax * ax + ay * ay + bx * bx + by * by)
      sums.stepCount += 2
      sums.product += ax * bx + ay * by
      sums.productCount += 2
      sums.shared += 2 * track.variance_um2[i]
    }
  }

  /// Mean squared displacement of all tracks at each lag from 1, µm²; as many lags as have data.
  var msd_um2: [Double] {
    let all = total
    return (0..<Self.longestLag).prefix { all.count[$0] > 0 }.map {
      all.squared[$0] / all.count[$0]
    }
  }

  private var total: LagSums {
    var all = LagSums()
    for s in sums { all.add(s) }
    return all
  }

  /// A quantity and its jackknife standard error over the groups.
  private func jackknife(_ quantity: (LagSums) -> Double) -> (value: Double, error: Double) {
    let all = total
    let value = quantity(all)
    var scatter = 0.0
    for s in sums {
      var rest = all
      rest.add(s, sign: -1)
      let off = quantity(rest) - value
      scatter += off * off
    }
    let g = Double(Self.groups)
    return (value, (scatter * (g - 1) / g).squareRoot())
  }

  /// True when enough long tracks exist to judge the shape of the curve.
  var hasLongTracks: Bool { sums.count { $0.weight > 0 } >= Self.groups / 2 }

  /// Diffusion coefficient from the slope between lag `lag` and twice that lag, long tracks only.
  ///
  /// Needs neither the localisation error nor the exposure (Vestergaard et al., PRE 89:022726, 2014,
  /// eq. 14, at a stride of `lag` frames).
  func slope(from lag: Int) -> (value: Double, error: Double) {
    jackknife { s in
      (s.long[2 * lag - 1] - s.long[lag - 1]) / max(s.weight, 1e-300)
        / (4 * Double(lag) * interval_s)
    }
  }

  /// Logarithm of the ratio of the slopes from `a` and from `b`, with its error.
  func logSlopeRatio(_ a: Int, _ b: Int) -> (value: Double, error: Double) {
    jackknife { s in
      let slopeA = (s.long[2 * a - 1] - s.long[a - 1]) / Double(a)
      let slopeB = (s.long[2 * b - 1] - s.long[b - 1]) / Double(b)
      return slopeA > 0 && slopeB > 0 ? log(slopeA / slopeB) : -3
    }
  }

  /// Offset of the line through lags `lag` and twice that, µm² per axis: `2 s² - (2/3) D tE`.
  func offset(from lag: Int) -> Double {
    let all = total
    guard all.weight > 0 else { return 0 }
    return 0.5 * (2 * all.long[lag - 1] - all.long[2 * lag - 1]) / all.weight
  }

  /// Diffusion coefficient from neighbouring steps of all tracks, and its error.
  var covarianceDiffusion: (value: Double, error: Double) {
    jackknife { s in
      guard s.productCount > 0 else { return 0 }
      return (s.step2 / s.stepCount / 2 + s.product / s.productCount) / interval_s
    }
  }

  /// Factor by which the real localisation variance exceeds the one the fits report, and its error.
  ///
  /// From the covariance of neighbouring steps, `D tE / 3 - s²`; nil without data.
  func measuredLocalizationScale(exposure_s: Double) -> (value: Double, error: Double)? {
    let all = total
    guard all.productCount >= 100, all.shared > 0 else { return nil }
    return jackknife { s in
      let product = s.product / s.productCount
      let diffusion = (s.step2 / s.stepCount / 2 + product) / interval_s
      return (diffusion * exposure_s / 3 - product) / (s.shared / s.productCount)
    }
  }

  /// Shutter time, s, that explains the covariance of neighbouring steps if the fits' localisation
  /// variances are right; nil without data.
  var measuredExposure_s: Double? {
    let all = total
    let diffusion = covarianceDiffusion.value
    guard all.productCount >= 100, diffusion > 0 else { return nil }
    return 3 * (all.product + all.shared) / all.productCount / diffusion
  }
}
