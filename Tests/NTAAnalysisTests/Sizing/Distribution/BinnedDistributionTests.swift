import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

struct LinearDistributionTests {
  private func single(_ lower: Double, _ upper: Double) throws -> SizeDistribution {
    try #require(
      SizeDistribution(
        bins: SizeBins(edges_nm: [lower, upper], interpolation: .linear), weights: [3]))
  }

  @Test("the distance of a shifted distribution is the shift")
  func shift() throws {
    let distance = try single(100, 110).wassersteinDistance_nm(to: single(125, 135))
    #expect(abs(distance - 25) < 1e-9)
  }

  @Test("the distance to a wider distribution of the same centre, where the curves cross")
  func crossing() throws {
    // Quantiles differ by 20 |q - 1/2|, whose mean is 5.
    let distance = try single(100, 110).wassersteinDistance_nm(to: single(90, 120))
    #expect(abs(distance - 5) < 1e-9)
  }

  @Test("quantiles cut classes in proportion")
  func quantiles() throws {
    let two = try #require(
      SizeDistribution(
        bins: SizeBins(edges_nm: [0, 10, 30], interpolation: .linear), weights: [1, 3]))
    #expect(abs(two.quantile_nm(0.25) - 10) < 1e-9)
    #expect(abs(two.quantile_nm(0.5) - (10 + 20.0 / 3)) < 1e-9)
  }

  @Test("no particles, no distribution")
  func empty() {
    #expect(
      SizeDistribution(bins: SizeBins(edges_nm: [0, 1], interpolation: .linear), weights: [0])
        == nil)
  }
}

struct ComparisonTests {
  @Test(
    "values differ where the interval of their difference excludes zero",
    arguments: [
      // Half-widths 3 and 4 make 5.
      (104.9, false), (105.1, true), (94.9, true), (95.1, false),
    ])
  func differ(other: Double, expected: Bool) {
    #expect(
      Comparison.isDifferenceSignificant(100, 97...103, other, (other - 4)...(other + 4))
        == expected)
  }

  @Test("without an interval nothing is said")
  func unknown() {
    #expect(Comparison.isDifferenceSignificant(100, nil, 200, 190...210) == nil)
  }

  @Test("one result is no comparison")
  func tooFew() {
    #expect(throws: CompareError.tooFew) {
      try Comparison([ComparedResult(name: "a", origin: .nta)])
    }
  }

  @Test("what two programs make of one run is no repetition, unless it is said to be")
  func programs() throws {
    let results = [
      ("a", ComparedResult.Origin.nta, 98.0), ("b", .nta, 102), ("c", .zetaView, 110),
      ("d", .zetaView, 120), ("e", .nanoSight, 150),
    ].map { name, origin, mode in
      var result = ComparedResult(name: name, origin: origin)
      result.sample = "beads"
      result.mode_nm = mode
      return result
    }
    let comparison = try Comparison(results)
    #expect(comparison.groups.map(\.sample) == ["beads (ZetaView)", "beads (nta)"])
    #expect(comparison.groups.map { $0.mode_nm?.mean } == [115, 100])
    let all = try Comparison(results, pooling: .all)
    #expect(all.groups.map { $0.mode_nm?.count } == [5])
  }

  @Test("results of one sample are repetitions; page and table hold them all")
  func groups() throws {
    var results: [ComparedResult] = []
    for (name, mode) in [("a", 98.0), ("b", 102.0), ("<c>", 150.0)] {
      var result = ComparedResult(name: name, origin: .nta)
      result.sample = name == "<c>" ? "other" : "beads"
      result.mode_nm = mode
      result.distribution = SizeDistribution(
        bins: SizeBins(edges_nm: [mode - 5, mode + 5], interpolation: .linear),
        numberFraction: [1], densityLower95_per_nm: [0.09], densityUpper95_per_nm: [0.11])
      results.append(result)
    }
    let comparison = try Comparison(results)
    #expect(comparison.pairs.count == 3 && comparison.groups.map(\.sample) == ["beads"])
    #expect(comparison.groups[0].mode_nm?.mean == 100)
    #expect(abs((comparison.pairs[0].distance_nm ?? 0) - 4) < 1e-9)
    #expect(comparison.csv.split(separator: "\n").count == 4)
    let pairs = comparison.pairsCSV.split(separator: "\n")
    #expect(pairs.count == 4 && pairs[1].hasPrefix("a,b,4") && pairs[3].hasPrefix("b,<c>,"))
    #expect(pairs[1].hasSuffix(",,,"))
    let page = try comparison.html()
    #expect(page.contains("&lt;c&gt;") && !page.contains("<c>"))
    #expect(page.contains("line series-2") && page.contains("seriesband series-1"))
  }

  @Test(
    "sizes that no result sees are shaded twice, those that some do once, and the page says so",
    arguments: [
      ([nil, nil], [], ""), ([60, nil], [60, 60], "below the detection limit of 60.0 nm,"),
      ([80, 60], [60, 80], "below the detection limits of 60.0 to 80.0 nm (darker"),
    ] as [([Double?], [Double], String)])
  func shade(limits_nm: [Double?], shades: [Double], words: String) throws {
    let results = limits_nm.enumerated().map { number, limit_nm in
      var result = ComparedResult(name: "\(number)", origin: .nta)
      result.distribution = SizeDistribution(
        bins: SizeBins(edges_nm: [50, 100, 150, 200], interpolation: .linear), weights: [1, 2, 1])
      result.detectionLimit_nm = limit_nm
      return result
    }
    // One without a distribution has nothing that could be extrapolated.
    var bare = ComparedResult(name: "bare", origin: .zetaView)
    bare.detectionLimit_nm = 10
    let comparison = try Comparison(results + [bare])
    for spacing in [Axis.Spacing.linear, .logarithmic] {
      let marks = try #require(comparison.plot(spacing)).marks
      #expect(
        Array(marks.prefix { if case .shade = $0 { true } else { false } })
          == shades.map { .shade(below: $0) })
    }
    let page = try comparison.html()
    #expect(page.contains("Shaded") == !words.isEmpty && page.contains(words))
    #expect(page.contains("Not drawn, because they have no distribution: 3."))
    #expect(comparison.csv.contains("tracks,detection_limit_nm,validity\n"))
  }

  @Test("the numbers of equal curves stand apart, each on its curve")
  func tags() throws {
    let x = (0...60).map { 50.0 + 2 * Double($0) }
    let curves = (1...6).map { number in
      Curve(
        number: number, x: x, y: x.map { max(0, 1 - abs($0 - 110) / 40) }, lower: [], upper: [])
    }
    let axes = (
      x: Axis(label: "", range: 0...200, spacing: .linear),
      y: Axis(label: "", range: 0...1.2, spacing: .linear)
    )
    let places = CurveTags.marks(curves, x: axes.x, y: axes.y).compactMap { mark in
      if case .tag(let x, let y, _, _) = mark { (x, y) } else { nil }
    }
    #expect(places.count == 6 && places[0] == (110, 1))
    for (number, place) in places.enumerated() {
      #expect(abs(place.1 - (1 - abs(place.0 - 110) / 40)) < 1e-9)
      for other in places[..<number] {
        // In a picture of 450 by 220 units: more than a digit is wide or high.
        let apart = (450 * abs(place.0 - other.0) / 200, 220 * abs(place.1 - other.1) / 1.2)
        #expect(apart.0 > 13 || apart.1 > 13, "\(place) and \(other)")
      }
    }
  }
}
