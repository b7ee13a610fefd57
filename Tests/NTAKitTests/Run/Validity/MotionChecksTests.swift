import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

/// Each check of the motion fails where it should, and is met where all is well.
@Suite("Checks of validity: motion") struct MotionChecksTests {
  @Test("A flow of each track's own is invalid")
  func flow() {
    func failures(_ step: Double) -> [String] {
      CheckedRun.failures { run in
        run.addMotion { track in
          let angle = Double(track.particle)
          for n in track.frames.indices {
            track.x_um[n] += step * Double(n) * cos(angle)
            track.y_um[n] += step * Double(n) * sin(angle)
          }
        }
      }
    }
    // Half a step of 1 px doubles the power of the slowest mode and more.
    #expect(failures(0.7).contains("motion_slow_modes invalid"))
    #expect(failures(0) == [])
  }

  @Test("Displacements that come twice are no diffusion")
  func interpolated() {
    let failed = CheckedRun.failures { run in
      run.addMotion { track in
        for n in track.frames.indices where n % 2 == 1 && n + 1 < track.count {
          track.x_um[n] = 0.5 * (track.x_um[n - 1] + track.x_um[n + 1])
          track.y_um[n] = 0.5 * (track.y_um[n - 1] + track.y_um[n + 1])
        }
      }
    }
    #expect(failed.contains("motion_fast_modes invalid"), "\(failed)")
  }

  @Test("A bent mean squared displacement is doubtful")
  func bend() {
    for bend in [0.8, 1.25] {
      #expect(
        CheckedRun.failures {
          $0.motion.findings.isMSDNonlinear = true
          $0.motion.findings.bend = bend
        } == ["msd_linear doubtful"])
    }
    #expect(CheckedRun.failures { $0.motion.findings.bend = 0.8 } == [])
  }

  @Test("A flow of each track's own that is large beside diffusion is doubtful")
  func ownFlow() {
    func failures(_ share: Double) -> [String] {
      CheckedRun.failures {
        $0.motion.findings.diffusion_um2_per_s = 4.5
        $0.result.displacement = DisplacementResult(
          lags: [1], msd_um2: [0.6], stride: 1, diffusion_um2_per_s: 4.5,
          diffusionStandardError_um2_per_s: 0.1, interval_s: 0.04)
        $0.motion.model.flowVariance_um2_per_s2.y = share * share * 2 * 4.5 / 0.04
      }.filter { $0.hasPrefix("flow") }
    }
    #expect(failures(0.2) == [] && failures(0.3) == ["flow_of_each_particle doubtful"])
  }

  /// Intervals whose displacements are changed after they were drawn.
  private static func intervals(
    _ change: (inout Trajectory) -> Void
  ) -> FrameIntervals {
    var intervals = FrameIntervals(intervals: 39)
    for var track in DrawnPosition().analysis(seed: 622).trajectories(pixelSize_um: 1) {
      change(&track)
      intervals.add(track)
    }
    return intervals
  }

  /// Intervals of which that behind frame 20 is `factor` times as long as the others.
  private static func intervals(ofTwentiethTimes factor: Double) -> FrameIntervals {
    intervals { track in
      let more = factor.squareRoot() - 1
      let dx = more * (track.x_um[21] - track.x_um[20])
      let dy = more * (track.y_um[21] - track.y_um[20])
      for n in 21..<track.count {
        track.x_um[n] += dx
        track.y_um[n] += dy
      }
    }
  }

  @Test("Frames that nearly repeat the one before are invalid from one in a hundred")
  func repeatedFrames() {
    let repeated = Self.intervals(ofTwentiethTimes: 0)
    #expect(repeated.unusual[20] == 0)
    #expect(
      CheckedRun.failures { $0.positions[0].intervals = repeated } == ["repeated_frames invalid"])
    #expect(
      CheckedRun.failures {
        $0.positions[0].intervals = repeated
        $0.positions[0].frames = 200
      } == [])
  }

  @Test("Missing frames are corrected; more than a quarter are doubtful")
  func missingFrames() {
    func numbers(_ missing: Int) -> FrameNumbers {
      FrameNumbers(numbers: [], times_s: [], missing: missing)
    }
    #expect(CheckedRun.failures { $0.positions[0].frameNumbers = numbers(9) } == [])
    #expect(
      CheckedRun.failures { $0.positions[0].frameNumbers = numbers(10) } == [
        "missing_frames doubtful"
      ])
  }

  @Test("Pauses are valid unless they leave too little between them")
  func pauses() {
    #expect(CheckedRun.failures { $0.positions[0].pauses = [20] } == [])
    #expect(CheckedRun.failures { $0.positions[0].pauses = [10, 20, 30] } == ["pauses doubtful"])
  }

  @Test("Displacements that change with time are doubtful")
  func evenIntervals() {
    let uneven = Self.intervals { track in
      // Every other ten frames take three times as long: ratios of 1 and 3, or of 1/3 and 1.
      var (x, y) = (track.x_um, track.y_um)
      for n in 1..<track.count {
        let factor = n / 10 % 2 == 0 ? 1.0 : 3.0.squareRoot()
        x[n] = x[n - 1] + factor * (track.x_um[n] - track.x_um[n - 1])
        y[n] = y[n - 1] + factor * (track.y_um[n] - track.y_um[n - 1])
      }
      (track.x_um, track.y_um) = (x, y)
    }
    let failed = CheckedRun.failures { $0.positions[0].intervals = uneven }
    #expect(failed == ["even_intervals doubtful"])
    #expect(
      CheckedRun.failures {
        $0.positions[0].intervals = uneven
        $0.positions[0].frameNumbers = FrameNumbers(numbers: [], times_s: [], missing: 0)
      } == [])
  }

  @Test("Tracks that all end at once are doubtful, and invalid where they do so several times")
  func sections() {
    #expect(CheckedRun.failures { $0.positions[0].breaks = [20] } == ["sections doubtful"])
    #expect(CheckedRun.failures { $0.positions[0].breaks = [9, 19, 29] } == ["sections invalid"])
  }
}
