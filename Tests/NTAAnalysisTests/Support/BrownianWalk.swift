@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

/// Draws trajectories whose law is known exactly: diffusion, blur of the shutter, and noise.
struct BrownianWalk {
  var diffusion_um2_per_s: Double
  var interval_s = 1.0 / 30
  /// Time the shutter is open; a point is the mean of the path over it.
  var exposure_s = 0.0
  /// Standard deviation of the localisation per axis.
  var noise_um = 0.0
  /// Variance that the points claim, over the true one.
  var claim = 1.0

  /// A walk of `frames` frames, without those for which `isMissed` holds.
  func trajectory(
    frames: Int, particle: Int = 1, generator: inout SeededGenerator,
    isMissed: (Int) -> Bool = { _ in false }
  ) -> Trajectory {
    let x = axis(frames, &generator)
    let y = axis(frames, &generator)
    let kept = (0..<frames).filter { !isMissed($0) }
    return Trajectory(
      particle: particle, frames: kept.map { Int32($0) },
      times_s: kept.map { Double($0) * interval_s }, x_um: kept.map { x[$0] },
      y_um: kept.map { y[$0] },
      variance_um2: kept.map { _ in claim * noise_um * noise_um },
      intensity: kept.map { _ in 50 })
  }

  /// Positions along one axis.
  ///
  /// Given the path's rise over the open shutter, its mean is normal about half the rise with
  /// variance `2 D tE / 12`.
  private func axis(_ frames: Int, _ generator: inout SeededGenerator) -> [Double] {
    let open = (2 * diffusion_um2_per_s * exposure_s).squareRoot()
    let closed = (2 * diffusion_um2_per_s * (interval_s - exposure_s)).squareRoot()
    var place = 0.0
    return (0..<frames).map { _ in
      let rise = open * generator.normal()
      let seen = place + 0.5 * rise + open / 12.0.squareRoot() * generator.normal()
      place += rise + closed * generator.normal()
      return seen + noise_um * generator.normal()
    }
  }
}

/// Mean and standard deviation of a sample.
struct Sample {
  var mean: Double
  var deviation: Double
  var count: Double
  /// Standard error of the mean.
  var error: Double { deviation / count.squareRoot() }

  init(_ values: [Double]) {
    count = Double(values.count)
    let mean = values.reduce(0, +) / count
    self.mean = mean
    deviation =
      (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)).squareRoot()
  }
}
