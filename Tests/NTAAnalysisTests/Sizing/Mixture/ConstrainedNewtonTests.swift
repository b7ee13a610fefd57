import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Constrained Newton")
struct ConstrainedNewtonTests {
  /// The naive twin: expectation maximisation, which never lowers the likelihood and in the end
  /// reaches the same maximum.
  private static func byExpectation(
    _ curves: ComponentLikelihoods, weights: [Float], iterations: Int
  ) -> [Double] {
    let total = weights.reduce(0) { $0 + Double($1) }
    let count = curves.componentCount
    var componentWeights = [Double](repeating: 1 / Double(count), count: count)
    for _ in 0..<iterations {
      let densities = curves.densities(componentWeights)
      let ratio = zip(weights, densities).map { $0 / max($1, 1e-30) }
      let gradient = curves.products(ratio)
      for k in componentWeights.indices { componentWeights[k] *= gradient[k] / total }
    }
    return componentWeights
  }

  private static func problem(
    _ bandwidth: Double, seed: UInt64
  ) -> (newton: ConstrainedNewton, weights: [Float]) {
    let tracks = DrawnTracks.sized(
      300, seed: seed, diameter_nm: DrawnTracks.lognormal(median_nm: 110, sigma: 0.25))
    let curves = DrawnTracks.curves(tracks)
    let estimator = DrawnTracks.estimator(curves)
    return (
      ConstrainedNewton(curves: estimator.componentCurves(bandwidth: bandwidth)),
      curves.groupWeights(tracks.map { Double($0.frames) })
    )
  }

  @Test("Reaches what expectation maximisation creeps towards", arguments: [0.02, 0.065, 0.23])
  func maximum(bandwidth: Double) {
    let (newton, weights) = Self.problem(bandwidth, seed: 131)
    let componentWeights = newton.componentWeights(weights: weights)
    #expect(abs(componentWeights.reduce(0, +) - 1) < 1e-9)
    #expect(componentWeights.allSatisfy { $0 >= 0 })
    let reached = newton.meanLogLikelihood(componentWeights, weights: weights)
    let slow = Self.byExpectation(newton.curves, weights: weights, iterations: 3000)
    let crept = newton.meanLogLikelihood(slow, weights: weights)
    // The certificate: no mixture is better by more than the tolerance; sums are single precision.
    #expect(reached >= crept - ConstrainedNewton.tolerance - 1e-6)
    #expect(reached <= crept + 1e-3)
    // A maximum-likelihood mixture has no more components than there are groups, and in practice few.
    #expect(componentWeights.count { $0 > 0 } <= 20)
  }

  @Test("The start does not matter", arguments: [0.02, 0.13])
  func start(bandwidth: Double) {
    let (newton, weights) = Self.problem(bandwidth, seed: 132)
    let reached = newton.meanLogLikelihood(
      newton.componentWeights(weights: weights), weights: weights)
    let count = newton.curves.componentCount
    for place in [0, count / 2, count - 1] {
      var start = [Double](repeating: 0, count: count)
      start[place] = 1
      let other = newton.meanLogLikelihood(
        newton.componentWeights(weights: weights, start: start), weights: weights)
      #expect(abs(other - reached) < 2 * ConstrainedNewton.tolerance)
    }
  }

  @Test("Groups of no weight have no say")
  func weightless() {
    let (newton, weights) = Self.problem(0.045, seed: 133)
    var some = weights
    for g in stride(from: 0, to: some.count, by: 2) { some[g] = 0 }
    let kept = some.indices.filter { some[$0] > 0 }
    var values: [Float] = []
    for k in 0..<newton.curves.componentCount {
      let column = newton.curves.column(k)
      values += kept.map { newton.curves.values[column.lowerBound + $0] }
    }
    let fewer = ConstrainedNewton(
      curves: ComponentLikelihoods(values: values, groupCount: kept.count))
    let a = newton.componentWeights(weights: some)
    let b = fewer.componentWeights(weights: kept.map { some[$0] })
    #expect(
      abs(
        newton.meanLogLikelihood(a, weights: some)
          - fewer.meanLogLikelihood(b, weights: kept.map { some[$0] })) < 2e-5)
  }
}
