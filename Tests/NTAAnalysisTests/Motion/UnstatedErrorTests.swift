import Testing

@testable import NTAAnalysis

/// Tracks of a table that states no localisation errors.
struct UnstatedErrorTests {
  private static let interval_s = 1.0 / 30
  private static let trackCount = 600
  private static let length = 30

  /// Trajectories of one diffusion coefficient with a localisation error and no blur.
  private static func ensemble(
    diffusion_um2_per_s: Double, error_um: Double, blurred exposure_s: Double = 0,
    seed: UInt64 = 7
  ) -> EnsembleMSD {
    var generator = SeededGenerator(seed: seed)
    // Blur is the mean of this many places within the exposure.
    let parts = exposure_s > 0 ? 16 : 1
    let still = ((interval_s - exposure_s) * 2 * diffusion_um2_per_s).squareRoot()
    let open = (exposure_s / Double(parts) * 2 * diffusion_um2_per_s).squareRoot()
    func path() -> [Double] {
      var place = 0.0
      return (0..<length).map { _ in
        place += still * generator.normal()
        var sum = 0.0
        for _ in 0..<parts {
          place += open * generator.normal()
          sum += place
        }
        return sum / Double(parts) + error_um * generator.normal()
      }
    }
    let tracks = (0..<trackCount).map { index in
      var track = Trajectory(
        particle: index + 1, frames: (0..<Int32(length)).map(\.self),
        times_s: (0..<length).map { Double($0) * interval_s }, x_um: path(), y_um: path(),
        variance_um2: [Double](repeating: 9e-4, count: length),
        intensity: [Float](repeating: .nan, count: length))
      track.statesVariances = false
      return track
    }
    return EnsembleMSD(of: tracks, interval_s: interval_s)
  }

  /// Standard error of the covariance of consecutive displacements: twice D dt, over the root of
  /// their number on two axes.
  private static func standardError(_ diffusion_um2_per_s: Double) -> Double {
    2 * diffusion_um2_per_s * interval_s / Double(2 * trackCount * (length - 2)).squareRoot()
  }

  @Test("the error is measured, whatever it is", arguments: [0.03, 0.06, 0.2])
  func measured(error_um: Double) {
    let ensemble = Self.ensemble(diffusion_um2_per_s: 0.5, error_um: error_um)
    let model = MotionModel(fittedTo: ensemble, exposure_s: 0)
    let variance_um2 = model.localizationScale * 9e-4
    // The covariance's own noise grows with the error as (a² + 3 b²) for a = 2 D dt + 2 s², b = -s².
    let square = error_um * error_um
    let a = 2 * 0.5 * Self.interval_s + 2 * square
    let noise =
      (a * a + 3 * square * square).squareRoot()
      / Double(2 * Self.trackCount * (Self.length - 2)).squareRoot()
    #expect(abs(variance_um2 - square) < 4 * noise)
    #expect(model.exposure_s == 0)
  }

  @Test("what is below no error is blur of an exposure that was not stated")
  func blur() {
    let ensemble = Self.ensemble(diffusion_um2_per_s: 3, error_um: 0, blurred: 0.02)
    let model = MotionModel(fittedTo: ensemble, exposure_s: 0)
    #expect(model.localizationScale == 0)
    // tE = 3 cov / D; the drawn mean of 16 places has a covariance 6 % smaller at most.
    let error_s = 3 * Self.standardError(3) / 3
    #expect(abs(model.exposure_s - 0.02) < 4 * error_s + 0.06 * 0.02)
  }

  @Test("the alternatives scatter about the model by the error of the covariance")
  func alternatives() {
    let ensemble = Self.ensemble(diffusion_um2_per_s: 0.5, error_um: 0.06)
    let model = MotionModel(fittedTo: ensemble, exposure_s: 0)
    let alternatives = model.alternatives(ensemble, exposure_s: 0)
    #expect(alternatives.count == 6)
    let shifts = alternatives.map { ($0.localizationScale - model.localizationScale) * 9e-4 }
    #expect(abs(shifts.reduce(0, +)) < 1e-9)
    // The jackknife of 20 groups knows the
    // error to 16 %, and the localisation error adds a fifth to it.
    let rms = (shifts.reduce(0) { $0 + $1 * $1 } / 6).squareRoot()
    #expect((0.5...1.8).contains(rms / Self.standardError(0.5)))
  }

  @Test("with a stated exposure no error is negative, and the true one is among the likely")
  func statedExposure() {
    for (seed, error_um) in [(1, 0.0), (2, 0.0), (3, 0.014), (4, 0.014), (5, 0.06), (6, 0.06)] {
      let ensemble = Self.ensemble(
        diffusion_um2_per_s: 3, error_um: error_um, seed: UInt64(seed))
      let model = MotionModel(fittedTo: ensemble, exposure_s: 1e-4)
      let scales = model.alternatives(ensemble, exposure_s: 1e-4).map(\.localizationScale)
      #expect(scales.count == 6 && scales.allSatisfy { $0 >= 0 })
      // Three standard errors of the covariance, which the outer sixths do not reach.
      let tolerance = 2 * Self.standardError(3) / 9e-4
      let truth = error_um * error_um / 9e-4
      let (least, most) = (scales.min() ?? .nan, scales.max() ?? .nan)
      #expect((least - tolerance...most + tolerance).contains(truth))
      #expect(most > least)
    }
  }

  @Test("stated errors have no alternatives")
  func stated() {
    let track = Trajectory(
      particle: 1, frames: [0, 1, 2], times_s: [0, 1, 2], x_um: [0, 1, 3], y_um: [0, 1, 0],
      variance_um2: [1, 1, 1], intensity: [.nan, .nan, .nan])
    let ensemble = EnsembleMSD(of: [track], interval_s: 1)
    #expect(MotionModel(exposure_s: 0).alternatives(ensemble, exposure_s: 0).isEmpty)
  }
}
