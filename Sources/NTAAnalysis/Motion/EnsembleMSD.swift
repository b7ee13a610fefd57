import Foundation

/// Ensemble MSD of many tracks by lag, with jackknife errors.
///
/// Slopes between two lags are computed from tracks long enough for all lags, each with the same
/// weight at every lag. Otherwise small particles, which leave the field sooner, would bend the
/// curve. ``MotionModel`` is estimated from it.
///
/// ```swift
/// let ensemble = EnsembleMSD(of: trajectories, interval_s: 1.0 / 30)
/// let line = zip(ensemble.msd_um2, ensemble.msdStandardErrors_um2)
/// print("D:", ensemble.diffusion_um2_per_s, "±", ensemble.diffusionStandardError_um2_per_s)
/// ```
public struct EnsembleMSD: Sendable {
  /// Longest lag, in frames.
  static let longestLag = 12
  /// Number of jackknife groups; tracks are assigned to them in turn.
  private static let groups = 20

  private var sums: [LagSums]
  /// Number of tracks added.
  public private(set) var trackCount = 0
  /// Whether the tracks state their localisation variances.
  private(set) var statesVariances = true
  /// Time between frames, s.
  public let interval_s: Double
  /// Whether all sums are taken without the flow that differs between particles.
  private var subtractsFlow = false

  private struct LagSums {
    /// All tracks: squared 2-D displacement, µm², and count at each lag from 1.
    var squared = [Double](repeating: 0, count: longestLag)
    var count = [Double](repeating: 0, count: longestLag)
    /// Long tracks only: mean at each lag times the track's weight.
    var long = [Double](repeating: 0, count: longestLag)
    var weight = 0.0
    /// Lag-1 moments, summed over both axes: squared displacement, product of consecutive
    /// displacements, localisation variance of the shared point.
    var step2 = 0.0
    var stepCount = 0.0
    var product = 0.0
    var productCount = 0.0
    var shared = 0.0
    var flow = FlowSums()

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
      flow.add(o.flow, sign: sign)
    }

    /// The same without what the flow adds to squares and products of displacements.
    func withoutFlow(interval_s: Double) -> LagSums {
      let variance = flow.variance_um2_per_s2
      let flow_um2 = max(variance.x, 0) + max(variance.y, 0)
      let step_um2 = flow_um2 * interval_s * interval_s
      var rest = self
      for k in squared.indices {
        let lag_um2 = step_um2 * Double((k + 1) * (k + 1))
        rest.squared[k] -= count[k] * lag_um2
        rest.long[k] -= weight * lag_um2
      }
      rest.step2 -= stepCount * step_um2 / 2
      rest.product -= productCount * step_um2 / 2
      return rest
    }
  }

  /// The ensemble of some trajectories.
  ///
  /// - Parameters:
  ///   - tracks: trajectories without drift.
  ///   - interval_s: time between frames, > 0 s.
  /// - Complexity: O(*n*) in the number of points.
  public init(of tracks: [Trajectory] = [], interval_s: Double) {
    precondition(interval_s > 0, "the time between frames is positive")
    self.interval_s = interval_s
    sums = Array(repeating: LagSums(), count: Self.groups)
    for track in tracks { add(track) }
  }

  /// The ensemble of the mobile tracks of a position.
  ///
  /// - Parameters:
  ///   - trajectories: the position's tracks.
  ///   - minimumTrackLength: number of points below which a track is left out.
  ///   - interval_s: time between frames, > 0 s.
  ///   - mobility: the test by which immobile tracks are left out.
  package init(
    ofMobile trajectories: Trajectories, minimumTrackLength: Int, interval_s: Double,
    mobility: inout ImmobilityTest
  ) {
    self.init(interval_s: interval_s)
    for track in trajectories
    where track.count >= minimumTrackLength && mobility.isMobile(track) { add(track) }
  }

  /// Adds a trajectory.
  package mutating func add(_ track: Trajectory) {
    Self.collect(track, into: &sums[trackCount % Self.groups])
    statesVariances = statesVariances && track.statesVariances
    trackCount += 1
  }

  /// Adds the tracks of another ensemble; assignment to groups continues in turn.
  package mutating func add(_ other: EnsembleMSD) {
    for (group, own) in other.sums.enumerated() {
      sums[(trackCount + group) % Self.groups].add(own)
    }
    trackCount += other.trackCount
    statesVariances = statesVariances && other.statesVariances
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
    sums.flow.add(track)
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

  /// MSD of all tracks at each lag from 1, µm²; ends before the first lag without data.
  public var msd_um2: [Double] {
    let all = total
    return (0..<Self.longestLag).prefix { all.count[$0] > 0 }.map {
      all.squared[$0] / all.count[$0]
    }
  }

  /// Jackknife standard error of ``msd_um2`` at each lag, µm²; `nan` for fewer than two groups of
  /// tracks.
  ///
  /// Errors at different lags are correlated, because they come from the same displacements.
  public var msdStandardErrors_um2: [Double] {
    let groups = allGroups
    let all = corrected(groups)
    return (0..<Self.longestLag).prefix { all.count[$0] > 0 }.map { lag in
      let without = sums.filter { $0.count[lag] > 0 && $0.count[lag] < all.count[lag] }
        .map { group in
          let rest = total(groups, without: group)
          return rest.squared[lag] / rest.count[lag]
        }
      guard without.count >= 2 else { return .nan }
      let value = all.squared[lag] / all.count[lag]
      let scatter = without.reduce(0) { $0 + ($1 - value) * ($1 - value) }
      let groups = Double(without.count)
      return (scatter * (groups - 1) / groups).squareRoot()
    }
  }

  /// Ensemble diffusion coefficient, µm²/s, from consecutive displacements; 0 without any.
  ///
  /// The covariance-based estimator is independent of localisation error and exposure time
  /// (Vestergaard et al., PRE 89:022726, 2014, eq. 14).
  public var diffusion_um2_per_s: Double { covarianceDiffusion.value }
  /// Jackknife standard error of ``diffusion_um2_per_s``, µm²/s.
  public var diffusionStandardError_um2_per_s: Double { covarianceDiffusion.error }

  /// Sums of all groups.
  private var total: LagSums { corrected(allGroups) }

  private var allGroups: LagSums {
    var all = LagSums()
    for s in sums { all.add(s) }
    return all
  }

  /// The sums of all groups but one.
  private func total(_ allGroups: LagSums, without left: LagSums) -> LagSums {
    var rest = allGroups
    rest.add(left, sign: -1)
    return corrected(rest)
  }

  private func corrected(_ sums: LagSums) -> LagSums {
    subtractsFlow ? sums.withoutFlow(interval_s: interval_s) : sums
  }

  /// A quantity and its jackknife standard error over the groups.
  private func jackknife(_ quantity: (LagSums) -> Double) -> (value: Double, error: Double) {
    let all = allGroups
    let value = quantity(corrected(all))
    var scatter = 0.0
    for s in sums {
      let off = quantity(total(all, without: s)) - value
      scatter += off * off
    }
    let g = Double(Self.groups)
    return (value, (scatter * (g - 1) / g).squareRoot())
  }

  /// Variance over the particles of the velocity with which a flow carries them, per axis, with its
  /// error, µm²/s².
  var flowVariance: (value_um2_per_s2: SIMD2<Double>, error_um2_per_s2: SIMD2<Double>) {
    let x = jackknife { $0.flow.variance_um2_per_s2.x }
    let y = jackknife { $0.flow.variance_um2_per_s2.y }
    return (SIMD2(x.value, y.value), SIMD2(x.error, y.error))
  }

  /// The same ensemble, with all sums without what that flow adds to them.
  package var withoutFlow: EnsembleMSD {
    var rest = self
    rest.subtractsFlow = true
    return rest
  }

  /// True if at least half of the groups hold long tracks: enough to judge the shape of the curve.
  var hasLongTracks: Bool { sums.count { $0.weight > 0 } >= Self.groups / 2 }

  /// Diffusion coefficient, µm²/s, from the slope between lags `lag` and 2 `lag` of the long
  /// tracks.
  ///
  /// Independent of localisation error and exposure time (Vestergaard et al., PRE 89:022726, 2014,
  /// eq. 14, at a stride of `lag` frames).
  func slope(from lag: Int) -> (value: Double, error: Double) {
    jackknife { s in
      (s.long[2 * lag - 1] - s.long[lag - 1]) / max(s.weight, 1e-300)
        / (4 * Double(lag) * interval_s)
    }
  }

  /// Logarithm of the ratio of the slopes from lags `a` and `b`, with its error; -3 if either slope
  /// is not positive.
  func logSlopeRatio(_ a: Int, _ b: Int) -> (value: Double, error: Double) {
    jackknife { s in
      let slopeA = (s.long[2 * a - 1] - s.long[a - 1]) / Double(a)
      let slopeB = (s.long[2 * b - 1] - s.long[b - 1]) / Double(b)
      return slopeA > 0 && slopeB > 0 ? log(slopeA / slopeB) : -3
    }
  }

  /// Intercept of the line through lags `lag` and 2 `lag`, µm² per axis: `2 s² - (2/3) D tE`.
  func offset(from lag: Int) -> Double {
    let all = total
    guard all.weight > 0 else { return 0 }
    return 0.5 * (2 * all.long[lag - 1] - all.long[2 * lag - 1]) / all.weight
  }

  /// Covariance-based diffusion coefficient, µm²/s, from consecutive displacements of all tracks,
  /// with its error.
  var covarianceDiffusion: (value: Double, error: Double) {
    jackknife { s in
      guard s.productCount > 0 else { return 0 }
      return (s.step2 / s.stepCount / 2 + s.product / s.productCount) / interval_s
    }
  }

  /// Ratio of the actual localisation variance to that reported by the fits, with its error.
  ///
  /// Computed from the covariance of consecutive displacements, `D tE / 3 - s²`; nil for fewer than
  /// `fewest` products of consecutive displacements, two per pair.
  func measuredLocalizationScale(
    exposure_s: Double, fewest: Double = 100
  ) -> (value: Double, error: Double)? {
    let all = total
    guard all.productCount >= fewest, all.shared > 0 else { return nil }
    return jackknife { s in
      let product = s.product / s.productCount
      let diffusion = (s.step2 / s.stepCount / 2 + product) / interval_s
      return (diffusion * exposure_s / 3 - product) / (s.shared / s.productCount)
    }
  }

  /// Exposure time, s, that explains the covariance of consecutive displacements if the fits'
  /// localisation variances are correct; nil for fewer than 50 pairs of displacements.
  var measuredExposure_s: Double? {
    let all = total
    let diffusion = covarianceDiffusion.value
    guard all.productCount >= 100, diffusion > 0 else { return nil }
    return 3 * (all.product + all.shared) / all.productCount / diffusion
  }

  /// Exposure time, s, that explains a negative scale of the localisation variances together with
  /// the stated exposure; nil without diffusion.
  func exposure_s(localizationScale: Double, stated_s: Double) -> Double? {
    let all = total
    let diffusion = covarianceDiffusion.value
    guard all.productCount > 0, diffusion > 0 else { return nil }
    return stated_s - 3 * localizationScale * all.shared / all.productCount / diffusion
  }
}
