import Testing

@testable import NTAVideo

/// Whether a stream is lossless, by its header.
@Suite("Parameter sets")
struct ParameterSetsTests {
  /// Bits of a header, most significant first.
  private struct Bits {
    var bits: [UInt8] = []

    mutating func add(_ number: Int, _ count: Int) {
      for place in (0..<count).reversed() { bits.append(UInt8(number >> place & 1)) }
    }

    /// Adds a number in exponential Golomb code: as many zeros as the number plus 1 has further bits.
    mutating func addExponential(_ number: Int) {
      let length = Int.bitWidth - (number + 1).leadingZeroBitCount
      add(0, length - 1)
      add(number + 1, length)
    }

    var bytes: [UInt8] {
      let padded = bits + [1] + [UInt8](repeating: 0, count: 7 - bits.count % 8)
      return stride(from: 0, to: padded.count, by: 8).map { start in
        padded[start..<start + 8].reduce(0) { $0 << 1 | $1 }
      }
    }

    /// The bytes with one of 3 wherever two zeros precede a byte of at most 3.
    var escaped: [UInt8] {
      var out: [UInt8] = []
      var zeros = 0
      for byte in bytes {
        if zeros == 2, byte <= 3 { (out, zeros) = (out + [3], 0) }
        out.append(byte)
        zeros = byte == 0 ? zeros + 1 : 0
      }
      return out
    }
  }

  private static func h264(profile: Int, chroma: Int, bypass: Int) -> [UInt8] {
    var bits = Bits()
    bits.add(profile, 8)
    bits.add(0, 16)
    bits.addExponential(0)
    bits.addExponential(chroma)
    if chroma == 3 { bits.add(0, 1) }
    bits.addExponential(2)
    bits.addExponential(2)
    bits.add(bypass, 1)
    bits.add(0xABC, 12)
    return [0x67] + bits.escaped
  }

  private static func hevc(bypass: Int, hasBlockQuantisers: Bool) -> [UInt8] {
    var bits = Bits()
    bits.addExponential(0)
    bits.addExponential(0)
    bits.add(0b0010111, 7)
    for number in [0, 3, 21] { bits.addExponential(number) }
    bits.add(0b01, 2)
    bits.add(hasBlockQuantisers ? 1 : 0, 1)
    if hasBlockQuantisers { bits.addExponential(2) }
    bits.addExponential(6)
    bits.addExponential(7)
    bits.add(0b110, 3)
    bits.add(bypass, 1)
    bits.add(0x5A, 8)
    return [0x44, 0x01] + bits.escaped
  }

  private static func length(_ unit: [UInt8]) -> [UInt8] {
    [UInt8(unit.count >> 8), UInt8(unit.count & 255)]
  }

  @Test(arguments: [(244, 3, 1), (244, 1, 1), (244, 1, 0), (100, 1, 0), (66, 1, 1)])
  func h264(profile: Int, chroma: Int, bypass: Int) {
    let unit = Self.h264(profile: profile, chroma: chroma, bypass: bypass)
    let other: [UInt8] = [0x68, 0xEE, 0x3C]
    let record = [1, UInt8(profile), 0, 30, 0xFF, 0xE1] + Self.length(unit) + unit + [1, 0, 0]
    for header in [[0, 0, 0, 1] + unit + [0, 0, 1] + other, record] {
      let isLossless = header.withUnsafeBufferPointer { ParameterSets(h264: $0).bypassesTransform }
      // The baseline profile has no such flag, whatever the bits say.
      #expect(isLossless == (bypass == 1 && profile != 66))
    }
  }

  @Test(arguments: [(0, false), (1, false), (0, true), (1, true)])
  func hevc(bypass: Int, hasBlockQuantisers: Bool) {
    let unit = Self.hevc(bypass: bypass, hasBlockQuantisers: hasBlockQuantisers)
    let other: [UInt8] = [0x42, 0x01, 0x01]
    let record =
      [1] + [UInt8](repeating: 0, count: 21) + [2, 0x21, 0, 1] + Self.length(other) + other
      + [0x22, 0, 1] + Self.length(unit) + unit
    for header in [[0, 0, 0, 1] + other + [0, 0, 0, 1] + unit, record] {
      let isLossless = header.withUnsafeBufferPointer { ParameterSets(hevc: $0).bypassesTransform }
      #expect(isLossless == (bypass == 1))
    }
  }

  @Test func headersThatEndTooSoonSayNothing() {
    let h264 = Self.h264(profile: 244, chroma: 1, bypass: 1)
    let hevc = [1] + [UInt8](repeating: 0, count: 21) + [255, 0x22, 255, 255]
    for count in 0..<5 {
      let cut = [0, 0, 1] + h264.prefix(count)
      #expect(!cut.withUnsafeBufferPointer { ParameterSets(h264: $0).bypassesTransform })
    }
    #expect(!hevc.withUnsafeBufferPointer { ParameterSets(hevc: $0).bypassesTransform })
    let empty: [UInt8] = []
    #expect(!empty.withUnsafeBufferPointer { ParameterSets(hevc: $0).bypassesTransform })
  }

  @Test(arguments: [0, 1, 3])
  func theLargestErrorOfJPEGLSIsInItsScan(near: UInt8) {
    let frame: [UInt8] = [0xFF, 0xF7, 0, 11, 8, 0, 4, 0, 4, 1, 1, 0x11, 0]
    let scan: [UInt8] = [0xFF, 0xDA, 0, 8, 1, 1, 0, near, 0, 0]
    let bytes = [0xFF, 0xD8] + frame + scan
    #expect(bytes.withUnsafeBufferPointer { Packet.jpegLSNear($0) } == near)
    let cut = bytes.dropLast(4)
    #expect(cut.withUnsafeBufferPointer { Packet.jpegLSNear($0) } == nil)
  }
}
