import _TestSupport
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

/// The positions of a run are recorded alike.
@Suite("Formats of the positions of a run")
struct RecordingFormatTests {
  /// A video of noise.
  private struct Video {
    var width = 64
    var height = 48
    var rate_hz = 30.0
    var encoding = VideoEncoding.ffv1
    var whiteLevel: UInt16 = 255
  }

  /// The error of tracking a run of these videos; nil if it is none.
  private static func error(_ videos: [Video]) async throws -> NTAError? {
    let folder = try TemporaryFolder()
    var sources: [PositionSource] = []
    for (index, video) in videos.enumerated() {
      let name = "pos\(index + 1).mkv"
      try DrawnVideo.write(
        folder.file(name), frames: 4, frameRate_hz: video.rate_hz, encoding: video.encoding
      ) { frame in
        DrawnVideo.noise(
          frame: 10 * index + frame, width: video.width, height: video.height,
          whiteLevel: video.whiteLevel)
      }
      sources.append(
        PositionSource(index: index + 1, source: .file(path: folder.file(name)), fileName: name))
    }
    do throws(NTAError) {
      _ = try await Pipeline(settings: .water(pixelSize_um: 0.5)).track(
        Recording(positions: sources))
      return nil
    } catch {
      return error
    }
  }

  @Test("one video unlike the others is named, wherever it stands", arguments: 0..<3)
  func odd(place: Int) async throws {
    let oddities: [(Video, String)] = [
      (Video(width: 32), "frames of 32x48 px instead of 64x48 px"),
      (Video(rate_hz: 60), "60.00 frames per second instead of 30.00"),
      (Video(rate_hz: 25), "25.00 frames per second instead of 30.00"),
      (Video(encoding: .ffv1Deep, whiteLevel: .max), "grey levels of 16 bits instead of 8"),
    ]
    for (video, words) in oddities {
      var videos = [Video(), Video(), Video()]
      videos[place] = video
      let error = try await Self.error(videos)
      #expect(error?.category == .damagedInput)
      let sentence = error?.description ?? ""
      #expect(sentence.hasPrefix("pos\(place + 1).mkv: has \(words), as pos"), "\(sentence)")
    }
  }

  @Test("of two that differ the second is named")
  func two() async throws {
    let sentence = try await Self.error([Video(), Video(height: 64)])?.description ?? ""
    #expect(sentence.hasPrefix("pos2.mkv: has frames of 64x64 px"), "\(sentence)")
  }

  @Test("clocks that differ by some percent, and other codecs, are of one run")
  func alike() async throws {
    let videos = [
      Video(), Video(rate_hz: 29.97), Video(rate_hz: 30.6), Video(encoding: .mjpeg(quality: 2)),
    ]
    #expect(try await Self.error(videos) == nil)
  }
}
