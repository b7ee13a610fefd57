import NTAAnalysis
import NTAKit
import NTAVideo

/// Writes uncompressed grey TIFF stacks byte by byte, after TIFF 6.0.
struct HandwrittenTIFF {
  var pages: [GrayImage]
  var isLittleEndian = true
  var description: String?
  /// A private tag, as many programs add one.
  var hasPrivateTag = false

  var bytes: [UInt8] {
    var out: [UInt8] = (isLittleEndian ? [0x49, 0x49] : [0x4D, 0x4D]) + half(42) + word(0)
    // Place of the last offset to be filled in once the next directory's place is known.
    var link = 4
    for page in pages {
      let is8Bit = page.whiteLevel <= 255
      let samples = out.count
      out += page.pixels.flatMap { is8Bit ? [UInt8($0)] : half($0) }
      let sampleBytes = out.count - samples
      let text: [UInt8] = description.map { Array($0.utf8) + [0] as [UInt8] } ?? []
      let textPlace = out.count
      out += text
      if !out.count.isMultiple(of: 2) { out.append(0) }
      let directory = word(UInt32(out.count))
      out.replaceSubrange(link..<link + 4, with: directory)
      var entries: [[UInt8]] = [
        entry(256, long: page.width), entry(257, long: page.height),
        entry(258, short: is8Bit ? 8 : 16), entry(259, short: 1), entry(262, short: 1),
      ]
      if !text.isEmpty {
        entries.append(half(270) + half(2) + word(UInt32(text.count)) + word(UInt32(textPlace)))
      }
      entries += [
        entry(273, long: samples), entry(277, short: 1), entry(278, long: page.height),
        entry(279, long: sampleBytes),
      ]
      if hasPrivateTag { entries.append(entry(65000, long: 1)) }
      out += half(UInt16(entries.count)) + entries.flatMap(\.self)
      link = out.count
      out += word(0)
    }
    return out
  }

  /// A stack with one directory and all planes behind it, as ImageJ writes more than 4 GB.
  static func contiguous(
    _ planes: ArraySlice<GrayImage>, isLittleEndian: Bool, description: String
  ) -> [UInt8] {
    guard let first = planes.first else { return [] }
    let one = HandwrittenTIFF(
      pages: [first], isLittleEndian: isLittleEndian, description: description)
    // The samples of a page begin behind the header; here they are to begin behind all else.
    let head = one.bytes
    let start = UInt32(head.count)
    let place = one.word(8)
    let entry = one.half(273) + one.half(4) + one.word(1)
    guard let at = (0..<head.count - 12).last(where: { Array(head[$0..<$0 + 12]) == entry + place })
    else { return [] }
    var bytes = head
    bytes.replaceSubrange(at + 8..<at + 12, with: one.word(start))
    return bytes + planes.flatMap { $0.pixels.flatMap { one.half($0) } }
  }

  private func entry(_ tag: UInt16, long value: Int) -> [UInt8] {
    half(tag) + half(4) + word(1) + word(UInt32(value))
  }

  private func entry(_ tag: UInt16, short value: UInt16) -> [UInt8] {
    half(tag) + half(3) + word(1) + half(value) + half(0)
  }

  private func word(_ value: UInt32) -> [UInt8] {
    let bytes = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    return isLittleEndian ? bytes.reversed() : bytes
  }

  private func half(_ value: UInt16) -> [UInt8] {
    let bytes = [UInt8(truncatingIfNeeded: value >> 8), UInt8(truncatingIfNeeded: value)]
    return isLittleEndian ? bytes.reversed() : bytes
  }
}
