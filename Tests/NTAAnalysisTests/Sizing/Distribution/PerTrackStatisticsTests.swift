import _TestSupport
import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Per-track statistics")
struct PerTrackStatisticsTests {
  @Test("One vote a track, whatever its length")
  func votes() throws {
    var tracks = DrawnTracks.sized(5, frames: 8, seed: 161, diameter_nm: { _ in 100 })
    for (index, diameter) in [80.0, 90, 100, 110, 170].enumerated() {
      tracks[index].summary.diameter_nm = diameter
      tracks[index].summary.frames = 10 * (index + 1)
    }
    let s = PerTrackStatistics.of(SizedTracks(tracks), grid: DrawnTracks.grid)
    #expect(abs(s.mean_nm - 110) < 1e-9)
    #expect(abs(s.sd_nm - (5000.0 / 4).squareRoot()) < 1e-9)
    #expect(abs(s.d50_nm - 100) < 1e-9)
    #expect(abs(s.d10_nm - 84) < 1e-9 && abs(s.d90_nm - 146) < 1e-9)
  }

  @Test("The mode is where most tracks are")
  func mode() throws {
    var generator = SeededGenerator(seed: 162)
    var track = DrawnTracks.sized(1, frames: 8, seed: 163, diameter_nm: { _ in 100 })[0]
    let tracks = (0..<600).map { index in
      track.summary.diameter_nm =
        index < 400 ? 120 * exp(0.05 * generator.normal()) : 300 * exp(0.2 * generator.normal())
      return track
    }
    let mode = PerTrackStatistics.of(SizedTracks(tracks), grid: DrawnTracks.grid).mode_nm
    // Per nm the top of a normal law of ln d lies exp(-s²) lower, 0.5 % with the kernel; a mode of
    // 400 values within a kernel of their own width is good to some percent.
    #expect(abs(mode / 120 - 1) < 0.03, "\(mode)")
  }
}
