import _TestSupport
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

/// The steps of JPEG are read from the pictures, and hostile pictures give none.
@Suite("Block quantisation")
struct BlockQuantisationTests {
  private func read(_ bytes: [UInt8]) -> BlockQuantisation? {
    bytes.withUnsafeBufferPointer { BlockQuantisation(jpeg: $0) }
  }

  /// A picture up to its frame header: one table, in zigzag order, and one component.
  private func picture(_ table: [UInt8]) -> [UInt8] {
    [0xFF, 0xD8, 0xFF, 0xDB, 0, 67, 0] + table
      + [0xFF, 0xC0, 0, 11, 8, 0, 8, 0, 8, 1, 1, 0x11, 0]
  }

  @Test("A table stored along diagonals is read row by row")
  func zigzag() throws {
    let steps = try #require(read(picture((1...64).map { $0 }))).steps
    // The first diagonals of T.81, figure A.6.
    #expect(Array(steps[0..<4]) == [1, 2, 6, 7])
    #expect(Array(steps[8..<12]) == [3, 5, 8, 14])
    #expect(steps[16] == 4)
    #expect(steps[63] == 64)
    #expect(Set(steps).count == 64)
  }

  @Test("Cut, empty and odd pictures have no steps, whatever is cut")
  func hostile() {
    let whole = picture([UInt8](repeating: 3, count: 64))
    #expect(read(whole) != nil)
    for count in 0..<whole.count - 1 { #expect(read(Array(whole[0..<count])) == nil) }
    #expect(read(picture([UInt8](repeating: 0, count: 64))) == nil)
    var bits = SeededBits(seed: 5)
    for _ in 0..<2000 {
      var bytes = whole
      for _ in 0..<3 {
        bytes[Int.random(in: 0..<bytes.count, using: &bits)] = UInt8.random(
          in: 0...255, using: &bits)
      }
      // Reads nothing beyond the end, or traps.
      if let quantisation = read(bytes) { #expect(quantisation.steps.allSatisfy { $0 >= 1 }) }
    }
  }

  @Test("Videos of the MPEG family's encoders tell their steps and that they round down")
  func video() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("a.avi")
    try DrawnVideo.write(path, frames: 2, encoding: .mjpeg(quality: 2)) {
      DrawnVideo.slope(frame: $0)
    }
    let reader = try VideoReader(.file(path: path))
    let quantisation = try #require(reader.properties.blockQuantisation)
    // MPEG-1's matrix begins 8, 16, 19, 22, 26; two eighths of it, rounded down.
    #expect(Array(quantisation.steps[1..<5]) == [4, 4, 5, 6])
    #expect(quantisation.deadZone == 0.625)
    let even = BlockQuantisation(steps: [Float](repeating: 4, count: 64))
    #expect(even.deadZone == 0.5)
  }

  @Test("Other codecs have no steps", arguments: [VideoEncoding.ffv1, .rawGray8])
  func others(encoding: VideoEncoding) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("a.avi")
    try DrawnVideo.write(path, frames: 2, encoding: encoding) { DrawnVideo.slope(frame: $0) }
    let reader = try VideoReader(.file(path: path))
    #expect(reader.properties.blockQuantisation == nil)
  }
}
