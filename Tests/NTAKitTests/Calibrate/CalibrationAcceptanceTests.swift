import Testing

@testable import NTAKit

struct CalibrationAcceptanceTests {
  private static func standard(
    uncertainty: Double? = 3, cv: Double? = 0.05
  ) throws -> ReferenceStandard {
    try ReferenceStandard.parsing(
      "product: beads\nmaterial: polystyrene\ndiameter_nm: 100\nsource: a certificate\n"
        + (uncertainty.map { "expanded_uncertainty_nm: \($0)\n" } ?? "")
        + (cv.map { "cv: \($0)\n" } ?? ""),
      path: "beads.yaml", name: "beads")
  }

  /// A bead run that meets every criterion.
  private static func good() -> RunResult {
    var result = TinyRun.result()
    result.size?.statistics = SizeStatistics(
      mode_nm: 100, mean_nm: 101, sd_nm: 8, d10_nm: 90, d50_nm: 100, d90_nm: 111)
    result.size?.distribution = SizeDistribution(
      borders_nm: [80, 90, 110, 120], numberFraction: [0.1, 0.8, 0.1],
      densityLower95_per_nm: [0, 0, 0], densityUpper95_per_nm: [0, 0, 0])
    result.size?.intervals.mean_nm = 100...102
    result.size?.intervals.mode_nm = 99...101
    result.tracking.used = 2000
    result.positions = (1...11).map { index in
      var position = result.positions[0]
      position.index = index
      return position
    }
    return result
  }

  private static func failed(
    _ change: (inout RunResult) -> Void, ratio: Double = 1,
    interval: ClosedRange<Double> = 0.71...0.716
  ) throws -> [String] {
    var result = good()
    change(&result)
    return CalibrationAcceptance.criteria(
      result, standard: try standard(), pixelSizeRatio: ratio, pixelSizeInterval: interval
    ).filter { !$0.passed }.map(\.name)
  }

  @Test("a good run meets every criterion")
  func good() throws {
    #expect(try Self.failed({ _ in }).isEmpty)
  }

  @Test("each fault fails its own criterion, and no other")
  func faults() throws {
    // Certificate 3 nm and own 1 nm: 4 nm are allowed.
    #expect(try Self.failed({ $0.size?.statistics.mean_nm = 104.1 }) == ["mean_nm"])
    #expect(try Self.failed({ $0.size?.statistics.mean_nm = 103.9 }).isEmpty)
    #expect(try Self.failed({ $0.size?.statistics.mode_nm = 95.5 }) == ["mode_nm"])
    #expect(try Self.failed({ $0.tracking.used = 999 }) == ["tracks"])
    #expect(
      try Self.failed({ run in for i in 0..<4 { run.positions[i].removal = .maxDrift } })
        == ["positions_kept"])
    #expect(
      try Self.failed({ run in for i in 0..<3 { run.positions[i].removal = .maxDrift } }).isEmpty)
    #expect(try Self.failed({ $0.positions[5].driftX_um_per_s = 21 }) == ["drift_um_per_s"])
    #expect(try Self.failed({ $0.settings.temperature_C.value = 36 }) == ["temperature_C"])
    #expect(try Self.failed({ _ in }, ratio: 1.16) == ["pixel_size_over_nominal"])
    #expect(
      try Self.failed({ _ in }, interval: 0.69...0.73) == ["pixel_size_interval_relative"])
    // Quartiles 96.7, 109.0 and 114.7 nm.
    #expect(
      try Self.failed({ $0.size?.distribution.numberFraction = [0.1, 0.42, 0.48] })
        == ["symmetry"])
    #expect(
      try Self.failed({
        $0.size?.statistics.d10_nm = 75
        $0.size?.statistics.d90_nm = 125
      }) == ["cv"])
  }

  @Test("drift of a position that is left out does not matter")
  func removedDrift() throws {
    let names = try Self.failed {
      $0.positions[5].driftX_um_per_s = 35
      $0.positions[5].removal = .maxDrift
    }
    #expect(names.isEmpty)
  }

  @Test("what the standard does not state is assumed, and said")
  func assumed() throws {
    let bare = CalibrationDocument.Standard(try Self.standard(uncertainty: nil, cv: nil))
    #expect(bare.expanded_uncertainty_nm == 3 && bare.cv == 0.05)
    #expect(bare.assumed == ["expanded_uncertainty_nm", "cv"])
    #expect(CalibrationDocument.Standard(try Self.standard()).assumed.isEmpty)
  }

  @Test("a criterion without a value fails, and is written as null")
  func missing() {
    #expect(!CalibrationCriterion("x", nil, to: 1).passed)
    #expect(!CalibrationCriterion("x", .nan, to: 1).passed)
    #expect(CalibrationCriterion("x", 1, from: 1, to: 1).passed)
  }
}

struct TemperaturePlausibilityTests {
  @Test("a scale made by a temperature gives that temperature back", arguments: [-5.0, 0, 2, 8])
  func inverse(change: Double) throws {
    let (here, there) = (25.0, 25 + change)
    let viscosity = try #require(WaterViscosity.viscosity_mPas(at: here))
    let other = try #require(WaterViscosity.viscosity_mPas(at: there))
    let factor = (there + 273.15) / other / ((here + 273.15) / viscosity)
    let found = try #require(
      TemperaturePlausibility.change_C(temperature_C: here, factor: factor))
    #expect(abs(found - change) < 1e-6)
  }

  @Test("no temperature of liquid water makes particles ten times larger")
  func impossible() {
    #expect(TemperaturePlausibility.change_C(temperature_C: 25, factor: 10) == nil)
  }
}
