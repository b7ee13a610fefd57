import _TestSupport
import Foundation
import NTAAnalysis
import NTAKit
import NTAVideo
import Testing

/// Each kind of bad input has its own error, exit code and sentence.
@Suite struct BadInputTests {
  private func error(_ path: String) -> DecodeError? {
    do throws(DecodeError) {
      _ = try VideoProbe.properties(of: .file(path: path))
      return nil
    } catch {
      return error
    }
  }

  @Test func whatIsNoFileIsUnreadable() throws {
    let folder = try TemporaryFolder()
    let none = folder.file("none.avi")
    #expect(error(none) == .fileMissing(file: none))
    #expect(error("") == .fileMissing(file: ""))
    #expect(error(folder.path) == .isFolder(file: folder.path))
    #expect(error("/dev/null") == .notRegularFile(file: "/dev/null"))
    for path in [none, folder.path, "/dev/null"] {
      #expect(error(path)?.category == .unreadableInput)
    }
  }

  @Test(.enabled(if: getuid() != 0, "the superuser may read everything"))
  func whatIsForbiddenIsUnreadable() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write([1, 2, 3], to: "a.avi")
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
    #expect(error(path) == .accessDenied(file: path))
    #expect(error(path)?.category == .unreadableInput)
  }

  @Test func whatIsNoVideoMakesNoSense() throws {
    let folder = try TemporaryFolder()
    let empty = try folder.write([], to: "empty.avi")
    #expect(error(empty) == .emptyFile(file: empty))
    let text = try folder.write(Array("time,x,y\n1,2,3\n".utf8), to: "text.avi")
    #expect(error(text) == .notVideo(file: text, format: nil))
    var bits = SeededBits(seed: 3)
    let noise = try folder.write(
      (0..<50_000).map { _ in UInt8.random(in: 0...255, using: &bits) }, to: "noise.mp4")
    #expect(error(noise)?.category == .damagedInput)
    for path in [empty, text] { #expect(error(path)?.category == .damagedInput) }
  }

  @Test func playlistsOpenNoOtherFiles() throws {
    let folder = try TemporaryFolder()
    try DrawnVideo.write(folder.file("real.avi"), frames: 3, encoding: .rawGray8) {
      DrawnVideo.noise(frame: $0)
    }
    let concat = try folder.write(
      Array("ffconcat version 1.0\nfile real.avi\n".utf8), to: "list.avi")
    #expect(error(concat) == .notVideo(file: concat, format: "concat"))
    let playlist = try folder.write(
      Array("#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nreal.avi\n".utf8), to: "list.m3u8")
    #expect(error(playlist)?.category == .damagedInput)
  }

  @Test func aVideoWithoutFramesSaysSo() throws {
    let avi = HandwrittenAVI(width: 8, height: 8, bitCount: 8, fourCC: "Y800", frames: [])
    let path = try TemporaryFolder().writing(avi.bytes, to: "a.avi")
    #expect(error(path.file) == .noFrames(file: path.file))
  }

  @Test func aVideoOfDamagedFramesSaysSo() throws {
    let frames = [[UInt8]](repeating: [1, 2, 3], count: 5)
    let avi = HandwrittenAVI(width: 8, height: 8, bitCount: 8, fourCC: "Y800", frames: frames)
    let path = try TemporaryFolder().writing(avi.bytes, to: "a.avi")
    #expect(error(path.file) == .noWholeFrame(file: path.file, refused: 5, codec: "rawvideo"))
  }

  @Test func aCutMP4HasNoHeader() throws {
    let folder = try TemporaryFolder()
    try DrawnVideo.write(folder.file("a.mp4"), frames: 20, encoding: .mpeg4(quality: 3)) {
      DrawnVideo.noise(frame: $0, width: 64, height: 48)
    }
    let bytes = try folder.bytes(of: "a.mp4")
    let path = try folder.write(Array(bytes[..<(bytes.count / 2)]), to: "cut.mp4")
    guard case .incompleteContainer(path, _) = error(path) else {
      Issue.record("found \(String(describing: error(path)))")
      return
    }
  }

  @Test func hugePicturesAreRefusedBeforeTheyTakeMemory() throws {
    let avi = HandwrittenAVI(
      width: 60000, height: 60000, bitCount: 8, fourCC: "Y800", frames: [[1], [2]])
    let path = try TemporaryFolder().writing(avi.bytes, to: "a.avi")
    #expect(error(path.file) == .tooManyPixels(file: path.file, width: 60000, height: 60000))
  }

  @Test func oddNamesAreFileNames() throws {
    let folder = try TemporaryFolder()
    for name in ["-i.avi", "concat:a.avi", "100%03d.avi", "a*?.avi", "ü µ.avi"] {
      try DrawnVideo.write(folder.file(name), frames: 2, encoding: .rawGray8) {
        DrawnVideo.noise(frame: $0)
      }
      #expect(error(folder.file(name)) == nil, "\(name)")
    }
  }
}
