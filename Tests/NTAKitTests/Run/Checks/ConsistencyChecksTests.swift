import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

/// Each check of meaning speaks where it should, and is silent where all is well.
@Suite("Checks of meaning") struct ConsistencyChecksTests {
  /// A sound result and its one position, changed by `change`.
  private func codes(
    _ change: (inout RunResult, inout PositionAnalysis) -> Void = { _, _ in }
  ) -> [String] {
    var result = TinyRun.result()
    result.positions = Array(result.positions.prefix(1))
    result.tracking.spotSigma_px = 1.4
    result.displacement = DisplacementResult(
      lags: [1], msd_um2: [0.6], stride: 1, diffusion_um2_per_s: 4.5,
      diffusionStandardError_um2_per_s: 0.1)
    result.settings.exposure_s = Setting(0.01, from: .runFile)
    let times = (0..<60).map { Double($0) / 30 }
    var position = PositionAnalysis(
      PositionTracks(position: 1, frameTimes_s: times, tracks: []))
    position.file = "pos01.avi"
    position.imaging = PositionAnalysis.Imaging(
      width_px: 642, height_px: 482,
      model: ImagingModel(
        sigma_px: 1.4, noise: NoiseModel(floor: 1, gain: 0, misfit: 0), saturation: .infinity,
        threshold: 5, spotCount: 100), saturatedFraction: 0, coincidenceFraction: 0,
      limitAmplitude: 5)
    change(&result, &position)
    return ConsistencyChecks(result, positions: [position]).warnings.map(\.code)
  }

  @Test func soundRunsAreNotWarnedOf() { #expect(codes() == []) }

  @Test func damage() {
    #expect(codes { $1.isDamaged = true } == ["DAMAGED"])
    // With a result from the whole frames the pipeline itself says how many there were.
    #expect(
      codes {
        $0.settings.allowDamaged = true; $1.isDamaged = true
      } == [])
    #expect(
      codes {
        $0.settings.allowDamaged = true; $0.size = nil; $1.isDamaged = true
      } == ["DAMAGED"])
  }

  @Test func repeatedFrames() {
    #expect(codes { $1.imaging?.repeatedFrames = 1 } == ["REPEATED_FRAMES"])
  }

  @Test func interlaced() { #expect(codes { $1.imaging?.isInterlaced = true } == ["INTERLACED"]) }

  @Test func compression() {
    #expect(codes { $1.imaging?.compression = .unknown } == ["COMPRESSED"])
    #expect(codes { $1.imaging?.compression = .noiseLost } == ["COMPRESSED"])
    #expect(codes { $1.imaging?.compression = .known } == [])
  }

  @Test func exposure() {
    #expect(
      codes { result, _ in result.settings.exposure_s.value = 0.034 } == ["EXPOSURE_EXCEEDS_FRAME"])
    // Rates and exposures are written with few digits.
    #expect(codes { result, _ in result.settings.exposure_s.value = 0.0334 } == [])
  }

  @Test func pixelSize() {
    #expect(
      codes { result, _ in result.settings.pixelSize_um.value = 0.0713 } == [
        "PIXEL_SIZE_IMPLAUSIBLE"
      ])
    #expect(
      codes { result, _ in result.settings.pixelSize_um.value = 7.13 }.contains(
        "PIXEL_SIZE_IMPLAUSIBLE"))
    // A sharper objective than usual, and defocused spots.
    #expect(codes { result, _ in result.settings.pixelSize_um.value = 0.13 } == [])
    #expect(codes { result, _ in result.tracking.spotSigma_px = 5 } == [])
    #expect(codes { result, _ in result.tracking.spotSigma_px = nil } == [])
  }

  @Test func modeAtTheEdge() {
    #expect(codes { result, _ in result.size?.statistics.mode_nm = 51 } == ["MODE_AT_EDGE"])
    #expect(codes { result, _ in result.size?.statistics.mode_nm = 790 } == ["MODE_AT_EDGE"])
    #expect(codes { result, _ in result.size?.statistics.mode_nm = 55 } == [])
  }

  @Test func drift() {
    #expect(codes { result, _ in result.positions[0].driftX_um_per_s = -11 } == ["DRIFT"])
    #expect(codes { result, _ in result.positions[0].driftX_um_per_s = 9 } == [])
    #expect(
      codes { result, _ in
        result.positions[0].driftX_um_per_s = 40
        result.positions[0].removal = .maxDrift
      } == [])
  }

  @Test func crowd() {
    #expect(codes { result, _ in result.positions[0].particlesPerFrame = 4000 } == ["TOO_DENSE"])
    #expect(codes { result, _ in result.positions[0].particlesPerFrame = 300 } == [])
  }

  @Test func temperatureIsRefusedBeforehand() {
    #expect(!SettingDefinition[\.temperature_C].allows(-0.1))
    #expect(!SettingDefinition[\.temperature_C].allows(100.1))
    #expect(!SettingDefinition[\.temperature_C].allows(.nan))
    #expect(SettingDefinition[\.temperature_C].allows(37))
  }
}
