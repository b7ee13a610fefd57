import Foundation
import NTAAnalysis
import Testing

// The code between the marks stands in the article, letter by letter.
// begin
func trajectories(of spots: [[Detection]]) throws -> [Trajectory] {
  let tracks = try TrackLinker(maximumStep_px: 8).tracks(linking: spots)
  let drift = try Drift(of: tracks, interval_s: 1.0 / 30)
  return try drift.subtracted(from: tracks, interval_s: 1.0 / 30, pixelSize_um: 0.2)
}

func meanSquaredDisplacement(of trajectories: [Trajectory]) {
  let ensemble = EnsembleMSD(of: trajectories, interval_s: 1.0 / 30)
  for (lag, msd) in ensemble.msd_um2.enumerated() {
    print(lag + 1, "frames:", msd, "±", ensemble.msdStandardErrors_um2[lag], "µm²")
  }
  print("D:", ensemble.diffusion_um2_per_s, "±", ensemble.diffusionStandardError_um2_per_s)
}
// end

@Suite("The example of Linking and drift")
struct LinkingAndDriftExample {
  private static let diffusion_um2_per_s = 2.0
  private static let noise_px = 0.1
  private static let drift_px = SIMD2(0.5, -0.2)
  private static let frames = 100

  /// Particles 200 px apart that diffuse and drift together.
  private func drawn(_ count: Int, seed: UInt64) -> [[Detection]] {
    var generator = SeededGenerator(seed: seed)
    let step_px = (2 * Self.diffusion_um2_per_s / 30).squareRoot() / 0.2
    var places = (0..<count).map { SIMD2(200 * Double($0 % 10), 200 * Double($0 / 10)) }
    return (0..<Self.frames).map { _ in
      places.indices.map { k in
        places[k] += Self.drift_px
        places[k] += step_px * SIMD2(generator.normal(), generator.normal())
        let seen = places[k] + Self.noise_px * SIMD2(generator.normal(), generator.normal())
        return Detection(
          x: Float(seen.x), y: Float(seen.y), intensity: 50, sigma: 1.3,
          variance: Float(Self.noise_px * Self.noise_px))
      }
    }
  }

  @Test("The article holds the code above, which runs")
  func article() throws {
    let code = try #require(try ExampleCode.code(in: #filePath))
    #expect(
      try ExampleCode.article("LinkingAndDrift").contains(
        "```swift\nimport NTAAnalysis\n\n\(code)```\n"))
    meanSquaredDisplacement(of: try trajectories(of: drawn(3, seed: 510)))
  }

  @Test("Links every particle through, and finds the drift that was drawn")
  func tracks() throws {
    let tracks = try TrackLinker(maximumStep_px: 8).tracks(linking: drawn(40, seed: 511))
    // A step of 8 px is exceeded with probability exp(-64 / (2 · 1.83²)) = 7e-5.
    let steps = tracks.reduce(0) { $0 + $1.points.count - 1 }
    #expect(steps >= 40 * (Self.frames - 1) - 5)
    #expect(tracks.count(where: { $0.points.count == Self.frames }) >= 36)
    let drift = try Drift(of: tracks, interval_s: 1.0 / 30)
    // The mean of n steps scatters by a step over √n.
    let error = 1.83 / Double(steps).squareRoot()
    #expect(abs(drift.mean_px.x - Self.drift_px.x) < 4 * error)
    #expect(abs(drift.mean_px.y - Self.drift_px.y) < 4 * error)
  }

  @Test("The MSD without the drift is 4 D t + 4 s², within its errors")
  func msd() throws {
    let trajectories = try trajectories(of: drawn(60, seed: 512))
    let ensemble = EnsembleMSD(of: trajectories, interval_s: 1.0 / 30)
    let errors = ensemble.msdStandardErrors_um2
    #expect(ensemble.msd_um2.count == 12 && errors.count == 12)
    for (k, msd) in ensemble.msd_um2.enumerated() {
      let lag_s = Double(k + 1) / 30
      let noise_um = Self.noise_px * 0.2
      let expected = 4 * Self.diffusion_um2_per_s * lag_s + 4 * noise_um * noise_um
      // The jackknife over twenty groups knows an error to about 16 %.
      #expect(abs(msd - expected) < 4.5 * errors[k], "lag \(k + 1): \(msd), \(expected)")
      // A squared displacement scatters as much as its mean; there are at least 60 · 99 / lag
      // independent ones, and no more than 60 · 99.
      let independent = 60 * 99.0
      #expect(errors[k] > 0.5 * expected / independent.squareRoot())
      #expect(errors[k] < 2 * expected * (Double(k + 1) / independent).squareRoot())
    }
    let error = ensemble.diffusionStandardError_um2_per_s
    #expect(abs(ensemble.diffusion_um2_per_s - Self.diffusion_um2_per_s) < 4.5 * error)
    #expect(error < 0.1)
  }

  @Test("A gap of one image is bridged only if it may be")
  func gaps() throws {
    var spots = drawn(9, seed: 513)
    spots[50] = []
    let bridged = try TrackLinker(maximumStep_px: 8, maximumGap: 1).tracks(linking: spots)
    let broken = try TrackLinker(maximumStep_px: 8, maximumGap: 0).tracks(linking: spots)
    #expect(bridged.count < broken.count)
    #expect(
      broken.allSatisfy {
        !$0.points.contains { $0.frame < 50 } || $0.points.last?.frame ?? 99 < 50
      })
    #expect(
      bridged.contains { $0.points.first?.frame ?? 99 < 50 && $0.points.last?.frame ?? 0 > 50 })
  }

  @Test("The largest step of a diffusion coefficient is exceeded by one step in a thousand")
  func largestDiffusion() throws {
    let linker = try TrackLinker(
      largestDiffusion_um2_per_s: 2, interval_s: 1.0 / 30, pixelSize_um: 0.2)
    let perAxis_px = (2 * 2.0 / 30).squareRoot() / 0.2
    let ratio = linker.maximumStep_px / perAxis_px
    #expect(abs(exp(-ratio * ratio / 2) - 1e-3) < 1e-6)
  }

  @Test("Says what is wrong with its arguments")
  func errors() throws {
    #expect(throws: AnalysisError.self) { try TrackLinker(maximumStep_px: 0) }
    #expect(throws: AnalysisError.self) { try TrackLinker(maximumStep_px: .nan) }
    #expect(throws: AnalysisError.self) { try TrackLinker(maximumStep_px: 5, maximumGap: -1) }
    let nowhere = Detection(x: .nan, y: 0, intensity: 1, sigma: 1, variance: .nan)
    #expect(throws: AnalysisError.self) {
      try TrackLinker(maximumStep_px: 5).tracks(linking: [[nowhere]])
    }
    #expect(try TrackLinker(maximumStep_px: 5).tracks(linking: []).isEmpty)
    let point = TrackPoint(frame: 3, x: 0, y: 0, intensity: 1, variance: .nan)
    let twice = Track(particle: 7, points: [point, point])
    #expect(throws: AnalysisError.framesOutOfOrder(particle: 7)) {
      try Drift(of: [twice], interval_s: 1)
    }
    let drift = try Drift(of: [], interval_s: 1)
    #expect(throws: AnalysisError.framesOutOfOrder(particle: 1)) {
      try drift.subtracted(
        from: [Track(particle: 1, points: [point])], interval_s: 1, pixelSize_um: 1)
    }
  }
}
