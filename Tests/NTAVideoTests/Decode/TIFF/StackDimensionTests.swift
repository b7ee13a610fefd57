import _TestSupport
import Foundation
import NTAAnalysis
import NTAVideo
import Testing

/// Which planes of a stack are frames of which channel, by those who describe them.
@Suite struct StackDimensionTests {
  /// Planes whose first sample is their number.
  private static func planes(_ count: Int) -> [GrayImage] {
    (0..<count).map {
      var image = DrawnVideo.noise(frame: $0, width: 20, height: 18, whiteLevel: 65535)
      image.pixels[0] = UInt16($0)
      return image
    }
  }

  /// The numbers of the planes that are frames of a channel.
  private func numbers(
    _ path: String, channel: Int? = nil, frameRate_hz: Double? = 30
  ) throws -> [Int] {
    try ReadVideo(.file(path: path), frameRate_hz: frameRate_hz, channel: channel).images
      .map { Int($0.pixels[0]) }
  }

  private func stack(
    _ planes: Int, _ description: String, name: String = "a.tif", folder: TemporaryFolder
  ) throws -> String {
    var tiff = DrawnTIFF(Self.planes(planes))
    tiff.description = description
    return try tiff.write(to: folder.file(name))
  }

  @Test func channelsOfImageJAreInTurn() throws {
    let folder = try TemporaryFolder()
    let path = try stack(
      12, "ImageJ=1.53t\nimages=12\nchannels=3\nframes=4\nhyperstack=true\nfinterval=0.1\n",
      folder: folder)
    #expect(try numbers(path, channel: 2, frameRate_hz: nil) == [1, 4, 7, 10])
    #expect(throws: DecodeError.channelMissing(file: path, channels: 3)) { try numbers(path) }
    #expect(throws: DecodeError.channelBeyondLast(file: path, channel: 4, channels: 3)) {
      try numbers(path, channel: 4)
    }
    let read = try ReadVideo(.file(path: path), channel: 3)
    #expect(read.stamps.map(\.time_s) == [0, 0.1, 0.2, 0.1 * 3])
    #expect(read.tally.expected == 4)
    #expect(try VideoProbe.frameCount(of: .file(path: path)) == 4)
  }

  @Test func aChannelOfASingleOneIsTheFirst() throws {
    let folder = try TemporaryFolder()
    let path = try stack(3, "ImageJ=1.53t\nimages=3\n", folder: folder)
    #expect(try numbers(path, channel: 1) == [0, 1, 2])
    #expect(throws: DecodeError.channelBeyondLast(file: path, channel: 2, channels: 1)) {
      try numbers(path, channel: 2)
    }
    let video = folder.file("a.avi")
    try DrawnVideo.write(video, frames: 3, encoding: .rawGray8) { DrawnVideo.noise(frame: $0) }
    #expect(try ReadVideo(.file(path: video), channel: 1).images.count == 3)
    #expect(throws: DecodeError.channelBeyondLast(file: video, channel: 2, channels: 1)) {
      try ReadVideo(.file(path: video), channel: 2)
    }
  }

  @Test(arguments: [
    "slices=8\n", "slices=8\nloop=false\nfinterval=0.1\n",
    "slices=8\nhyperstack=true\nfinterval=0.1\n", "frames=8\n",
    "channels=8\nhyperstack=true\n", "",
  ])
  func planesThatAreFrames(_ lines: String) throws {
    let folder = try TemporaryFolder()
    let path = try stack(8, "ImageJ=1.53t\nimages=8\n" + lines, folder: folder)
    #expect(try numbers(path) == Array(0..<8))
  }

  @Test(arguments: [
    ("slices=3\nframes=4\nhyperstack=true\n", 3, 4), ("slices=12\nhyperstack=true\n", 12, 1),
    ("channels=2\nslices=3\nframes=2\nhyperstack=true\nfinterval=0.1\n", 3, 2),
  ])
  func depthsAreRefused(lines: String, depths: Int, frames: Int) throws {
    let folder = try TemporaryFolder()
    let path = try stack(12, "ImageJ=1.53t\nimages=12\n" + lines, folder: folder)
    #expect(throws: DecodeError.depthStack(file: path, depths: depths, frames: frames)) {
      try numbers(path, channel: 1)
    }
    #expect(try VideoProbe.properties(of: .file(path: path)).stack?.depths == depths)
  }

  @Test(arguments: [false, true]) func aLargeStackHasOneDirectory(isBigEndian: Bool) throws {
    let frames = (0..<5).map { DrawnVideo.noise(frame: $0, whiteLevel: 65535) }
    let folder = try TemporaryFolder()
    for there in [5, 3] {
      let path = try folder.write(
        HandwrittenTIFF.contiguous(
          frames.prefix(there), isLittleEndian: !isBigEndian,
          description: "ImageJ=1.53t\nimages=5\nslices=5\nfinterval=0.5\n"), to: "\(there).tif")
      let read = try ReadVideo(.file(path: path))
      #expect(read.images == Array(frames.prefix(there)))
      #expect(read.tally.expected == 5)
      #expect(try VideoProbe.frameCount(of: .file(path: path)) == there)
    }
  }

  private func ome(
    order: String = "XYCZT", c: Int = 1, z: Int = 1, t: Int, attributes: String = "",
    content: String = "<TiffData/>"
  ) -> String {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <OME xmlns="http://www.openmicroscopy.org/Schemas/OME/2016-06"><Image ID="Image:0">
    <Pixels ID="Pixels:0" DimensionOrder="\(order)" Type="uint16" SizeX="20" SizeY="18" SizeC="\(c)"
    SizeZ="\(z)" SizeT="\(t)" \(attributes)>\(content)</Pixels></Image></OME>
    """
  }

  @Test(arguments: [
    ("XYCZT", [1, 3, 5, 7]), ("XYCTZ", [1, 3, 5, 7]), ("XYTCZ", [4, 5, 6, 7]),
    ("XYZTC", [4, 5, 6, 7]), ("XYZCT", [1, 3, 5, 7]), ("XYTZC", [4, 5, 6, 7]),
  ])
  func theOrderOfOME(order: String, second: [Int]) throws {
    let folder = try TemporaryFolder()
    let path = try stack(8, ome(order: order, c: 2, t: 4), folder: folder)
    #expect(try numbers(path, channel: 2) == second)
    #expect(try numbers(path, channel: 1) == (0..<8).filter { !second.contains($0) })
    #expect(throws: DecodeError.channelMissing(file: path, channels: 2)) { try numbers(path) }
  }

  @Test func pagesOfOMEMayBeInAnyOrder() throws {
    let folder = try TemporaryFolder()
    let parts = (0..<6).map { #"<TiffData FirstT="\#($0)" IFD="\#(5 - $0)" PlaneCount="1"/>"# }
    let path = try stack(6, ome(t: 6, content: parts.joined()), folder: folder)
    #expect(try numbers(path) == [5, 4, 3, 2, 1, 0])
  }

  @Test func depthsOfOMENeedADistance() throws {
    let folder = try TemporaryFolder()
    let plain = try stack(6, ome(z: 6, t: 1), folder: folder)
    #expect(try numbers(plain) == Array(0..<6))
    let deep = try stack(
      6, ome(z: 6, t: 1, attributes: #"PhysicalSizeZ="1""#), name: "b.tif", folder: folder)
    #expect(throws: DecodeError.depthStack(file: deep, depths: 6, frames: 1)) {
      try numbers(deep)
    }
    let both = try stack(6, ome(z: 2, t: 3), name: "c.tif", folder: folder)
    #expect(throws: DecodeError.depthStack(file: both, depths: 2, frames: 3)) {
      try numbers(both)
    }
  }

  @Test func aSetOfFilesIsOneStack() throws {
    let folder = try TemporaryFolder()
    let names = ["run_0.ome.tif", "run_1.ome.tif", "run_2.ome.tif"]
    let parts = names.enumerated().map { number, name in
      #"<TiffData FirstT="\#(2 * number)" IFD="0" PlaneCount="2">"#
        + #"<UUID FileName="\#(name)">urn:uuid:\#(number)</UUID></TiffData>"#
    }
    let planes = Self.planes(6)
    for (number, name) in names.enumerated() {
      var tiff = DrawnTIFF(Array(planes[2 * number..<2 * number + 2]))
      tiff.description = ome(t: 6, content: parts.joined())
      try tiff.write(to: folder.file(name))
    }
    for name in names {
      let source = VideoSource.file(path: folder.file(name))
      #expect(try numbers(folder.file(name)) == Array(0..<6))
      #expect(Set(try VideoProbe.files(of: source)) == Set(names.map(folder.file)))
    }
    let companion = "<OME><BinaryOnly MetadataFile=\"run_0.ome.tif\"/></OME>"
    var last = DrawnTIFF(Array(planes[4..<6]))
    last.description = companion
    try last.write(to: folder.file(names[2]))
    #expect(try numbers(folder.file(names[2])) == Array(0..<6))
    try FileManager.default.removeItem(atPath: folder.file(names[1]))
    #expect(
      throws: DecodeError.stackPartMissing(file: folder.file(names[0]), part: names[1])
    ) { try numbers(folder.file(names[0])) }
  }

  @Test func aDescriptionInAFileOfItsOwnTellsItsImagesApart() throws {
    let folder = try TemporaryFolder()
    func image(_ file: String) -> String {
      #"<Image><Pixels SizeT="3" SizeC="2" SizeZ="1" DimensionOrder="XYCZT"><TiffData IFD="0" "#
        + #"PlaneCount="6"><UUID FileName="\#(file)">urn</UUID></TiffData></Pixels></Image>"#
    }
    try folder.write(
      "run.companion.ome", "<OME>\(image("pos0.ome.tif"))\(image("pos1.ome.tif"))</OME>")
    let reference = #"<OME><BinaryOnly MetadataFile="run.companion.ome"/></OME>"#
    for name in ["pos0.ome.tif", "pos1.ome.tif", "renamed.ome.tif"] {
      var file = DrawnTIFF((0..<6).map { DrawnVideo.noise(frame: $0, width: 16, height: 12) })
      file.description = reference
      try file.write(to: folder.file(name))
    }
    let known = VideoSource.file(path: folder.file("pos1.ome.tif"))
    #expect(try VideoProbe.stackProperties(of: known)?.channels == 2)
    let path = folder.file("renamed.ome.tif")
    #expect(throws: DecodeError.severalImages(file: path, images: 2)) {
      try VideoProbe.stackProperties(of: .file(path: path))
    }
  }

  @Test func severalImagesInOneFileAreRefused() throws {
    let folder = try TemporaryFolder()
    let image =
      #"<Image><Pixels SizeT="3" SizeC="1" SizeZ="1"><TiffData IFD="0"/></Pixels></Image>"#
    let path = try stack(6, "<OME>\(image)\(image)</OME>", folder: folder)
    #expect(throws: DecodeError.severalImages(file: path, images: 2)) { try numbers(path) }
  }

  @Test(arguments: [
    #"SizeT="99999999999999999999""#, #"SizeT="1099511627776" SizeC="1099511627776""#,
    #"SizeT="-3""#, #"SizeT="6" DimensionOrder="XYQQQ""#, "",
  ])
  func sizesThatCannotBeLeaveTheStack(_ attributes: String) throws {
    let folder = try TemporaryFolder()
    for part in [
      "", "<TiffData/>", #"<TiffData IFD="-1"/>"#, #"<TiffData FirstT="9223372036854775807"/>"#,
    ] {
      let text = "<OME><Image><Pixels \(attributes)>\(part)</Pixels></Image></OME>"
      let path = try stack(6, text, folder: folder)
      // Frames or an error that names the file, in little time and memory.
      do throws(DecodeError) {
        let read = try ReadVideo(.file(path: path), frameRate_hz: 30, channel: 1)
        #expect(read.stamps.count <= 6)
      } catch {
        #expect(error.description.hasPrefix(path))
      }
    }
  }
}
