import Foundation
import Testing

@testable import NTAAnalysis

@Suite("Growth of brightness changes with the lag")
struct AxialGrowthTests {
  @Test(
    "The growth is that of drawn particles, tracked as long as they are detected",
    arguments: [0.8, 2.0, 4.0], [0.06, 0.12, 0.3])
  func drawn(contrast: Double, spread: Double) {
    let noise = 0.15
    var generator = SeededGenerator(seed: 217)
    let far = (0.5 * (contrast + 1.5)).squareRoot()
    var changes = AxialGrowth.lags.map { _ in [Double]() }
    for _ in 0..<60_000 {
      var z = generator.uniform(-far, far)
      var heights: [Double] = []
      for _ in 0...16 {
        let height = exp(contrast - 2 * z * z) + noise * generator.normal()
        guard height > (heights.isEmpty ? 1 : 1 / DetectionProbability.margin) else { break }
        heights.append(height)
        z += spread * generator.normal()
      }
      for (k, lags) in AxialGrowth.lags.enumerated() where heights.count > lags.to {
        let early = log(heights[lags.from] / heights[0])
        let late = log(heights[lags.to] / heights[0])
        changes[k].append(late * late - early * early)
      }
    }
    var growth = AxialGrowth()
    growth.add(
      1, contrast: contrast, spread: spread,
      AxialCalibration.ThresholdMoments(relativeNoise: noise))
    for (k, mean) in growth.means.enumerated() {
      let sample = Sample(changes[k])
      // Moments are read from the nearest entry of their table, 0.02 in ln amplitude apart.
      let bound = 4 * sample.error + 0.02 * abs(sample.mean)
      #expect(abs(mean - sample.mean) < bound, "\(k) \(mean) \(sample)")
      let share = Double(changes[k].count) / Double(changes[0].count)
      #expect(abs(growth.starts[k] - share) < 0.02, "\(k) \(growth.starts[k]) \(share)")
    }
  }

  @Test("Displacements too short for the nodes are left out")
  func short() {
    var growth = AxialGrowth()
    growth.add(
      1, contrast: 3, spread: 1e-4, AxialCalibration.ThresholdMoments(relativeNoise: 0.1))
    #expect(growth.starts.allSatisfy { $0 == 0 } && growth.means.allSatisfy { $0 == 0 })
  }
}
