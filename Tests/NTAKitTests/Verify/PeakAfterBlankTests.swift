import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

/// Drawn samples and diluents, whose own peak is known.
struct PeakAfterBlankTests {
  private typealias Population = CountedSample.Population

  private static let limits_nm = 85.0...115.0
  private static let runs = 40

  private func left(
    _ sample: [Population], less blank: [Population], seed: UInt64
  ) -> PeakAfterBlank {
    var generator = SeededGenerator(seed: seed)
    let particles = CountedSample(sample, generator: &generator)
    let diluent = CountedSample(blank, generator: &generator)
    return PeakAfterBlank(
      of: BlankSubtraction(particles.bins, less: diluent.bins), expected_nm: 100,
      limits_nm: Self.limits_nm)
  }

  @Test("the interval is that of the peak left, and holds its place")
  func coverage() throws {
    let own = Population(particles: 600, median_nm: 100, spread: 0.12)
    let diluent = Population(particles: 600, median_nm: 125, spread: 0.2)
    let place = CountedSample.peak_nm([own])
    let found = (1...Self.runs).map {
      left([own, diluent], less: [diluent], seed: UInt64($0))
    }
    // Fewer than 33 of 40, where 95 % are due, come by chance once in 300 times.
    let covered = found.count { $0.interval95_nm?.contains(place) == true }
    #expect(covered >= 33, "\(covered)")
    #expect(found.allSatisfy { $0.exceedsBlank })
    // On average it is the peak that is left, and not that of both populations.
    let places = found.compactMap(\.peak_nm)
    let mean = places.reduce(0, +) / Double(places.count)
    let squares = places.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let error = (squares / Double(places.count * (places.count - 1))).squareRoot()
    let both = CountedSample.peak_nm([own, diluent])
    #expect(abs(mean - place) < 4 * error && 4 * error < both - place, "\(mean), \(place), \(both)")
  }

  @Test("what is not known of the blank widens the interval of the peak left")
  func blankWidens() throws {
    let own = Population(particles: 600, median_nm: 100, spread: 0.12)
    let few = Population(particles: 30, median_nm: 125, spread: 0.2)
    let many = Population(particles: 900, median_nm: 125, spread: 0.2)
    func width(_ diluent: Population) -> Double {
      let widths = (1...8).compactMap { seed in
        left([own, diluent], less: [diluent], seed: seed).interval95_nm.map {
          $0.upperBound - $0.lowerBound
        }
      }
      return widths.reduce(0, +) / Double(max(widths.count, 1))
    }
    // Blank and sample both have the noise of 900 particles more, spread over twice the width.
    #expect(width(many) > 1.2 * width(few), "\(width(many)) and \(width(few))")
  }

  @Test("a sample of nothing but diluent has no peak of its own")
  func diluentOnly() {
    let diluent = Population(particles: 600, median_nm: 100, spread: 0.2)
    let judged = (1...Self.runs).map { seed -> Bool in
      let found = left([diluent], less: [diluent], seed: UInt64(100 + seed))
      let place = PeakVerdict.judge(
        peak: found.peak_nm, interval: found.interval95_nm, limits: Self.limits_nm)
      return place == .yes && found.exceedsBlank
    }
    // One in 40 exceeds by chance what was counted; five or more of 40 do once in 300 times.
    #expect(judged.count { $0 } < 5)
  }

  @Test("a blank does not take away the peak beside its own")
  func beside() {
    let own = Population(particles: 300, median_nm: 100, spread: 0.1)
    let diluent = Population(particles: 600, median_nm: 200, spread: 0.1)
    let found = left([own, diluent], less: [diluent], seed: 9)
    #expect(found.exceedsBlank && found.mayLieWithinLimits)
    let without = left([diluent], less: [own, diluent], seed: 10)
    #expect(!without.exceedsBlank && !without.mayLieWithinLimits)
  }
}
