import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

struct CalibrationAcceptanceTests {
  private static func standard(
    uncertainty: Double? = 3, cv: Double? = 0.05
  ) throws -> ReferenceStandard {
    try ReferenceStandard(
      parsing: "product: beads\nmaterial: polystyrene\ndiameter_nm: 100\nsource: a certificate\n"
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
      bins: SizeBins(edges_nm: [80, 90, 110, 120]), numberFraction: [0.1, 0.8, 0.1],
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
    interval: ClosedRange<Double> = 0.71...0.716, temperature_C: Double? = 0,
    concentration: Double? = nil
  ) throws -> [String] {
    var result = good()
    change(&result)
    return CalibrationAcceptance.criteria(
      result, standard: try standard(), pixelSizeRatio: ratio, pixelSizeInterval: interval,
      temperatureEquivalent_C: temperature_C, concentrationRatio: concentration
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

  @Test(
    "a stated concentration that the beads' own count contradicts fails",
    arguments: [(0.49, false), (0.51, true), (1.1, true), (1.99, true), (2.01, false)])
  func concentration(ratio: Double, passes: Bool) throws {
    let names = try Self.failed({ _ in }, concentration: ratio)
    #expect(names == (passes ? [] : ["concentration_over_stated"]))
  }

  @Test(
    "a pixel size that only a large error of the temperature explains fails",
    arguments: [(-8.9, true), (8.9, true), (-9.1, false), (9.1, false), (nil, false)])
  func temperature(equivalent_C: Double?, passes: Bool) throws {
    let names = try Self.failed({ _ in }, temperature_C: equivalent_C)
    #expect(names == (passes ? [] : ["temperature_equivalent_C"]))
  }

  @Test("each check of validity that is not met is a criterion, whether doubtful or invalid")
  func validity() throws {
    func check(_ name: String, _ severity: Validity.Verdict, passed: Bool) -> Validity.Check {
      Validity.Check(
        name: name, measured: 0.11, limit: 0.05, passed: passed, severity: severity, message: "m")
    }
    let names = try Self.failed {
      $0.validity = Validity(checks: [
        check("missing_frames", .doubtful, passed: false), check("a", .invalid, passed: true),
        check("copies", .invalid, passed: false),
      ])
    }
    #expect(names == ["validity_checks_failed", "missing_frames", "copies"])
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

  @Test("counts are written as counts, all else to four digits")
  func texts() {
    let kept = CalibrationCriterion("positions_kept", 11, from: 8)
    #expect(kept.measuredText == "11" && kept.limitText == "at least 8")
    let mean = CalibrationCriterion("mean_nm", 110.0379, from: 105.4158, to: 114.5842)
    #expect(mean.measuredText == "110.0" && mean.limitText == "105.4 to 114.6")
    let share = CalibrationCriterion("main_share", 0.93456, from: 0.8)
    #expect(share.measuredText == "0.9346" && share.limitText == "at least 0.8")
    #expect(CalibrationCriterion("drift_um_per_s", nil, to: 20).measuredText == "–")
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

  private func settings(
    viscosity_mPas: Double, medium: String = "water", isStated: Bool = true
  ) -> MeasurementSettings {
    var settings = MeasurementSettings(
      pixelSize_um: Setting(0.713, from: .runFile), temperature_C: Setting(25, from: .runFile),
      viscosity_mPas: Setting(viscosity_mPas, from: isStated ? .runFile : .derived))
    settings.medium = Setting(medium, from: .runFile)
    settings.viscosityModel = isStated ? nil : Setting(.iapws, from: .programDefault)
    return settings
  }

  @Test("a scale that more than 2 °C explain is said, with the temperature and the viscosity")
  func scale() throws {
    let own = settings(viscosity_mPas: 0.89, isStated: false)
    // Diameters 8 % too large by the nominal pixel size: a viscosity 8 % higher would do it too.
    let warnings = TemperaturePlausibility(settings: own, change_C: -3.1, factor: 1 / 1.08).warnings
    #expect(warnings.map(\.code) == ["TEMPERATURE_PLAUSIBILITY"])
    #expect(warnings.first?.message.contains("3.1 °C") == true)
    #expect(warnings.first?.message.contains("0.961 instead of 0.890 mPa·s") == true)
    #expect(
      TemperaturePlausibility(settings: own, change_C: 1.9, factor: 1.05).warnings.isEmpty)
    #expect(
      TemperaturePlausibility(settings: own, change_C: nil, factor: 10).warnings.count == 1)
  }

  @Test(
    "a viscosity by hand that the medium does not have within 2 °C is said",
    arguments: [
      // Water has 0.890 mPa·s at 25 °C, 0.932 at 23 °C and 0.851 at 27 °C; PBS 2 % more.
      (0.89, "water", false), (0.93, "water", false), (1.0016, "water", true),
      (0.84, "water", true), (0.945, "water", true), (0.945, "pbs", false),
      (1.9, "glycerol", false),
    ])
  func viscosity(stated: Double, medium: String, isSaid: Bool) {
    let warnings = TemperaturePlausibility(
      settings: settings(viscosity_mPas: stated, medium: medium), change_C: 0, factor: 1
    ).warnings
    #expect(warnings.map(\.code) == (isSaid ? ["VISCOSITY_PLAUSIBILITY"] : []))
  }

  @Test("no temperature of liquid water makes particles ten times larger")
  func impossible() {
    #expect(TemperaturePlausibility.change_C(temperature_C: 25, factor: 10) == nil)
  }
}
