import _TestSupport
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Blocks of frames")
struct FrameBlocksTests {
  /// A video whose every fifth frame repeats the one before, so that blocks begin and end at both kinds.
  private static func position(_ frames: Int, in folder: TemporaryFolder) throws -> PositionSource {
    let path = folder.file("video.avi")
    try DrawnVideo.write(path, frames: frames, encoding: .rawGray8) { frame in
      DrawnVideo.noise(frame: frame % 5 == 4 ? frame - 1 : frame, width: 40, height: 32)
    }
    return PositionSource(index: 1, source: .file(path: path), fileName: path)
  }

  /// All frames of a video, read block by block.
  private static func read(
    _ position: PositionSource, isAhead: Bool
  ) throws -> (frames: [CompactFrame], stamps: [FrameStamp], lengths: [Int], repeated: Int) {
    let blocks = try FrameBlocks(
      position, frameRate_hz: nil, in: (FrameBlock(), FrameBlock()))
    var frames: [CompactFrame] = []
    var stamps: [FrameStamp] = []
    var lengths: [Int] = []
    try blocks.advance()
    while blocks.block.count > 0 {
      let before = blocks.block.frames.map(\.bytes)
      if isAhead { blocks.readAhead { _ in nil } }
      // What is worked on stays what it is.
      #expect(blocks.block.frames.map(\.bytes) == before)
      frames += blocks.block.frames
      stamps += blocks.block.stamps
      lengths.append(blocks.block.count)
      try blocks.advance()
    }
    return (frames, stamps, lengths, blocks.repeated)
  }

  @Test(
    "All frames come once and in order, whether the next block is read ahead or not",
    arguments: [1, 80, 100, 250])
  func order(frames: Int) throws {
    let folder = try TemporaryFolder()
    let position = try Self.position(frames, in: folder)
    for isAhead in [false, true] {
      let read = try Self.read(position, isAhead: isAhead)
      let kept = (0..<frames).filter { $0 % 5 != 4 }
      #expect(read.stamps.map(\.index) == kept)
      #expect(read.repeated == frames - kept.count)
      #expect(read.lengths.dropLast().allSatisfy { $0 == 64 })
      let drawn = kept.map {
        CompactFrame(DrawnVideo.noise(frame: $0, width: 40, height: 32)).bytes
      }
      #expect(read.frames.map(\.bytes) == drawn)
    }
  }

  @Test("What was found out of a block while it was read stays with it")
  func still() throws {
    let folder = try TemporaryFolder()
    let blocks = try FrameBlocks(
      try Self.position(100, in: folder), frameRate_hz: nil, in: (FrameBlock(), FrameBlock()))
    try blocks.advance()
    #expect(blocks.block.background == nil)
    blocks.readAhead { block in FloatImage(width: block.count, height: 1) }
    #expect(blocks.block.background == nil)
    try blocks.advance()
    #expect(blocks.block.background?.width == 16)
    try blocks.advance()
    #expect(blocks.block.count == 0 && blocks.block.background == nil)
  }

  @Test("A video that ends in an error says so when its block is asked for, read ahead or not")
  func failure() throws {
    let folder = try TemporaryFolder()
    for frame in 0..<100 {
      let size = frame < 80 ? 40 : 48
      try DrawnVideo.write(
        folder.file("frame\(1000 + frame).png"), frames: 1, encoding: .png
      ) { _ in DrawnVideo.noise(frame: frame, width: size, height: 32) }
    }
    let position = PositionSource(
      index: 1,
      source: .imageSequence(
        folder: folder.path, files: (0..<100).map { "frame\(1000 + $0).png" }),
      fileName: "frames")
    for isAhead in [false, true] {
      let blocks = try FrameBlocks(
        position, frameRate_hz: 30, in: (FrameBlock(), FrameBlock()))
      try blocks.advance()
      #expect(blocks.block.count == 64)
      if isAhead { blocks.readAhead { _ in nil } }
      #expect(throws: DecodeError.self) { try blocks.advance() }
    }
  }

  @Test("A video gives the same tracks with any number of threads")
  func threads() throws {
    let folder = try TemporaryFolder()
    var parameters = SimulationParameters.preset(.beads110)
    parameters.positions = 1
    parameters.frames = 100
    parameters.camera.width = 96
    parameters.camera.height = 80
    for index in parameters.populations.indices {
      parameters.populations[index].concentration_per_mL = 1.2e8
    }
    var run = SimulatedRun(try Simulator(parameters, seed: 7))
    run.format = SimulatedVideoFormat(.raw)
    try run.write(to: folder.file("run"))
    let source = try #require(try Recording(inputs: [folder.file("run")]).positions.first)
    let settings = MeasurementSettings(of: parameters)
    let records = try [1, 3].map { threads in
      var tracker = PositionTracker(settings: settings, threads: threads)
      // The second time in the buffers of the first.
      _ = try tracker.track(source) { _, _ in }
      return try tracker.track(source) { _, _ in }
    }
    #expect(records[0].frames == 100 && records[0].tracks.tracks.pointCount > 300)
    for record in records.dropFirst() {
      #expect(Array(record.tracks.tracks) == Array(records[0].tracks.tracks))
      #expect(record.imaging?.limitAmplitude == records[0].imaging?.limitAmplitude)
      #expect(record.coincidenceFraction == records[0].coincidenceFraction)
      #expect(record.tracks.frameTimes_s == records[0].tracks.frameTimes_s)
    }
  }
}
