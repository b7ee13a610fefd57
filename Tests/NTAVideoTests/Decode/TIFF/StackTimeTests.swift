import _TestSupport
import NTAAnalysis
import NTAVideo
import Testing

/// Times and scale of a stack, in the units that their writers use.
@Suite struct StackTimeTests {
  private func properties(
    _ tiff: DrawnTIFF, name: String = "a.tif"
  ) throws -> (properties: VideoProperties, folder: TemporaryFolder) {
    let folder = try TemporaryFolder()
    let path = try tiff.write(to: folder.file(name))
    return (try VideoProbe.properties(of: .file(path: path)), folder)
  }

  private func stack(_ description: String, frames: Int = 5) -> DrawnTIFF {
    var tiff = DrawnTIFF((0..<frames).map { DrawnVideo.noise(frame: $0, whiteLevel: 65535) })
    tiff.description = description
    return tiff
  }

  @Test(
    arguments: [
      ("finterval=0.04\n", 0.04), ("finterval=40\ntunit=ms\n", 0.04),
      ("finterval=40.0\ntunit=msec\nfps=7\n", 0.04), ("finterval=0.5\ntunit=min\n", 30),
      ("finterval=40000\ntunit=\\u00B5s\n", 0.04), ("finterval=0.04\ntunit=s\n", 0.04),
      ("finterval=0.04\ntunit=fortnight\n", nil), ("finterval=0\nfps=25\n", nil),
      ("finterval=-1\n", nil), ("finterval=nan\n", nil), ("fps=25\n", nil),
    ] as [(String, Double?)])
  func intervalOfImageJ(lines: String, interval_s: Double?) throws {
    let (properties, _) = try properties(stack("ImageJ=1.53t\nimages=5\nframes=5\n" + lines))
    #expect(properties.stack?.writer == "ImageJ")
    guard let interval_s else {
      #expect(properties.frameInterval_s == nil)
      return
    }
    let read = try #require(properties.frameInterval_s)
    #expect(abs(read / interval_s - 1) < 1e-12)
  }

  @Test func aPlaybackRateIsNoRate() throws {
    let folder = try TemporaryFolder()
    let path = try stack("ImageJ=1.53t\nimages=5\nframes=5\nfps=7.0\n").write(
      to: folder.file("a.tif"))
    #expect(throws: DecodeError.playbackRateOnly(file: path, writer: "ImageJ", rate_hz: 7)) {
      try ReadVideo(.file(path: path))
    }
    #expect(try VideoProbe.properties(of: .file(path: path)).stack?.playbackRate_hz == 7)
    #expect(try ReadVideo(.file(path: path), frameRate_hz: 25).stamps.map(\.time_s)[1] == 1 / 25)
  }

  @Test(
    arguments: [
      ("micron", 4, 0.25), ("um", 4, 0.25), ("\\u00B5m", 4, 0.25), ("\u{B5}m", 4, 0.25),
      ("\u{3BC}m", 4, 0.25), ("nm", 0.004, 0.25), ("mm", 4000, 0.25), ("cm", 40000, 0.25),
      ("inch", 50800, 0.5), ("pixel", 1, nil), ("parsec", 4, nil), (nil, 4, nil),
    ] as [(String?, Double, Double?)])
  func pixelSizeOfImageJ(unit: String?, resolution: Double, size_um: Double?) throws {
    var tiff = stack("ImageJ=1.53t\nimages=5\n" + (unit.map { "unit=\($0)\n" } ?? ""))
    tiff.resolution = resolution
    let (properties, _) = try properties(tiff)
    guard let size_um else {
      #expect(properties.stack?.pixelSize_um == nil)
      return
    }
    // The file has a ratio of whole numbers, of 32 bits.
    let read = try #require(properties.stack?.pixelSize_um)
    #expect(abs(read / size_um - 1) < 1e-6)
    #expect(properties.pixelAspect == 1)
  }

  private func ome(_ attributes: String, _ content: String = "<TiffData/>") -> DrawnTIFF {
    stack(
      """
      <OME><Image><Pixels DimensionOrder="XYCZT" SizeC="1" SizeZ="1" SizeT="5" \(attributes)>\
      \(content)</Pixels></Image></OME>
      """)
  }

  @Test(
    arguments: [
      (#"TimeIncrement="0.04""#, 0.04),
      (#"TimeIncrement="40" TimeIncrementUnit="ms""#, 0.04),
      (#"TimeIncrement="40000" TimeIncrementUnit="µs""#, 0.04),
      (#"TimeIncrement="0.5" TimeIncrementUnit="min""#, 30),
      (#"TimeIncrement="1" TimeIncrementUnit="reference frame""#, nil),
    ] as [(String, Double?)])
  func incrementOfOME(attributes: String, interval_s: Double?) throws {
    let read = try properties(ome(attributes)).properties.frameInterval_s
    #expect((read == nil) == (interval_s == nil))
    if let read, let interval_s { #expect(abs(read / interval_s - 1) < 1e-12) }
  }

  @Test(
    arguments: [
      (#"PhysicalSizeX="0.25" PhysicalSizeY="0.25""#, 0.25, 1),
      (#"PhysicalSizeX="250" PhysicalSizeXUnit="nm" PhysicalSizeY="0.25""#, 0.25, 1),
      (#"PhysicalSizeX="0.5" PhysicalSizeY="0.25""#, 0.25, 2),
      (#"PhysicalSizeX="1" PhysicalSizeXUnit="pixel""#, nil, 1),
    ] as [(String, Double?, Double)])
  func pixelSizeOfOME(attributes: String, size_um: Double?, aspect: Double) throws {
    let read = try properties(ome(attributes)).properties
    #expect(read.stack?.pixelSize_um == size_um)
    #expect(read.pixelAspect == aspect)
  }

  /// Planes at these times.
  private func planes(_ times: [Double], unit: String = "s") -> String {
    "<TiffData/>"
      + times.enumerated().map {
        #"<Plane TheC="0" TheZ="0" TheT="\#($0)" DeltaT="\#($1)" DeltaTUnit="\#(unit)"/>"#
      }.joined()
  }

  @Test func timesOfPlanesGoBeforeTheIncrement() throws {
    let folder = try TemporaryFolder()
    let tiff = ome(
      #"TimeIncrement="0.03""#, planes([500, 541, 579, 620, 660], unit: "ms"))
    let path = try tiff.write(to: folder.file("a.tif"))
    // A clock that is late by some milliseconds does not make a camera irregular.
    let read = try ReadVideo(.file(path: path))
    #expect(!read.properties.isVariableRate)
    #expect(read.stamps.map(\.index) == Array(0..<5))
    for (stamp, time_s) in zip(read.stamps, [0, 0.04, 0.08, 0.12, 0.16]) {
      #expect(abs(stamp.time_s - time_s) < 1e-9)
    }
  }

  @Test func aLostFrameLeavesItsTime() throws {
    let folder = try TemporaryFolder()
    let path = try ome("", planes([0, 0.04, 0.12, 0.16, 0.2])).write(to: folder.file("a.tif"))
    let read = try ReadVideo(.file(path: path))
    #expect(read.stamps.map(\.index) == [0, 1, 3, 4, 5])
    #expect(abs((read.stamps.last?.time_s ?? 0) - 0.2) < 1e-9)
  }

  @Test func timesThatDoNotRiseAreNone() throws {
    let read = try properties(ome(#"TimeIncrement="0.04""#, planes([0, 0, 0, 0, 0]))).properties
    #expect(read.frameInterval_s == 0.04)
  }

  @Test func microManagerNotesTimesInEachPage() throws {
    var tiff = DrawnTIFF((0..<5).map { DrawnVideo.noise(frame: $0, whiteLevel: 65535) })
    tiff.metadata = (0..<5).map {
      #"{"ElapsedTime-ms": \#(100 + 40 * $0), "PixelSizeUm": 0.25, "Channel": "Default"}"#
    }
    let read = try properties(tiff).properties
    #expect(read.stack?.writer == "Micro-Manager")
    #expect(abs((read.frameInterval_s ?? 0) - 0.04) < 1e-12)
    #expect(read.stack?.pixelSize_um == 0.25)
  }

  @Test func microManagerNotesTimesBesideImages() throws {
    let folder = try TemporaryFolder()
    let names = (0..<5).map { "img_00000000\($0)_Default_000.tif" }
    for (number, name) in names.enumerated() {
      try DrawnTIFF([DrawnVideo.noise(frame: number, whiteLevel: 65535)]).write(
        to: folder.file(name))
    }
    let entries = names.enumerated().map { number, name in
      #""FrameKey-\#(number)-0-0": {"FileName": "\#(name)", "ElapsedTime-ms": \#(7 + 40 * number)}"#
    }
    try folder.write("{\(entries.joined(separator: ","))}", to: "metadata.txt")
    let source = VideoSource.imageSequence(folder: folder.path, files: names)
    let read = try ReadVideo(source)
    #expect(read.images == (0..<5).map { DrawnVideo.noise(frame: $0, whiteLevel: 65535) })
    #expect(abs((read.properties.frameInterval_s ?? 0) - 0.04) < 1e-9)
    #expect(throws: DecodeError.self) { try ReadVideo(source, channel: 2) }
  }
}
