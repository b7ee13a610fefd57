import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Steps by frame interval")
struct IntervalDisplacementsTests {
  /// Widens each window from the narrowest on: quadratic where few particles are seen.
  private static func smoothed(
    _ steps: IntervalDisplacements, halfWidth: Int, linksWanted: Double
  ) -> (mean: [SIMD2<Double>], links: [Double]) {
    let all = steps.sum.indices
    var result: (mean: [SIMD2<Double>], links: [Double]) = ([], [])
    for k in all {
      var half = halfWidth
      var window = all.clamped(to: k - half..<k + half + 1)
      while window != all, steps.count[window].reduce(0, +) < linksWanted {
        half += halfWidth
        window = all.clamped(to: k - half..<k + half + 1)
      }
      let links = steps.count[window].reduce(0, +)
      let sum = steps.sum[window].reduce(.zero, +)
      result.mean.append(links > 0 ? sum / links : .zero)
      result.links.append(max(links, 1))
    }
    return result
  }

  @Test(
    "windows are as wide as when each is widened from the narrowest on",
    arguments: [(1, 0.02), (3, 0.5), (8, 5), (15, 40)])
  func windows(halfWidth: Int, linksPerInterval: Double) {
    var generator = SeededGenerator(seed: UInt64(halfWidth))
    var steps = IntervalDisplacements(intervals: 700)
    for k in steps.sum.indices where generator.uniform(0, 1) < linksPerInterval {
      // Crowds and deserts.
      let links = (generator.uniform(0, 4 * linksPerInterval) * (k % 200 < 60 ? 4 : 1))
        .rounded(.up)
      steps.count[k] = links
      steps.sum[k] = SIMD2(generator.normal(), generator.normal()) * links
    }
    let fast = steps.smoothed(halfWidth: halfWidth, linksWanted: 400)
    let plain = Self.smoothed(steps, halfWidth: halfWidth, linksWanted: 400)
    #expect(fast.links == plain.links)
    for (a, b) in zip(fast.mean, plain.mean) {
      let off = a - b
      #expect((off * off).sum().squareRoot() < 1e-9)
    }
  }
}
