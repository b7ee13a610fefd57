import Foundation
import NTAAnalysis
import Testing

// The code between the marks stands in the article, letter by letter.
// begin
func diffusion(of trajectory: Trajectory) throws -> DiffusionEstimate {
  let estimate = try DiffusionEstimate(of: trajectory, model: MotionModel(exposure_s: 0.01))
  print("D:", estimate.value_um2_per_s, "µm²/s, 95 %:", estimate.interval95_um2_per_s)
  return estimate
}

func likelihood(of trajectory: Trajectory) throws -> [Double] {
  let candidates = (1...100).map { 0.1 * Double($0) }
  return try trajectory.logLikelihood(
    diffusion_um2_per_s: candidates, model: MotionModel(exposure_s: 0.01))
}
// end

@Suite("The example of Diffusion from one track")
struct DiffusionFromOneTrackExample {
  private static let model = MotionModel(exposure_s: 0.01)

  private func walks(_ count: Int, frames: Int, noise_um: Double, seed: UInt64) -> [Trajectory] {
    var generator = SeededGenerator(seed: seed)
    let walk = BrownianWalk(diffusion_um2_per_s: 2, exposure_s: 0.01, noise_um: noise_um)
    return (0..<count).map { _ in walk.trajectory(frames: frames, generator: &generator) }
  }

  @Test("The article holds the code above, which runs")
  func article() throws {
    let code = try #require(try ExampleCode.code(in: #filePath))
    #expect(
      try ExampleCode.article("DiffusionFromOneTrack").contains(
        "```swift\nimport NTAAnalysis\n\n\(code)```\n"))
    let walk = try #require(walks(1, frames: 60, noise_um: 0.02, seed: 520).first)
    let estimate = try diffusion(of: walk)
    let curve = try likelihood(of: walk)
    let best = try #require(curve.indices.max { curve[$0] < curve[$1] })
    // The candidates are 0.1 µm²/s apart.
    #expect(abs(0.1 * Double(best + 1) - estimate.value_um2_per_s) <= 0.1)
  }

  @Test("95 of 100 intervals hold the truth, and the mean is the truth")
  func coverage() throws {
    let estimates = try walks(400, frames: 30, noise_um: 0.02, seed: 521).map {
      try DiffusionEstimate(of: $0, model: Self.model)
    }
    // Binomial: 380 ± 4.4; the chi-squared limit is off by up to 1 % for 29 displacements.
    let covering = estimates.count { $0.interval95_um2_per_s.contains(2) }
    #expect(abs(covering - 380) <= 4 * 4 + 4)
    let mean = Sample(estimates.map(\.value_um2_per_s))
    // The bias of a maximum-likelihood estimate is at most of the order of 1 / 58.
    #expect(abs(mean.mean - 2) < 4 * mean.error + 2 / 58)
  }

  @Test(
    "The value is the maximum, and the interval ends 1.92 below it",
    arguments: [2, 5, 30, 2000])
  func maximum(frames: Int) throws {
    let walk = try #require(walks(1, frames: frames, noise_um: 0.02, seed: 522).first)
    let estimate = try DiffusionEstimate(of: walk, model: Self.model)
    let value = estimate.value_um2_per_s
    let interval = estimate.interval95_um2_per_s
    let step = 1 + 0.2 * estimate.standardError_um2_per_s / value
    let curve = try walk.logLikelihood(
      diffusion_um2_per_s: [
        value, value * step, value / step, interval.lowerBound, interval.upperBound,
      ],
      model: Self.model)
    #expect(curve[0] >= curve[1] && curve[0] >= curve[2])
    #expect(abs(curve[0] - curve[4] - 1.9207) < 0.02)
    // Two points may be consistent with no motion at all.
    if frames > 5 { #expect(abs(curve[0] - curve[3] - 1.9207) < 0.02) }
  }

  @Test("A particle that does not move has an interval that reaches the bottom")
  func immobile() throws {
    var generator = SeededGenerator(seed: 523)
    let still = BrownianWalk(diffusion_um2_per_s: 0, exposure_s: 0, noise_um: 0.05)
      .trajectory(frames: 60, generator: &generator)
    let estimate = try DiffusionEstimate(of: still, model: MotionModel(exposure_s: 0))
    let apparent = 0.05 * 0.05 * 30
    #expect(estimate.interval95_um2_per_s.lowerBound < 1e-3 * apparent)
    #expect(estimate.interval95_um2_per_s.upperBound < apparent)
  }

  @Test("Takes points of another program, with gaps and uneven times")
  func plainPoints() throws {
    let walk = try #require(walks(1, frames: 40, noise_um: 0.02, seed: 524).first)
    let kept = (0..<40).filter { $0 % 7 != 3 }
    let trajectory = try Trajectory(
      times_s: kept.map { walk.times_s[$0] }, x_um: kept.map { walk.x_um[$0] },
      y_um: kept.map { walk.y_um[$0] }, variance_um2: kept.map { walk.variance_um2[$0] },
      frames: kept.map { Int32($0) })
    let estimate = try DiffusionEstimate(of: trajectory, model: Self.model)
    #expect(abs(estimate.value_um2_per_s - 2) < 4 * estimate.standardError_um2_per_s)
  }

  @Test("Says what is wrong with points it cannot use")
  func errors() throws {
    func make(_ times: [Double], _ x: [Double], _ variance: [Double]) throws -> Trajectory {
      try Trajectory(times_s: times, x_um: x, y_um: x, variance_um2: variance)
    }
    #expect(throws: AnalysisError.tooFewPoints(count: 1)) { try make([0], [0], [0]) }
    #expect(throws: AnalysisError.countsDiffer(name: "x_um", count: 1, expected: 2)) {
      try make([0, 1], [0], [0, 0])
    }
    #expect(throws: AnalysisError.self) { try make([1, 1], [0, 1], [0, 0]) }
    #expect(throws: AnalysisError.self) { try make([0, 1], [0, .infinity], [0, 0]) }
    #expect(throws: AnalysisError.self) { try make([0, 1], [0, 1], [0, -1]) }
    let coinciding = try make([0, 1], [3, 3], [0, 0])
    #expect(throws: AnalysisError.noMotion) {
      try DiffusionEstimate(of: coinciding, model: Self.model)
    }
    let moving = try make([0, 1], [3, 4], [0, 0])
    #expect(throws: AnalysisError.self) {
      try moving.logLikelihood(diffusion_um2_per_s: [1, 0], model: Self.model)
    }
  }
}
