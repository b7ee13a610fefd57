import _TestSupport
import Foundation
import NTAAnalysis
import NTAKit
import NTAVideo
import Testing

/// Damaged videos of every kind end in frames or in an error that names the file: 2,160 a run.
@Suite struct DamagedVideoTests {
  struct Kind: CustomTestStringConvertible {
    let name: String
    let encoding: VideoEncoding
    var frames = 6
    var testDescription: String { "\(encoding) in \(name)" }
  }

  static let kinds = [
    Kind(name: "a.avi", encoding: .rawGray8), Kind(name: "a.avi", encoding: .mjpeg(quality: 4)),
    Kind(name: "a.mov", encoding: .mjpeg(quality: 4)),
    Kind(name: "a.mp4", encoding: .h264(crf: 25)),
    Kind(name: "a.mkv", encoding: .h264(crf: 25)), Kind(name: "a.avi", encoding: .ffv1),
    Kind(name: "a.mkv", encoding: .ffv1Deep), Kind(name: "a.mov", encoding: .mpeg4(quality: 5)),
    Kind(name: "a.avi", encoding: .mpeg4(quality: 5)),
    Kind(name: "a.png", encoding: .png, frames: 1),
  ]
  /// Mutants of each kind of video and of harm.
  static let rounds = 24
  /// Every so many of them go through the whole measurement.
  static let analysed = 6

  @Test(arguments: kinds) func damageNeverCrashesNorHangs(_ kind: Kind) async throws {
    let bytes = try Self.video(kind, seed: 1)
    // Splices come from another container, whose words mean other things.
    let other = try Self.video(
      Kind(name: kind.name == "a.avi" ? "b.mkv" : "b.avi", encoding: .mjpeg(quality: 9)), seed: 2)
    var damage = DamagedBytes(seed: 1811)
    let folder = try TemporaryFolder()
    var outcomes = Outcomes()
    for (number, harm) in DamagedBytes.Harm.allCases.enumerated() {
      for round in 0..<Self.rounds {
        let mutant = damage.damaged(bytes, by: harm, other: other)
        let path = try folder.write(mutant, to: kind.name)
        let watchdog = Watchdog("\(kind.testDescription), \(harm), round \(round)")
        outcomes.count += 1
        Self.read(path, &outcomes, "\(harm), round \(round)")
        if (number + round) % Self.analysed == 0 {
          try await Self.analyse(path, "\(harm), round \(round)")
        }
        watchdog.done()
      }
    }
    #expect(outcomes.count == Self.rounds * DamagedBytes.Harm.allCases.count)
    // Were all refused, or none, nothing would have been tried.
    #expect(outcomes.refused > 0 && outcomes.read > 0)
    if kind.name != "a.png" { #expect(outcomes.marked > 0) }
  }

  struct Outcomes {
    var count = 0
    /// Ended in an error.
    var refused = 0
    /// Gave frames.
    var read = 0
    /// Gave frames and said that some are missing or not whole.
    var marked = 0
  }

  private static func read(_ path: String, _ outcomes: inout Outcomes, _ what: String) {
    do throws(DecodeError) {
      let read = try ReadVideo(.file(path: path), frameRate_hz: 30)
      outcomes.read += 1
      let tally = read.tally
      if tally.damaged + tally.missing + tally.droppedPackets > 0 { outcomes.marked += 1 }
      #expect(read.stamps.count == tally.decoded, "\(what)")
      #expect(
        zip(read.stamps, read.stamps.dropFirst()).allSatisfy {
          $0.index < $1.index && $0.time_s < $1.time_s
        }, "\(what)")
      #expect(read.stamps.allSatisfy { $0.time_s.isFinite }, "\(what)")
    } catch {
      outcomes.refused += 1
      #expect(error.description.hasPrefix(path), "\(what): \(error)")
    }
  }

  /// The whole measurement: an error that names the file, or a result that can be written.
  private static func analyse(_ path: String, _ what: String) async throws {
    var settings = MeasurementSettings.water()
    settings.allowDamaged = true
    let recording = Recording(positions: [
      PositionSource(index: 1, source: .file(path: path), fileName: path)
    ])
    do throws(NTAError) {
      let result = try await Pipeline(settings: settings).analyze(recording)
      // No spots were drawn: what damage and compression make of noise must not pass for a sample.
      let codes = result.warnings.map(\.code)
      #expect(codes.contains("NO_PARTICLES") || codes.contains("LOW_TRACK_COUNT"), "\(what)")
      #expect(result.tracking.used < 50, "\(what)")
    } catch {
      #expect(error.description.contains(path), "\(what): \(error)")
    }
  }

  private static func video(_ kind: Kind, seed: Int) throws -> [UInt8] {
    let folder = try TemporaryFolder()
    try DrawnVideo.write(folder.file(kind.name), frames: kind.frames, encoding: kind.encoding) {
      DrawnVideo.noise(frame: 100 * seed + $0, width: 64, height: 48)
    }
    return try folder.bytes(of: kind.name)
  }
}
