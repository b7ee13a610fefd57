import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

/// Each check fails where it should, and is met where all is well.
@Suite("Checks of validity") struct ValidityChecksTests {
  /// A position with particles of its own.
  private static var second: PositionAnalysis {
    var position = DrawnPosition().analysis(seed: 623).correctingFrameIntervals(in: nil)
    position.imaging?.fingerprint = 2
    return position
  }

  @Test("A run without a fault is valid, and every check has a sentence")
  func sound() {
    let run = CheckedRun()
    #expect(run.validity.verdict == .valid && run.failures == [])
    let names = run.validity.checks.map(\.name)
    #expect(
      names == [
        "motion_slow_modes", "motion_fast_modes", "msd_linear", "flow_of_each_particle",
        "repeated_frames", "missing_frames", "pauses", "even_intervals", "sections",
        "clipped_pixels", "grey_level_step",
        "noise_correlation", "noise_in_time", "dark_centres", "compression", "colours", "polarity",
        "copies",
        "overlays",
        "track_count", "spot_width", "untracked_detections", "plausible_fits", "temperature",
        "viscosity", "stated_settings",
      ])
    #expect(run.validity.checks.allSatisfy { !$0.message.isEmpty })
  }

  @Test("Without particles only pictures and settings are checked")
  func blank() {
    var run = CheckedRun()
    run.result = TinyRun.blank()
    run.result.positions = Array(run.result.positions.prefix(1))
    let names = run.validity.checks.map(\.name)
    #expect(names.first == "clipped_pixels" && names.last == "stated_settings")
    #expect(!names.contains("track_count") && run.validity.verdict == .valid)
  }

  @Test("Grey levels and noise that no camera makes are doubtful")
  func pixels() {
    func failures(_ change: (inout PixelStatistics) -> Void) -> [String] {
      CheckedRun.failures(ofImaging: { imaging in
        if var pixels = imaging.pixels {
          change(&pixels)
          imaging.pixels = pixels
        }
      })
    }
    #expect(failures { $0.zeroFraction = 0.86 } == ["clipped_pixels doubtful"])
    // What is dead is not clipped.
    #expect(
      failures {
        $0.zeroFraction = 0.86
        $0.deadFraction = 0.1
      } == [])
    #expect(failures { $0.levelStep = 1.3 } == ["grey_level_step doubtful"])
    #expect(failures { $0.spatialCorrelation = 0.11 } == ["noise_correlation doubtful"])
    #expect(failures { $0.spatialCorrelation = -0.11 } == ["noise_correlation doubtful"])
    #expect(failures { $0.dippingFraction = 4e-4 } == ["dark_centres doubtful"])
    #expect(failures { $0.temporalRatio = 0.74 } == ["noise_in_time doubtful"])
    #expect(failures { $0.temporalRatio = 1.26 } == ["noise_in_time doubtful"])
    #expect(
      failures {
        $0.levelStep = 1.2
        $0.spatialCorrelation = 0.09
        $0.temporalRatio = 0.76
      } == [])
  }

  @Test("Compression that is not corrected for is doubtful, and invalid where motion shows it")
  func compression() {
    #expect(CheckedRun.failures(ofImaging: { $0.compression = .known }) == [])
    for kind in [LossyCompression.unknown, .noiseLost] {
      #expect(CheckedRun.failures(ofImaging: { $0.compression = kind }) == ["compression doubtful"])
      #expect(
        CheckedRun.failures {
          $0.positions[0].imaging?.compression = kind
          $0.motion.model.stride = 2
        } == ["compression invalid"])
    }
  }

  @Test("Polarity, copies and overlays")
  func pictures() {
    // Dark spots are measured as such; that is doubtful where somebody has stated bright ones.
    #expect(CheckedRun.failures(ofImaging: { $0.usedPolarity = .dark }) == [])
    #expect(
      CheckedRun.failures {
        $0.positions[0].imaging?.usedPolarity = .dark
        $0.result.settings.polarity = Setting(.bright, from: .runFile)
      } == ["polarity doubtful"])
    #expect(
      CheckedRun.failures {
        $0.positions.append($0.positions[0])
        $0.result.positions.append($0.result.positions[0])
      } == ["copies invalid"])
    // The same particles behind another first frame are a copy too.
    #expect(
      CheckedRun.failures {
        $0.positions.append($0.positions[0])
        $0.positions[1].imaging?.fingerprint = 2
        $0.result.positions.append($0.result.positions[0])
      } == ["copies invalid"])
    #expect(
      CheckedRun.failures {
        $0.positions.append(Self.second)
        $0.result.positions.append($0.result.positions[0])
      } == [])
    #expect(CheckedRun.failures(ofImaging: { $0.overlayFraction = 0.09 }) == [])
    #expect(CheckedRun.failures(ofImaging: { $0.overlayFraction = 0.11 }) == ["overlays doubtful"])
  }

  @Test("Too few particles, no spots, loose detections and extrapolated sizes")
  func fits() {
    #expect(CheckedRun.failures { $0.result.tracking.used = 49 } == ["track_count doubtful"])
    #expect(CheckedRun.failures { $0.result.tracking.used = 50 } == [])
    #expect(
      CheckedRun.failures(ofImaging: { $0.model.spotCount = 0 }) == ["spot_width invalid"])
    // 12.5 of the detections of a frame belong to tracks.
    #expect(CheckedRun.failures(ofImaging: { $0.detectionsPerFrame = 31 }) == [])
    #expect(
      CheckedRun.failures(ofImaging: { $0.detectionsPerFrame = 32 }) == [
        "untracked_detections invalid"
      ])
    // The mode is 100 nm.
    #expect(
      CheckedRun.failures { $0.result.size?.detectionLimit_nm = 101 } == [
        "below_detection_limit doubtful"
      ])
    #expect(CheckedRun.failures { $0.result.size?.detectionLimit_nm = 60 } == [])
  }

  @Test("Positions that are not pooled do not count")
  func removed() {
    #expect(
      CheckedRun.failures { run in
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
      CheckedRun.failures { $0.result.warnings = [.tooDense(neighbours: 1)] } == [
        "plausible_fits doubtful"
      ])
    let modeAtEdge = RunWarning.modeAtEdge(mode_nm: 51, range_nm: 50...800)
    #expect(
      CheckedRun.failures { $0.result.warnings = [modeAtEdge] } == ["plausible_fits invalid"])
  }

  @Test("Sources of settings that contradict each other are doubtful, unless one is overruled")
  func stated() {
    func failures(_ from: SettingSource, _ other: String) -> [String] {
      CheckedRun.failures {
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
      CheckedRun.failures {
        $0.stated = [
          .headerValueUnreadable(
            header: "h.txt", key: "Dilution", text: "NaN", setting: "dilution", used: "1")
        ]
      } == ["stated_settings doubtful"])
  }

  @Test("Settings that contradict the recording or each other are doubtful")
  func settings() {
    #expect(
      CheckedRun.failures {
        $0.result.settings.temperature_C.value = 77
        $0.result.settings.viscosity_mPas.value = 0.37
      } == ["temperature doubtful"])
    #expect(
      CheckedRun.failures { $0.result.settings.viscosity_mPas.value = 1 } == ["viscosity doubtful"])
    #expect(
      CheckedRun.failures {
        $0.result.settings.frameRate_hz = Setting(30.3, from: .commandLine)
      } == [])
    #expect(
      CheckedRun.failures {
        $0.result.settings.frameRate_hz = Setting(25, from: .commandLine)
      } == ["frame_rate doubtful"])
    #expect(
      CheckedRun.failures { $0.result.settings.frameRate_hz = Setting(25, from: .container) } == [])
    // Any position tells, and what the file states beside its times tells where nobody gives a rate.
    #expect(
      CheckedRun.failures { run in
        run.result.settings.frameRate_hz = Setting(30, from: .runFile)
        run.positions.append(Self.second)
        run.positions[1].imaging?.containerRate_hz = 60
        run.result.positions.append(run.result.positions[0])
      } == ["frame_rate doubtful"])
    #expect(CheckedRun.failures(ofImaging: { $0.statedRate_hz = 60 }) == ["frame_rate doubtful"])
    #expect(
      CheckedRun.failures {
        $0.positions[0].imaging?.statedRate_hz = 60
        $0.result.settings.frameRate_hz = Setting(30, from: .runFile)
      } == [])
    // A converter from 25 to 30 Hz repeats a fifth of the frames.
    #expect(
      CheckedRun.failures {
        $0.result.settings.frameRate_hz = Setting(25, from: .commandLine)
        $0.positions[0].imaging?.repeatedFrames = 8
      } == [])
  }
}
