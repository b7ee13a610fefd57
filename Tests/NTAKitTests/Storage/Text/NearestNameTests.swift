import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Nearest name")
struct NearestNameTests {
  @Test(
    "counts insertions, deletions, substitutions and swaps",
    arguments: [
      ("", "", 0), ("", "abc", 3), ("kitten", "sitting", 3), ("dilution", "dilution", 0),
      ("dilutoin", "dilution", 1), ("flaw", "lawn", 2), ("ab", "ba", 1),
    ])
  func distance(first: String, second: String, edits: Int) {
    #expect(NearestName.editDistance(first, second) == edits)
    #expect(NearestName.editDistance(second, first) == edits)
  }

  @Test(
    "finds the key that was meant",
    arguments: [
      ("pixelsize_um", "pixel_size_um"), ("pixel_size", "pixel_size_um"),
      ("temperature_c", "temperature_C"), ("viscosity_mPa", "viscosity_mPas"),
      ("frame_rate", "frame_rate_hz"), ("exposure", "exposure_s"), ("cycle", "cycles"),
      ("Dilution", "dilution"), ("polarty", "polarity"), ("min_track_lenght", "min_track_length"),
    ])
  func keys(typed: String, meant: String) {
    #expect(NearestName.of(typed, among: RunFile.keys) == meant)
  }

  @Test("offers nothing for a name that is no misspelling")
  func unrelated() {
    #expect(NearestName.of("operator", among: ["cycles", "medium"]) == nil)
    #expect(NearestName.of("x", among: []) == nil)
  }
}
