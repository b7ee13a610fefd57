import Foundation
import NTAAnalysis
import NTAKit
import Testing

// The code between the marks stands in the article, letter by letter.
// begin
func sizes(of tracks: [Track]) throws -> SizeEstimate {
  let conditions = try SizingConditions(
    pixelSize_um: 0.2, interval_s: 1.0 / 30, exposure_s: 0.01, temperature_C: 25)
  let sizes = try SizeEstimate(of: tracks, conditions)
  print("mode:", sizes.statistics.mode_nm, "nm, 95 %:", sizes.intervals.mode_nm)
  print("mean:", sizes.statistics.mean_nm, "nm, 95 %:", sizes.intervals.mean_nm)
  print("90th percentile:", sizes.distribution.quantile_nm(0.9), "nm")
  return sizes
}
// end

@Suite("The example of From tracks to a size distribution")
struct SizeDistributionExample {
  private static let count = 300
  private static let points = 40

  /// Tracks of particles of 100 nm with a standard deviation of a tenth, in water of 25 °C.
  private func drawn(seed: UInt64) throws -> [Track] {
    let liquid = StokesEinstein(
      temperature_C: 25, viscosity_mPas: try #require(WaterViscosity.viscosity_mPas(at: 25)))
    var generator = SeededGenerator(seed: seed)
    return (0..<Self.count).map { (index: Int) -> Track in
      let diameter_nm = 100 * exp(0.1 * generator.normal())
      let walk = BrownianWalk(
        diffusion_um2_per_s: liquid.diffusion_um2_per_s(diameter_nm: diameter_nm),
        exposure_s: 0.01, noise_um: 0.02)
      let path = walk.trajectory(frames: Self.points, generator: &generator)
      let (left, top) = (200 * Double(index % 20), 200 * Double(index / 20))
      let points = (0..<Self.points).map { frame in
        let (x, y) = (path.x_um[frame] / 0.2 + left, path.y_um[frame] / 0.2 + top)
        return TrackPoint(
          frame: Int32(frame), x: Float(x), y: Float(y), intensity: 50, variance: 0.01)
      }
      return Track(particle: index + 1, points: points)
    }
  }

  @Test("The article holds the code above")
  func article() throws {
    let code = try #require(try ExampleCode.code(in: #filePath))
    #expect(
      try ExampleCode.article("FromTracksToASizeDistribution").contains(
        "```swift\nimport NTAAnalysis\n\n\(code)```\n"))
  }

  @Test(
    "Mean and median are those drawn, within their intervals; the whole measurement says the same")
  func sizes() throws {
    let tracks = try drawn(seed: 530)
    let sizes = try NTAAnalysisTests.sizes(of: tracks)
    #expect(sizes.trackCount == Self.count && sizes.immobileCount == 0)
    // Log-normal: median 100 nm, mean 100 · exp(0.1² / 2) nm, mode 100 · exp(-0.1²) nm.
    for (value, interval, truth) in [
      (sizes.statistics.mean_nm, sizes.intervals.mean_nm, 100.5),
      (sizes.statistics.d50_nm, sizes.intervals.d50_nm, 100.0),
      (sizes.statistics.mode_nm, sizes.intervals.mode_nm, 99.0),
    ] {
      let error = log(interval.upperBound / interval.lowerBound) / 3.92
      #expect(abs(log(value / truth)) < 4 * error, "\(value) in \(interval) for \(truth)")
      // One track of 39 displacements knows its size to 18 %: 300 know the mean to 1 %.
      #expect(error > 0.003 && error < 0.05)
    }
    #expect(abs(sizes.distribution.quantile_nm(0.5) - sizes.statistics.d50_nm) < 1e-9)
    #expect(abs(sizes.distribution.numberFraction.reduce(0, +) - 1) < 1e-6)

    var settings = MeasurementSettings(
      pixelSize_um: Setting(0.2, from: .commandLine),
      temperature_C: Setting(25, from: .commandLine),
      viscosity_mPas: Setting(
        try #require(WaterViscosity.viscosity_mPas(at: 25)), from: .commandLine))
    settings.exposure_s = Setting(0.01, from: .commandLine)
    let times = (0..<Self.points).map { Double($0) / 30 }
    let result = Pipeline(settings: settings).size([
      PositionTracks(position: 1, frameTimes_s: times, tracks: tracks)
    ])
    let whole = try #require(result.size)
    #expect(abs(whole.statistics.mean_nm / sizes.statistics.mean_nm - 1) < 1e-9)
    #expect(abs(whole.intervals.d90_nm.upperBound / sizes.intervals.d90_nm.upperBound - 1) < 1e-9)
  }

  @Test("Says what is wrong with its arguments")
  func errors() throws {
    func conditions(
      pixel: Double = 0.2, interval: Double = 0.03, exposure: Double = 0, celsius: Double = 25,
      viscosity: Double? = nil, shortest: Int = 4
    ) throws -> SizingConditions {
      try SizingConditions(
        pixelSize_um: pixel, interval_s: interval, exposure_s: exposure, temperature_C: celsius,
        viscosity_mPas: viscosity, minimumTrackLength: shortest)
    }
    #expect(throws: AnalysisError.self) { try conditions(pixel: 0) }
    #expect(throws: AnalysisError.self) { try conditions(interval: -1) }
    #expect(throws: AnalysisError.self) { try conditions(exposure: 0.04) }
    #expect(throws: AnalysisError.self) { try conditions(celsius: 101) }
    #expect(throws: AnalysisError.self) { try conditions(viscosity: 0) }
    #expect(throws: AnalysisError.self) { try conditions(shortest: 2) }
    #expect(throws: AnalysisError.tooFewTracks(count: 0, needed: 5)) {
      try SizeEstimate(of: [], try conditions())
    }
  }
}
