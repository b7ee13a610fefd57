import _TestSupport
import NTAAnalysis
import NTAKit
import NTAVideo
import Testing

@Suite struct DamageTests {
  struct Kind: CustomTestStringConvertible {
    let name: String
    let encoding: VideoEncoding
    var testDescription: String { "\(encoding) in \(name)" }
  }

  private func video(_ kind: Kind, frames: Int = 40) throws -> [UInt8] {
    let folder = try TemporaryFolder()
    try DrawnVideo.write(folder.file(kind.name), frames: frames, encoding: kind.encoding) {
      DrawnVideo.noise(frame: $0, width: 64, height: 48)
    }
    return try folder.bytes(of: kind.name)
  }

  @Test(arguments: [
    Kind(name: "a.avi", encoding: .rawGray8), Kind(name: "a.avi", encoding: .mjpeg(quality: 2)),
    Kind(name: "a.mkv", encoding: .ffv1), Kind(name: "a.avi", encoding: .mpeg4(quality: 2)),
    Kind(name: "a.mkv", encoding: .h264(crf: 20)),
  ])
  func aCutVideoTellsHowMuchIsMissing(_ kind: Kind) throws {
    let bytes = try video(kind)
    let folder = try TemporaryFolder()
    let path = try folder.write(Array(bytes[..<(bytes.count / 2)]), to: kind.name)
    let read = try ReadVideo(.file(path: path))
    let tally = read.tally
    #expect(tally.expected == 40)
    #expect(tally.decoded < 24)
    #expect(tally.decoded > 16)
    #expect(tally.decoded + tally.droppedPackets + tally.missing == 40)
    // Whole frames are those of the whole file.
    _ = try folder.write(bytes, to: "whole" + kind.name)
    let whole = try ReadVideo(.file(path: folder.file("whole" + kind.name)))
    for (index, stamp) in read.stamps.enumerated() where !stamp.isDamaged {
      #expect(read.images[index] == whole.images[stamp.index])
    }
  }

  @Test(arguments: [
    Kind(name: "a.avi", encoding: .mjpeg(quality: 2)), Kind(name: "a.mkv", encoding: .ffv1),
    Kind(name: "a.mp4", encoding: .h264(crf: 20)),
  ])
  func badBytesInsideFramesAreNoticed(_ kind: Kind) throws {
    var bytes = try video(kind)
    var bits = SeededBits(seed: 5)
    // The middle of the file is all picture data.
    for _ in 0..<200 {
      let place = Int.random(in: bytes.count * 2 / 5..<bytes.count * 3 / 5, using: &bits)
      bytes[place] = UInt8.random(in: 0...255, using: &bits)
    }
    let folder = try TemporaryFolder()
    let read = try ReadVideo(.file(path: try folder.write(bytes, to: kind.name)))
    #expect(read.tally.damaged > 0)
    let first = try #require(read.tally.firstDamagedFrame)
    #expect((8..<32).contains(first))
    #expect(read.tally.decoded + read.tally.droppedPackets + read.tally.missing == 40)
  }

  @Test(arguments: [
    Kind(name: "a.avi", encoding: .rawGray8), Kind(name: "a.avi", encoding: .mjpeg(quality: 8)),
    Kind(name: "a.mkv", encoding: .ffv1), Kind(name: "a.mp4", encoding: .h264(crf: 30)),
    Kind(name: "a.mov", encoding: .mpeg4(quality: 8)),
    Kind(name: "a.png", encoding: .pngDeep),
  ])
  func mutationsNeverCrash(_ kind: Kind) throws {
    let bytes = try video(kind, frames: kind.name.hasSuffix("png") ? 1 : 6)
    let folder = try TemporaryFolder()
    try mutate(bytes, name: kind.name, folder: folder, seed: 11)
  }

  @Test func mutatedStacksNeverCrash() throws {
    let pages = (0..<4).map { DrawnVideo.noise(frame: $0, whiteLevel: 65535) }
    let tiff = HandwrittenTIFF(pages: pages, description: "ImageJ=1\nimages=4\n")
    try mutate(tiff.bytes, name: "a.tif", folder: try TemporaryFolder(), seed: 12)
  }

  @Test(arguments: DrawnTIFF.Compression.allCases, [nil, 16] as [Int?])
  func mutatedLayoutsNeverCrash(_ compression: DrawnTIFF.Compression, tile: Int?) throws {
    var tiff = DrawnTIFF((0..<4).map { DrawnVideo.noise(frame: $0, width: 40, height: 32) })
    (tiff.compression, tiff.tile, tiff.isBig) = (compression, tile, tile == nil)
    if compression == .deflate { tiff.sample = .float32 }
    tiff.description = """
      <OME><Image><Pixels DimensionOrder="XYCZT" SizeC="2" SizeZ="1" SizeT="2"><TiffData IFD="0" \
      PlaneCount="4"/><Plane TheC="0" TheT="1" DeltaT="3"/></Pixels></Image></OME>
      """
    let folder = try TemporaryFolder()
    try tiff.write(to: folder.file("whole.tif"))
    try mutate(
      try folder.bytes(of: "whole.tif"), name: "a.tif", folder: folder, seed: 13, channel: 2)
  }

  /// Reads a file in 60 damaged forms; each must end in frames or an error that names the file.
  private func mutate(
    _ bytes: [UInt8], name: String, folder: TemporaryFolder, seed: UInt64, channel: Int? = nil
  ) throws {
    var bits = SeededBits(seed: seed)
    for round in 0..<60 {
      var mutant = bytes
      if round % 3 == 0 { mutant.removeLast(Int.random(in: 0..<mutant.count, using: &bits)) }
      // Mostly the header: that is where sizes, counts and offsets are.
      let reach = round % 2 == 0 ? min(mutant.count, 700) : mutant.count
      for _ in 0..<Int.random(in: 1...12, using: &bits) where reach > 0 {
        mutant[Int.random(in: 0..<reach, using: &bits)] = UInt8.random(in: 0...255, using: &bits)
      }
      let path = try folder.write(mutant, to: name)
      do throws(DecodeError) {
        let read = try ReadVideo(.file(path: path), frameRate_hz: 30, channel: channel)
        #expect(read.stamps.count == read.tally.decoded, "round \(round)")
        #expect(
          zip(read.stamps, read.stamps.dropFirst()).allSatisfy { $0.index < $1.index },
          "round \(round)")
      } catch {
        #expect(error.description.hasPrefix(path), "round \(round)")
      }
    }
  }
}
