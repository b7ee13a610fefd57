import _TestSupport
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Image sequences")
struct ImageSequenceTests {
  @Test("names that differ in their last number only are a sequence")
  func sequence() throws {
    let images = ["s2_t8.png", "s2_t9.png", "s2_t10.png"]
    let sequence = try ImageSequence(folder: "f", images: images)
    #expect(sequence.files == images)
    #expect(sequence.warning == nil)
  }

  @Test("a copy of an image is named", arguments: ["a2 (1).png", "a2 - Copy.png"])
  func copy(name: String) {
    #expect(
      throws: RecordingError.copyInSequence(folder: "f", copy: name, original: "a2.png")
    ) { try ImageSequence(folder: "f", images: ["a1.png", "a2.png", name, "a3.png"]) }
  }

  @Test("missing numbers are noticed, a step other than one is not")
  func gaps() throws {
    let even = try ImageSequence(folder: "f", images: ["a000.png", "a005.png", "a010.png"])
    #expect(even.warning == nil)
    let gap = try ImageSequence(folder: "f", images: ["a1.png", "a2.png", "a4.png", "a5.png"])
    #expect(gap.warning?.code == "SEQUENCE_GAP")
    #expect(gap.warning?.message.contains("a2.png") == true)
  }

  @Test(
    "the frame is the number that changes, wherever it stands",
    arguments: [
      [
        "img_000000000_Default_000.tif", "img_000000001_Default_000.tif",
        "img_000000002_Default_000.tif",
      ],
      [
        "img_channel000_position001_time000000000_z000.tif",
        "img_channel000_position001_time000000001_z000.tif",
        "img_channel000_position001_time000000002_z000.tif",
      ],
      ["img (1).tif", "img (2).tif", "img (3).tif"],
      ["8_2026.tif", "9_2026.tif", "10_2026.tif"],
      ["20260331_101530_001.png", "20260331_101530_002.png", "20260331_101531_003.png"],
      [
        "2026-03-31 10-15-30.967 1.png", "2026-03-31 10-15-30.999 2.png",
        "2026-03-31 10-15-31.032 3.png",
      ],
      [
        "Image_20260331101530967.bmp", "Image_20260331101530999.bmp", "Image_20260331101531032.bmp",
      ],
      ["one.png"],
    ])
  func number(images: [String]) throws {
    let sequence = try ImageSequence(folder: "f", images: images)
    #expect(sequence.files == images)
    #expect(sequence.warning == nil)
  }

  @Test(
    "two numbers that count are two axes",
    arguments: [
      ["01_01.png", "01_02.png", "02_01.png", "02_02.png"],
      ["e1_01_001.png", "e1_01_002.png", "e1_02_001.png", "e1_02_002.png"],
      ["img_000000000_c0.tif", "img_000000000_c1.tif", "img_000000001_c0.tif"],
      ["img_000000000_Red_000.tif", "img_000000000_Green_000.tif"],
      ["20260331_101530_01.png", "20260331_101530_02.png", "20260331_101631_01.png"],
    ])
  func axes(images: [String]) {
    #expect(throws: RecordingError.self) { try ImageSequence(folder: "f", images: images) }
  }

  @Test("a gap is noticed where the frame is not the last number")
  func gapInTheMiddle() throws {
    let images = [0, 1, 3, 4].map { "img_00000000\($0)_Default_000.tif" }
    #expect(try ImageSequence(folder: "f", images: images).warning?.code == "SEQUENCE_GAP")
  }

  @Test(
    "names that differ in more are refused",
    arguments: ["p2_t3.png", "p1_t3.tif", "snapshot.png", "p1_t3_b.png"])
  func mixed(other: String) {
    #expect(
      throws: RecordingError.mixedSequence(folder: "f", first: "p1_t1.png", other: other)
    ) {
      try ImageSequence(folder: "f", images: ["p1_t1.png", "p1_t2.png", other])
    }
  }

  /// A TIFF with directories of one entry each and no pixels.
  static func tiff(pages: Int, isLittleEndian: Bool) -> [UInt8] {
    func integer(_ value: Int, _ count: Int) -> [UInt8] {
      let little = (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
      return isLittleEndian ? little : little.reversed()
    }
    var bytes = Array((isLittleEndian ? "II" : "MM").utf8) + integer(42, 2) + integer(8, 4)
    for page in 0..<pages {
      let next = page + 1 < pages ? bytes.count + 18 : 0
      bytes += integer(1, 2) + [UInt8](repeating: 0, count: 12) + integer(next, 4)
    }
    return bytes
  }

  @Test("a TIFF with several pages is a stack", arguments: [true, false])
  func stacks(isLittleEndian: Bool) throws {
    let folder = try TemporaryFolder()
    let one = try folder.write("one.tif", Self.tiff(pages: 1, isLittleEndian: isLittleEndian))
    let two = try folder.write("two.tif", Self.tiff(pages: 2, isLittleEndian: isLittleEndian))
    #expect(!ImageSequence.isStack(one))
    #expect(ImageSequence.isStack(two))
  }

  @Test("damaged files and other files are no stacks")
  func damaged() throws {
    let folder = try TemporaryFolder()
    let whole = Self.tiff(pages: 2, isLittleEndian: true)
    for length in [0, 7, 9, 20] {
      let path = try folder.write("cut\(length).tif", Array(whole.prefix(length)))
      #expect(!ImageSequence.isStack(path), "\(length) bytes")
    }
    #expect(!ImageSequence.isStack(try folder.write("named.png", whole)))
    #expect(!ImageSequence.isStack("/none.tif"))
  }
}
