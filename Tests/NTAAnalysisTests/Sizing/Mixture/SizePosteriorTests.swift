import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Size posterior")
struct SizePosteriorTests {
  @Test("A quantity goes to the classes a track can be, in proportion, and none is lost")
  func spread() {
    let tracks = DrawnTracks.sized(60, seed: 271) { $0.uniform() < 0.5 ? 80 : 200 }
    let curves = DrawnTracks.curves(tracks)
    let grid = DrawnTracks.grid
    // Two classes are possible: shares by Bayes' rule.
    let (small, large) = (100, 220)
    var perFrame = [Double](repeating: 0, count: grid.count)
    perFrame[small] = 0.3
    perFrame[large] = 0.7
    let all = Set(0..<curves.groupCount)
    let posterior = SizePosterior(curves, perFrame: perFrame, groups: all)
    for group in 0..<curves.groupCount {
      var quantity = [SIMD2<Double>](repeating: .zero, count: curves.groupCount)
      quantity[group] = SIMD2(5, 10)
      var result = [SIMD2<Double>](repeating: .zero, count: grid.count)
      posterior.spread(quantity[...], onto: &result)
      let one = 0.3 * Double(curves.likelihood[group * grid.count + small])
      let two = 0.7 * Double(curves.likelihood[group * grid.count + large])
      // Shares below a ten-thousandth are left out.
      #expect(abs(result[small].x - 5 * one / (one + two)) < 1e-3)
      #expect(abs(result[small].x + result[large].x - 5) < 1e-3)
      #expect(result[small].y == 2 * result[small].x)
    }
    // What was not asked for has no answer.
    var nothing = [SIMD2<Double>](repeating: .zero, count: grid.count)
    SizePosterior(curves, perFrame: perFrame, groups: [])
      .spread([SIMD2(1, 1)][...], onto: &nothing)
    #expect(nothing.allSatisfy { $0 == .zero })
  }
}
