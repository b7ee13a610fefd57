/// The parameter sets in the header of an H.264 or HEVC stream, as far as they say whether it is lossless.
///
/// ITU-T H.264 (7.3.2.1) and H.265 (7.3.2.3). The header is a list of units with start codes (Annex B) or a
/// configuration record (ISO 14496-15).
struct ParameterSets {
  /// True when blocks may skip transform and quantisation.
  let bypassesTransform: Bool

  /// Profiles of H.264 that state the chroma format, and the bypass after it.
  private static let highProfiles: Set<Int> = [44, 100, 110, 122, 244]

  /// Reads the sequence parameter sets of H.264.
  init(h264 header: UnsafeBufferPointer<UInt8>) {
    var units = Self.unitsWithStartCodes(header)
    if units.isEmpty, header.count > 5 {
      var place = 6
      units = Self.unitsWithLengths(header, from: &place, count: Int(header[5] & 31))
    }
    bypassesTransform = units.contains { unit in
      guard let first = unit.first, first & 31 == 7 else { return false }
      var bits = BitReader(unit.dropFirst())
      let profile = bits.number(ofBits: 8)
      bits.skip(16)
      bits.skipExponential()
      guard Self.highProfiles.contains(profile) else { return false }
      if bits.exponential() == 3 { bits.skip(1) }
      bits.skipExponential(2)
      return bits.number(ofBits: 1) == 1
    }
  }

  /// Reads the picture parameter sets of HEVC.
  init(hevc header: UnsafeBufferPointer<UInt8>) {
    var units = Self.unitsWithStartCodes(header)
    if units.isEmpty, header.count > 22 {
      var place = 23
      for _ in 0..<header[22] where place + 2 < header.count {
        let count = Int(header[place + 1]) << 8 | Int(header[place + 2])
        place += 3
        units += Self.unitsWithLengths(header, from: &place, count: count)
      }
    }
    bypassesTransform = units.contains { unit in
      guard let first = unit.first, first >> 1 & 63 == 34 else { return false }
      var bits = BitReader(unit.dropFirst(2))
      // Numbers of the sets; flags; reference pictures and quantiser; flags; quantiser of blocks;
      // quantisers of colours; flags.
      bits.skipExponential(2)
      bits.skip(7)
      bits.skipExponential(3)
      bits.skip(2)
      if bits.number(ofBits: 1) == 1 { bits.skipExponential() }
      bits.skipExponential(2)
      bits.skip(3)
      return bits.number(ofBits: 1) == 1
    }
  }

  /// Units between start codes; empty if the header does not begin with one.
  private static func unitsWithStartCodes(_ header: UnsafeBufferPointer<UInt8>) -> [[UInt8]] {
    guard header.starts(with: [0, 0, 1]) || header.starts(with: [0, 0, 0, 1]) else { return [] }
    var starts: [Int] = []
    for place in header.indices.dropLast(2)
    where header[place] == 0 && header[place + 1] == 0 && header[place + 2] == 1 {
      starts.append(place + 3)
    }
    return starts.indices.map { index in
      let end = index + 1 < starts.count ? starts[index + 1] - 3 : header.count
      return payload(UnsafeBufferPointer(rebasing: header[starts[index]..<end]))
    }
  }

  /// Units that have their length, in two bytes, before them.
  private static func unitsWithLengths(
    _ header: UnsafeBufferPointer<UInt8>, from place: inout Int, count: Int
  ) -> [[UInt8]] {
    var units: [[UInt8]] = []
    for _ in 0..<count {
      guard place + 1 < header.count else { break }
      let length = Int(header[place]) << 8 | Int(header[place + 1])
      place += 2
      guard place + length <= header.count else { break }
      units.append(payload(UnsafeBufferPointer(rebasing: header[place..<place + length])))
      place += length
    }
    return units
  }

  /// A unit without the bytes that keep start codes out of it (H.264, 7.4.1).
  private static func payload(_ unit: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    var zeros = 0
    for byte in unit {
      if zeros >= 2, byte == 3 {
        zeros = 0
        continue
      }
      zeros = byte == 0 ? zeros + 1 : 0
      bytes.append(byte)
    }
    return bytes
  }
}

/// Reads numbers of any number of bits; beyond the end all bits are 0.
private struct BitReader {
  private let bytes: ArraySlice<UInt8>
  private var place = 0

  init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

  /// A whole number of so many bits, most significant first.
  mutating func number(ofBits count: Int) -> Int {
    var number = 0
    for _ in 0..<count {
      let index = bytes.startIndex + place / 8
      let bit = index < bytes.endIndex ? Int(bytes[index]) >> (7 - place % 8) & 1 : 0
      number = number << 1 | bit
      place += 1
    }
    return number
  }

  /// A number in exponential Golomb code (H.264, 9.1).
  mutating func exponential() -> Int {
    var zeros = 0
    while zeros < 32, number(ofBits: 1) == 0 { zeros += 1 }
    return zeros < 32 ? (1 << zeros) - 1 + number(ofBits: zeros) : 0
  }

  mutating func skip(_ count: Int) { place += count }

  mutating func skipExponential(_ count: Int = 1) {
    for _ in 0..<count { _ = exponential() }
  }
}
