import _TestSupport
import NTAAnalysis
import NTAKit
import NTAVideo
import Testing

/// A section gives the frames that reading the whole video gives.
@Suite struct SectionTests {
  struct Kind: CustomTestStringConvertible {
    let name: String
    let encoding: VideoEncoding
    var lost: Set<Int> = []
    var testDescription: String { "\(encoding) in \(name), lost \(lost.sorted())" }
  }

  @Test(arguments: [
    Kind(name: "a.avi", encoding: .rawGray8), Kind(name: "a.avi", encoding: .mjpeg(quality: 3)),
    Kind(name: "a.mkv", encoding: .ffv1), Kind(name: "a.mov", encoding: .ffv1Deep),
    Kind(name: "a.avi", encoding: .ffv1),
    Kind(name: "a.avi", encoding: .ffv1Deep, lost: [3, 20, 39, 41]),
    Kind(name: "a.mp4", encoding: .h264(crf: 20)), Kind(name: "a.mkv", encoding: .h264(crf: 20)),
    Kind(name: "a.avi", encoding: .h264(crf: 20)),
    Kind(name: "a.avi", encoding: .mpeg4(quality: 3)),
    Kind(name: "a.mp4", encoding: .mpeg4(quality: 3)),
    Kind(name: "a.avi", encoding: .rawGray8, lost: [3, 20, 39, 41]),
    Kind(name: "a.mkv", encoding: .ffv1, lost: [3, 20, 39, 41]),
    Kind(name: "a.mp4", encoding: .h264(crf: 20), lost: [3, 20, 39, 41]),
  ])
  func sectionsEqualTheWhole(_ kind: Kind) throws {
    let folder = try TemporaryFolder()
    let path = folder.file(kind.name)
    var writer = try VideoWriter(
      path: path, width: 64, height: 48, frameRate_hz: 30, encoding: kind.encoding)
    for frame in 0..<60 {
      if kind.lost.contains(frame) {
        writer.skip(frames: 1)
      } else {
        try writer.append(DrawnVideo.slope(frame: frame))
      }
    }
    try writer.finish()
    let whole = try ReadVideo(.file(path: path))
    #expect(whole.stamps.map(\.index) == (0..<60).filter { !kind.lost.contains($0) })
    for range in [0..<20, 5..<25, 20..<40, 40..<60, 55..<70] {
      let section = try ReadVideo(.file(path: path), frames: range)
      let inside = zip(whole.stamps, whole.images).filter { range.contains($0.0.index) }
      #expect(section.images == inside.map(\.1), "\(range)")
      #expect(section.stamps.map { $0.index + range.lowerBound } == inside.map(\.0.index))
      for (found, truth) in zip(section.stamps, inside.map(\.0)) {
        let start_s = Double(range.lowerBound) / 30
        #expect(abs(found.time_s + start_s - truth.time_s) < 1e-9)
      }
      #expect(section.tally.decoded == inside.count)
      #expect(section.tally.damaged == 0)
    }
    #expect(
      throws: DecodeError.sectionBeyondEnd(
        file: path, firstFrame: 100, frames: whole.properties.framesExpected ?? 0)
    ) { try ReadVideo(.file(path: path), frames: 100..<120) }
  }

  @Test func aGivenRateReplacesTheContainers() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("a.mkv")
    try DrawnVideo.write(path, frames: 30, encoding: .ffv1) { DrawnVideo.slope(frame: $0) }
    let section = try ReadVideo(.file(path: path), frames: 10..<20, frameRate_hz: 7.5)
    #expect(section.stamps.map(\.index) == Array(0..<10))
    for stamp in section.stamps { #expect(abs(stamp.time_s - Double(stamp.index) / 7.5) < 1e-9) }
    #expect(section.properties.frameRate_hz == 7.5)
    #expect(throws: DecodeError.frameRateInvalid(file: path, frameRate_hz: -1)) {
      try ReadVideo(.file(path: path), frameRate_hz: -1)
    }
  }
}
