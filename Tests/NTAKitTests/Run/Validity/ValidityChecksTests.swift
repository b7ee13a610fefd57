import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

/// Each check fails where it should, and is met where all is well.
@Suite("Checks of validity") struct ValidityChecksTests {
  /// What the checks look at.
  struct Run {
    var result: RunResult
    var positions: [PositionAnalysis]
    var motion = MeasuredMotion(model: MotionModel(exposure_s: 0))
    var periodogram: MotionPeriodogram
    var stated: [RunWarning] = []

    /// A run without a fault.
    init() {
      result = TinyRun.result()
      result.positions = Array(result.positions.prefix(1))
      result.positions[0].particlesPerFrame = 12.5
      result.tracking.used = 60
      result.warnings = []
      positions = [DrawnPosition().analysis(seed: 621).correctingFrameIntervals(in: nil)]
      motion.findings.diffusion_um2_per_s = 15
      periodogram = MotionPeriodogram(model: motion.model)
      addMotion()
    }

    /// Adds the position's tracks to the periodogram, each changed by `change`.
    mutating func addMotion(_ change: (inout Trajectory) -> Void = { _ in }) {
      periodogram = MotionPeriodogram(model: motion.model)
      for var track in positions[0].trajectories(pixelSize_um: 1) {
        // The drawn steps have no error of localisation.
        for n in track.variance_um2.indices { track.variance_um2[n] = 0 }
        change(&track)
        periodogram.add(track, diffusion_um2_per_s: 15)
      }
    }

    var validity: Validity {
      ValidityChecks(
        result: result, positions: positions, motion: motion, periodogram: periodogram,
        stated: stated
      ).validity
    }

    /// The names of the checks that are not met, with their severities.
    var failures: [String] {
      validity.checks.filter { !$0.passed }.map { "\($0.name) \($0.severity.rawValue)" }
    }
  }

  /// A position with particles of its own.
  private static var second: PositionAnalysis {
    var position = DrawnPosition().analysis(seed: 623).correctingFrameIntervals(in: nil)
    position.imaging?.fingerprint = 2
    return position
  }

  @Test("Tracks that all end at once are doubtful, and invalid where they do so several times")
  func sections() {
    #expect(Self.failures { $0.positions[0].breaks = [20] } == ["sections doubtful"])
    #expect(Self.failures { $0.positions[0].breaks = [9, 19, 29] } == ["sections invalid"])
  }

  private static func failures(_ change: (inout Run) -> Void) -> [String] {
    var run = Run()
    change(&run)
    return run.failures
  }

  private static func failures(
    ofImaging change: (inout PositionAnalysis.Imaging) -> Void
  ) -> [String] {
    failures { run in
      guard var imaging = run.positions[0].imaging else { return }
      change(&imaging)
      run.positions[0].imaging = imaging
    }
  }

  @Test("A run without a fault is valid, and every check has a sentence")
  func sound() {
    let run = Run()
    #expect(run.validity.verdict == .valid && run.failures == [])
    let names = run.validity.checks.map(\.name)
    #expect(
      names == [
        "motion_slow_modes", "motion_fast_modes", "msd_linear", "flow_of_each_particle",
        "repeated_frames", "missing_frames", "pauses", "even_intervals", "sections",
        "clipped_pixels", "missing_grey_levels",
        "noise_correlation", "noise_in_time", "compression", "polarity", "copies", "overlays",
        "track_count", "spot_width", "untracked_detections", "plausible_fits", "temperature",
        "viscosity", "stated_settings",
      ])
    #expect(run.validity.checks.allSatisfy { !$0.message.isEmpty })
  }

  @Test("Without particles only pictures and settings are checked")
  func blank() {
    var run = Run()
    run.result = TinyRun.blank()
    run.result.positions = Array(run.result.positions.prefix(1))
    let names = run.validity.checks.map(\.name)
    #expect(names.first == "clipped_pixels" && names.last == "stated_settings")
    #expect(!names.contains("track_count") && run.validity.verdict == .valid)
  }

  @Test("A flow of each track's own is invalid")
  func flow() {
    func failures(_ step: Double) -> [String] {
      Self.failures { run in
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
    let failed = Self.failures { run in
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
        Self.failures {
          $0.motion.findings.isMSDNonlinear = true
          $0.motion.findings.bend = bend
        } == ["msd_linear doubtful"])
    }
    #expect(Self.failures { $0.motion.findings.bend = 0.8 } == [])
  }

  @Test("A flow of each track's own that is large beside diffusion is doubtful")
  func ownFlow() {
    func failures(_ share: Double) -> [String] {
      Self.failures {
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
      Self.failures { $0.positions[0].intervals = repeated } == ["repeated_frames invalid"])
    #expect(
      Self.failures {
        $0.positions[0].intervals = repeated
        $0.positions[0].frames = 200
      } == [])
  }

  @Test("Missing frames are corrected; more than a twentieth are doubtful")
  func missingFrames() {
    func numbers(_ missing: Int) -> FrameNumbers {
      FrameNumbers(numbers: [], times_s: [], missing: missing)
    }
    #expect(Self.failures { $0.positions[0].frameNumbers = numbers(1) } == [])
    #expect(
      Self.failures { $0.positions[0].frameNumbers = numbers(2) } == ["missing_frames doubtful"])
  }

  @Test("A pause is doubtful, a single lost frame is none")
  func pauses() {
    func failures(_ intervals: FrameIntervals) -> [String] {
      Self.failures {
        $0.positions[0].intervals = intervals
        $0.positions[0].frameNumbers = FrameNumbers(numbers: [], times_s: [], missing: 1)
      }
    }
    let pause = Self.intervals(ofTwentiethTimes: 8)
    #expect((pause.unusual[20] ?? 0) > 4)
    #expect(failures(pause) == ["pauses doubtful"])
    let lost = Self.intervals(ofTwentiethTimes: 2)
    #expect(lost.unusual[20] == 2)
    #expect(failures(lost) == [])
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
    let failed = Self.failures { $0.positions[0].intervals = uneven }
    #expect(failed == ["even_intervals doubtful"])
    #expect(
      Self.failures {
        $0.positions[0].intervals = uneven
        $0.positions[0].frameNumbers = FrameNumbers(numbers: [], times_s: [], missing: 0)
      } == [])
  }

  @Test("Grey levels and noise that no camera makes are doubtful")
  func pixels() {
    func failures(_ change: (inout PixelStatistics) -> Void) -> [String] {
      Self.failures(ofImaging: { imaging in
        if var pixels = imaging.pixels {
          change(&pixels)
          imaging.pixels = pixels
        }
      })
    }
    #expect(failures { $0.zeroFraction = 0.61 } == ["clipped_pixels doubtful"])
    // What is dead is not clipped.
    #expect(
      failures {
        $0.zeroFraction = 0.61
        $0.deadFraction = 0.1
      } == [])
    #expect(failures { $0.missingLevels = 0.31 } == ["missing_grey_levels doubtful"])
    #expect(failures { $0.spatialCorrelation = 0.16 } == ["noise_correlation doubtful"])
    #expect(failures { $0.spatialCorrelation = -0.16 } == ["noise_correlation doubtful"])
    #expect(failures { $0.temporalRatio = 0.74 } == ["noise_in_time doubtful"])
    #expect(failures { $0.temporalRatio = 1.26 } == ["noise_in_time doubtful"])
    #expect(
      failures {
        $0.missingLevels = 0.29
        $0.spatialCorrelation = 0.14
        $0.temporalRatio = 0.76
      } == [])
  }

  @Test("Compression that is not corrected for is doubtful, and invalid where motion shows it")
  func compression() {
    #expect(Self.failures(ofImaging: { $0.compression = .known }) == [])
    for kind in [LossyCompression.unknown, .noiseLost] {
      #expect(Self.failures(ofImaging: { $0.compression = kind }) == ["compression doubtful"])
      #expect(
        Self.failures {
          $0.positions[0].imaging?.compression = kind
          $0.motion.model.stride = 2
        } == ["compression invalid"])
    }
  }

  @Test("Polarity, copies and overlays")
  func pictures() {
    // Dark spots are measured as such; that is doubtful where somebody has stated bright ones.
    #expect(Self.failures(ofImaging: { $0.usedPolarity = .dark }) == [])
    #expect(
      Self.failures {
        $0.positions[0].imaging?.usedPolarity = .dark
        $0.result.settings.polarity = Setting(.bright, from: .runFile)
      } == ["polarity doubtful"])
    #expect(
      Self.failures {
        $0.positions.append($0.positions[0])
        $0.result.positions.append($0.result.positions[0])
      } == ["copies invalid"])
    // The same particles behind another first frame are a copy too.
    #expect(
      Self.failures {
        $0.positions.append($0.positions[0])
        $0.positions[1].imaging?.fingerprint = 2
        $0.result.positions.append($0.result.positions[0])
      } == ["copies invalid"])
    #expect(
      Self.failures {
        $0.positions.append(Self.second)
        $0.result.positions.append($0.result.positions[0])
      } == [])
    #expect(Self.failures(ofImaging: { $0.overlayFraction = 0.09 }) == [])
    #expect(Self.failures(ofImaging: { $0.overlayFraction = 0.11 }) == ["overlays doubtful"])
  }

  @Test("Too few particles, no spots, loose detections and extrapolated sizes")
  func fits() {
    #expect(Self.failures { $0.result.tracking.used = 49 } == ["track_count doubtful"])
    #expect(Self.failures { $0.result.tracking.used = 50 } == [])
    #expect(
      Self.failures(ofImaging: { $0.model.spotCount = 0 }) == ["spot_width invalid"])
    // 12.5 of the detections of a frame belong to tracks.
    #expect(Self.failures(ofImaging: { $0.detectionsPerFrame = 31 }) == [])
    #expect(
      Self.failures(ofImaging: { $0.detectionsPerFrame = 32 }) == [
        "untracked_detections invalid"
      ])
    // The mode is 100 nm.
    #expect(
      Self.failures { $0.result.size?.detectionLimit_nm = 101 } == [
        "below_detection_limit doubtful"
      ])
    #expect(Self.failures { $0.result.size?.detectionLimit_nm = 60 } == [])
  }

  @Test("Positions that are not pooled do not count")
  func removed() {
    #expect(
      Self.failures { run in
        run.positions.append(Self.second)
        run.positions[1].imaging?.compression = .unknown
        run.positions[1].imaging?.detectionsPerFrame = 1000
        var removed = run.result.positions[0]
        removed.removal = .minTracks
        run.result.positions.append(removed)
      } == [])
  }

  @Test("Warnings that say the numbers are implausible are invalid, a crowd is doubtful")
  func plausible() {
    #expect(
      Self.failures { $0.result.warnings = [.tooDense(neighbours: 1)] } == [
        "plausible_fits doubtful"
      ])
    let modeAtEdge = RunWarning.modeAtEdge(mode_nm: 51, range_nm: 50...800)
    #expect(
      Self.failures { $0.result.warnings = [modeAtEdge] } == ["plausible_fits invalid"])
  }

  @Test("Sources of settings that contradict each other are doubtful, unless one is overruled")
  func stated() {
    func failures(_ from: SettingSource, _ other: String) -> [String] {
      Self.failures {
        $0.stated = [
          .noDepth,
          .settingsDisagree(
            setting: "frame_rate_hz", used: "30 Hz", from: from.rawValue, other: "60 Hz",
            otherFrom: other),
        ]
      }
    }
    let header = SettingSource.instrumentHeader.rawValue
    #expect(failures(.runFile, header) == ["stated_settings doubtful"])
    #expect(failures(.commandLine, header) == [])
    #expect(failures(.commandLine, "the times in tracks.csv") == ["stated_settings doubtful"])
    #expect(
      Self.failures {
        $0.stated = [
          .headerValueUnreadable(
            header: "h.txt", key: "Dilution", text: "NaN", setting: "dilution", used: "1")
        ]
      } == ["stated_settings doubtful"])
  }

  @Test("Settings that contradict the recording or each other are doubtful")
  func settings() {
    #expect(
      Self.failures {
        $0.result.settings.temperature_C.value = 77
        $0.result.settings.viscosity_mPas.value = 0.37
      } == ["temperature doubtful"])
    #expect(
      Self.failures { $0.result.settings.viscosity_mPas.value = 1 } == ["viscosity doubtful"])
    #expect(
      Self.failures {
        $0.result.settings.frameRate_hz = Setting(30.3, from: .commandLine)
      } == [])
    #expect(
      Self.failures {
        $0.result.settings.frameRate_hz = Setting(25, from: .commandLine)
      } == ["frame_rate doubtful"])
    #expect(
      Self.failures { $0.result.settings.frameRate_hz = Setting(25, from: .container) } == [])
    // Any position tells, and what the file states beside its times tells where nobody gives a rate.
    #expect(
      Self.failures { run in
        run.result.settings.frameRate_hz = Setting(30, from: .runFile)
        run.positions.append(Self.second)
        run.positions[1].imaging?.containerRate_hz = 60
        run.result.positions.append(run.result.positions[0])
      } == ["frame_rate doubtful"])
    #expect(Self.failures(ofImaging: { $0.statedRate_hz = 60 }) == ["frame_rate doubtful"])
    #expect(
      Self.failures {
        $0.positions[0].imaging?.statedRate_hz = 60
        $0.result.settings.frameRate_hz = Setting(30, from: .runFile)
      } == [])
    // A converter from 25 to 30 Hz repeats a fifth of the frames.
    #expect(
      Self.failures {
        $0.result.settings.frameRate_hz = Setting(25, from: .commandLine)
        $0.positions[0].imaging?.repeatedFrames = 8
      } == [])
  }
}
