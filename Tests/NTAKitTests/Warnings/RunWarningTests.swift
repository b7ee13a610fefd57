import NTAKit
import Testing

/// Each warning has a code, and one sentence made from its facts.
@Suite("Warnings of a run")
struct RunWarningTests {
  /// One warning of each case.
  private static let all: [RunWarning] = [
    .positionsUnknown(header: "h.txt"), .ambiguousHeader(headers: ["a.txt", "b.txt"]),
    .imagesIgnored(folder: "run", images: 3),
    .subfoldersIgnored(folder: "run", subfolders: ["a", "b/c"]),
    .sequenceGap(folder: "run", gaps: 2, after: "7.png"),
    .damagedFramesSkipped(frames("a.avi", 5, of: 60)), .damagedPositions([frames("b.avi", 4)]),
    .repeatedFrames([frames("c.avi", 2)]), .interlaced(positions: ["d.avi"]),
    .compressedUnknown(positions: ["e.avi"]), .compressedNoise(positions: ["f.avi"]),
    .saturated(fraction: 0.123), .exposureUnknown,
    .fileDisagrees(
      file: "a.tif", setting: "pixel_size_um", value: 0.5, source: "run.yaml", stated: 0.25,
      unit: "µm"),
    .frameIntervalUnset, .exposureExceedsFrame(exposure_s: 0.05, interval_s: 0.0333),
    .pixelSizeImplausible(pixelSize_um: 0.1, sigma_um: 0.0512, possible_um: 0.17...6),
    .modeAtEdge(mode_nm: 987.6, range_nm: 10...1000),
    .headerViscosityReplaced(
      header: "h.txt", stated_mPas: 0.9, medium: "water", temperature_C: 24.5),
    .mediumAssumed(header: "h.txt", medium: "honey"),
    .headerValueUnreadable(
      header: "h.txt", key: "Dilution", text: "NaN", setting: "dilution", used: "1.0"),
    .settingsDisagree(
      setting: "frame_rate_hz", used: "30 Hz", from: "run.yaml", other: "60 Hz",
      otherFrom: "instrument header"), .noParticles, .lowTrackCount(used: 17),
    .msdNotLinear(slopeRatio: 0.716, stride: 3),
    .drift(limit_um_per_s: 10, positions: [1, 2, 3, 5, 8, 13, 21]),
    .flowDiffers(rms_um_per_s: 3.21), .tooDense(neighbours: 0.456),
    .positionsRemoved(removed: 7, of: 11),
    .positionsDisagree(
      positions: 6, lowest: 40, highest: 91, chiSquare: 54.5, degrees: 5, excessVariation: 0.39),
    .noDepth, .calibrationFailed(file: "c.json"),
    .calibrationOverruled(pixelSize_um: 0.7, source: "run.yaml", calibrated_um: 0.73111),
    .calibrationScaleDiffers(file: "c.json", stated_um: 0.713, statedNow_um: 0.357),
    .calibrationCameraDiffers(
      file: "c.json", setting: "exposure_s", calibrated: 0.01, recorded: 0.02),
    .calibrationOld(file: "c.json", age_days: -31, limit_days: 30),
    .calibrationAgeUnknown(file: "c.json", made: "2026-01-15"), .calibrationDateUnknown,
    .certificateValuesAssumed(standard: "mine", values: ["cv"]),
    .temperaturePlausibility(error_C: nil, stated_mPas: 0.89, explaining_mPas: 0.5),
    .viscosityPlausibility(
      stated_mPas: 1.2, medium: "water", temperature_C: 25, expected_mPas: 0.89),
    .blankDiffers(setting: "exposure_s", blank: "0.02", sample: "0.01"),
    .resultRepeated(copy: "b", of: "a"),
  ]

  private static func frames(
    _ position: String, _ count: Int, of promised: Int? = nil
  ) -> RunWarning.Frames {
    RunWarning.Frames(position: position, frames: count, promised: promised)
  }

  @Test("every kind is raised, and says when and what to do")
  func kinds() {
    #expect(Set(Self.all.map(\.kind)) == Set(RunWarning.Kind.allCases))
    for kind in RunWarning.Kind.allCases {
      #expect(kind.meaning.count > 20 && kind.remedy.count > 10, "\(kind.rawValue)")
    }
  }

  /// The sentence of the first warning of a kind.
  private static func sentence(_ kind: RunWarning.Kind) throws -> String {
    try #require(all.first { $0.kind == kind })
      .message(in: Wording { "<\($0.key)>" })
  }

  @Test(
    "sentences name what to give in the words of whoever reads them",
    arguments: [
      (
        RunWarning.Kind.positionsUnknown,
        "h.txt does not state how many positions the video holds, so it is analysed as one; give "
          + "<positions> (11 is usual) if it holds more"
      ),
      (
        .exposureUnknown,
        "the exposure time is unknown, so motion blur is not corrected and small particles appear "
          + "slightly too large; give <exposure_s> in seconds"
      ),
      (
        .fileDisagrees,
        "a.tif states 0.250 µm, but 0.500 µm (run.yaml) is used; check <pixel_size_um>"
      ),
      (
        .headerViscosityReplaced,
        "h.txt: the viscosity of 0.9 mPa·s is the instrument's linear estimate for water; that of "
          + "water at 24.5 °C was used instead; give <viscosity_mPas> or <viscosity_model> zetaview "
          + "to override this"
      ),
      (
        .mediumAssumed,
        "h.txt: the viscosity of \"honey\" is not known; that of water was used; give <medium> or "
          + "<viscosity_mPas>"
      ),
      (
        .headerValueUnreadable,
        "h.txt: Dilution is \"NaN\", which is not a single number; 1.0 was used; give <dilution>"
      ),
      (
        .settingsDisagree,
        "frame_rate_hz is 30 Hz by run.yaml and 60 Hz by instrument header; 30 Hz was used; "
          + "find out which is right, and correct the other"
      ),
      (
        .calibrationOverruled,
        "the pixel size of 0.7 µm (run.yaml) overrides the calibrated 0.7311 µm; remove it there, "
          + "or give <pixel_size_um>"
      ),
      (
        .noDepth,
        "the depth of the observed volume is unknown, so there is no concentration; give "
          + "<depth_um>, an instrument or a calibration"
      ),
      (
        .exposureExceedsFrame,
        "the exposure of 0.05 s is longer than the 0.033 s between frames, so one of the two is "
          + "wrong; check <exposure_s> and <frame_rate_hz>"
      ),
      (
        .pixelSizeImplausible,
        "with a pixel size of 0.1 µm, spots have a sigma of 0.051 µm, below the diffraction limit of "
          + "0.17 µm; check <pixel_size_um>"
      ),
      (
        .modeAtEdge,
        "the mode of 990 nm lies at the edge of the measured range (10 to 1000 nm); check "
          + "<pixel_size_um>, <frame_rate_hz> and the temperature"
      ),
    ])
  func sentences(kind: RunWarning.Kind, expected: String) throws {
    #expect(try Self.sentence(kind) == expected)
  }

  @Test("frames are counted, and of many positions the first five are named")
  func counts() throws {
    #expect(
      try Self.sentence(.damaged) == "a.avi: 5 of 60 frames are whole and were analysed")
    #expect(
      RunWarning.damagedPositions([Self.frames("b.avi", 4), Self.frames("c.avi", 5, of: 6)]).message
        == "damaged recordings: b.avi (4 frames are whole), c.avi (5 of 6 frames are whole); copy the "
        + "files again, or give allow_damaged to use the whole frames")
    #expect(
      try Self.sentence(.repeatedFrames)
        == "frames that repeat the one before were left out: c.avi (2); record without frame "
        + "rate conversion")
    #expect(
      try Self.sentence(.drift)
        == "the liquid flows faster than 10 µm/s in position 1, position 2, position 3, position 5, "
        + "position 8 and 2 more; the drift is subtracted, but wait until the flow has stopped before "
        + "recording")
    #expect(
      try Self.sentence(.flowDiffers)
        == "the flow of the liquid varies by 3.2 µm/s (rms) over the field of view or the depth; it is "
        + "subtracted, but wait until the flow has stopped before recording")
  }

  @Test("what is written into a file is the code and the sentence in the given wording")
  func text() {
    let text = RunWarning.noDepth.text(in: Wording { _ in "the depth" })
    #expect(text.code == "NO_DEPTH" && text.message.contains("give the depth, an instrument"))
    #expect(RunWarning.noDepth.text().message.contains("give depth_um, an instrument"))
  }
}
