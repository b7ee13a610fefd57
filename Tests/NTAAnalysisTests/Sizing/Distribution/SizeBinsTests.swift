import Foundation
import Testing

@testable import NTAAnalysis

/// Each rule for parts of bins, against particles that are laid out one by one.
struct SizeBinsTests {
  private static let edges_nm = [20.0, 50, 80, 200, 210]
  private static let fractions = [0.1, 0.4, 0.3, 0.2]
  /// Particles per bin: their rank is known to within one of them.
  private static let perBin = 4000

  private static func distribution(_ interpolation: SizeBins.Interpolation) -> SizeDistribution {
    SizeDistribution(
      bins: SizeBins(edges_nm: edges_nm, interpolation: interpolation), numberFraction: fractions)
  }

  /// Diameters of particles at even steps of ln d or of d, each with its part of its bin's fraction.
  private static func particles(
    _ interpolation: SizeBins.Interpolation, edges_nm: [Double] = edges_nm,
    fractions: [Double] = fractions
  ) -> [(diameter_nm: Double, fraction: Double)] {
    fractions.indices.flatMap { j in
      (0..<perBin).map { k in
        let part = (Double(k) + 0.5) / Double(perBin)
        let (lower, upper) = (edges_nm[j], edges_nm[j + 1])
        let diameter_nm =
          interpolation == .linear
          ? lower + part * (upper - lower)
          : exp(log(lower) + part * (log(upper) - log(lower)))
        return (diameter_nm, fractions[j] / Double(perBin))
      }
    }
  }

  @Test(
    "the fraction in a range is that of the particles in it",
    arguments: [SizeBins.Interpolation.logarithmic, .linear],
    [30.0...150, 1...1000, 60...70, 45...205, 5...10, 300...400])
  func share(interpolation: SizeBins.Interpolation, range: ClosedRange<Double>) {
    let counted = Self.particles(interpolation).filter { range.contains($0.diameter_nm) }
      .reduce(0) { $0 + $1.fraction }
    let share = Self.distribution(interpolation).share(in: range)
    #expect(abs(share - counted) < 2 * 0.4 / Double(Self.perBin))
  }

  @Test("the two rules differ where a wide bin is cut")
  func rulesDiffer() {
    let shares = [SizeBins.Interpolation.logarithmic, .linear].map {
      Self.distribution($0).share(in: 80...140)
    }
    #expect(abs(shares[0] - 0.3 * log(140.0 / 80) / log(200.0 / 80)) < 1e-12)
    #expect(abs(shares[1] - 0.15) < 1e-12)
  }

  @Test(
    "cumulative fractions and quantiles are those of the particles",
    arguments: [SizeBins.Interpolation.logarithmic, .linear])
  func cumulative(interpolation: SizeBins.Interpolation) {
    let distribution = Self.distribution(interpolation)
    let diameters_nm = [10.0, 20, 33, 50, 79, 120, 205, 210, 500]
    let particles = Self.particles(interpolation)
    for (diameter_nm, below) in zip(
      diameters_nm, distribution.cumulativeFraction(below: diameters_nm))
    {
      let counted = particles.filter { $0.diameter_nm < diameter_nm }
        .reduce(0) { $0 + $1.fraction }
      #expect(abs(below - counted) < 0.4 / Double(Self.perBin))
    }
    for level in [0.02, 0.1, 0.35, 0.5, 0.75, 0.9, 0.999] {
      var below = 0.0
      let reached = particles.first { particle in
        below += particle.fraction
        return below >= level
      }
      let quantile_nm = distribution.quantile_nm(level)
      #expect(abs(quantile_nm - (reached?.diameter_nm ?? 0)) < 120.0 / Double(Self.perBin))
      let returned = distribution.cumulativeFraction(below: [quantile_nm])[0]
      #expect(abs(returned - level) < 1e-12)
    }
  }

  @Test("volume fractions are those of the bins' centres, and sum to 1")
  func volume() {
    let distribution = Self.distribution(.logarithmic)
    let volumes = Self.fractions.indices.map { j in
      Self.fractions[j] * pow(Self.edges_nm[j] * Self.edges_nm[j + 1], 1.5)
    }
    let total = volumes.reduce(0, +)
    for (fraction, volume) in zip(distribution.volumeFraction, volumes) {
      #expect(abs(fraction - volume / total) < 1e-12)
    }
    #expect(distribution.volumeWeighted.numberFraction == distribution.volumeFraction)
    #expect(distribution.volumeWeighted.quantile_nm(0.5) > distribution.quantile_nm(0.5))
  }

  @Test("densities integrate to 1")
  func density() {
    let distribution = Self.distribution(.linear)
    let sum = (0..<distribution.count).reduce(0) {
      $0 + distribution.density_per_nm($1) * distribution.width_nm($1)
    }
    #expect(abs(sum - 1) < 1e-12)
  }

  /// The integral of the difference of cumulative fractions, by the midpoint rule.
  private static func integratedDistance_nm(_ a: SizeDistribution, _ b: SizeDistribution) -> Double
  {
    let step_nm = 0.01
    let diameters_nm = (0..<30_000).map { (Double($0) + 0.5) * step_nm }
    return zip(a.cumulativeFraction(below: diameters_nm), b.cumulativeFraction(below: diameters_nm))
      .reduce(0) { $0 + abs($1.0 - $1.1) * step_nm }
  }

  @Test("the distance of linear distributions is the area between their cumulative fractions")
  func linearDistance() throws {
    let a = Self.distribution(.linear)
    let b = try #require(
      SizeDistribution(
        bins: SizeBins(edges_nm: [0, 60, 65, 130, 260], interpolation: .linear),
        weights: [3, 1, 4, 2]))
    let distance_nm = a.wassersteinDistance_nm(to: b)
    #expect(abs(distance_nm - Self.integratedDistance_nm(a, b)) < 1e-3)
    #expect(abs(distance_nm - b.wassersteinDistance_nm(to: a)) < 1e-12)
    #expect(a.wassersteinDistance_nm(to: a) == 0)
  }

  @Test("the distance of logarithmic distributions is that area to half a percent of a bin's width")
  func logarithmicDistance() throws {
    let grid = SizeGrid.standard
    func lognormal(_ median_nm: Double, _ spread: Double) throws -> SizeDistribution {
      try #require(
        SizeDistribution(
          bins: SizeBins(edges_nm: grid.edges_nm),
          weights: grid.centres_nm.map {
            let z = log($0 / median_nm) / spread
            return $0 < 290 ? exp(-0.5 * z * z) : 0
          }))
    }
    let (a, b) = (try lognormal(90, 0.15), try lognormal(110, 0.2))
    let table = try #require(
      SizeDistribution(
        bins: SizeBins(centres_nm: (0..<60).map { 2.5 + 5 * Double($0) }),
        weights: (0..<60).map { 10 < $0 && $0 < 30 ? 1 : 0 }))
    for (one, other) in [(a, b), (a, table), (table, b)] {
      let error_nm = one.wassersteinDistance_nm(to: other) - Self.integratedDistance_nm(one, other)
      #expect(abs(error_nm) < 0.005 * 0.018 * 110 + 1e-3)
    }
  }

  @Test("edges lie half-way between the centres of a table")
  func centres() {
    #expect(SizeBins(centres_nm: [2.5, 7.5, 12.5]).edges_nm == [0, 5, 10, 15])
    #expect(SizeBins(centres_nm: [100]).edges_nm == [50, 150])
    let uneven = SizeBins(centres_nm: [10, 20, 40])
    #expect(uneven.edges_nm == [5, 15, 30, 50] && uneven.interpolation == .linear)
  }

  @Test("without bins or particles there is nothing to count")
  func empty() {
    let none = SizeDistribution(bins: SizeBins(edges_nm: []), numberFraction: [])
    #expect(none.count == 0 && none.share(in: 1...1000) == 0 && none.statistics == nil)
    #expect(none.normalised == nil && none.quantileBin(0.5) == nil)
    let zeros = SizeDistribution(bins: SizeBins(edges_nm: [50, 100]), numberFraction: [0])
    #expect(zeros.normalised == nil && zeros.cumulativeFraction(below: [200]) == [0])
  }
}
