import NTAAnalysis

/// The chain of pages of a TIFF file, and the times that its writer states.
///
/// TIFF 6.0, section 2: a header, then linked directories of 12-byte entries.
struct StackDirectory: Equatable {
  /// Offset of each page's directory, in bytes.
  private(set) var offsets: [UInt32] = []
  /// True for little-endian files.
  private(set) var isLittleEndian = true
  /// Number of images according to ImageJ's description.
  private(set) var statedCount: Int?
  /// Seconds from page to page according to ImageJ's description.
  private(set) var interval_s: Double?

  /// True when the first page is compressed.
  private(set) var isCompressed = false

  /// Largest number of pages read.
  private static let pageLimit = 1 << 24

  /// True when the bytes begin with a TIFF header.
  static func isStack(_ bytes: UnsafeRawBufferPointer) -> Bool {
    bytes.count >= 8
      && (bytes.starts(with: [0x49, 0x49, 42, 0]) || bytes.starts(with: [0x4D, 0x4D, 0, 42]))
  }

  /// Follows the directories; a broken chain ends at the break.
  init(_ bytes: UnsafeRawBufferPointer) {
    guard StackDirectory.isStack(bytes) else { return }
    let isLittle = bytes[0] == 0x49
    func integer(at offset: Int, size: Int) -> Int? {
      guard offset >= 0, offset <= bytes.count - size else { return nil }
      var value = 0
      for index in 0..<size {
        value = value << 8 | Int(bytes[offset + (isLittle ? size - 1 - index : index)])
      }
      return value
    }
    isLittleEndian = isLittle
    var offset = integer(at: 4, size: 4) ?? 0
    var visited: Set<Int> = []
    while offset > 0, offsets.count < StackDirectory.pageLimit, visited.insert(offset).inserted,
      let entries = integer(at: offset, size: 2), entries > 0
    {
      let end = offset + 2 + 12 * entries
      guard end <= bytes.count else { return }
      if offsets.isEmpty {
        for entry in 0..<entries {
          let start = offset + 2 + 12 * entry
          if integer(at: start, size: 2) == 259, integer(at: start + 8, size: 2) != 1 {
            isCompressed = true
          }
          guard integer(at: start, size: 2) == 270, let length = integer(at: start + 4, size: 4),
            let place = length <= 4 ? start + 8 : integer(at: start + 8, size: 4),
            place <= bytes.count, length <= min(bytes.count - place, 1 << 16)
          else { continue }
          readDescription(String(decoding: bytes[place..<place + length], as: UTF8.self))
        }
      }
      offsets.append(UInt32(offset))
      offset = integer(at: end, size: 4) ?? 0
    }
  }

  /// Reads the `key=value` lines of ImageJ's description.
  private mutating func readDescription(_ text: String) {
    guard text.hasPrefix("ImageJ=") else { return }
    for line in text.split(whereSeparator: { $0 == "\n" || $0 == "\0" }) {
      let parts = line.split(separator: "=", maxSplits: 1)
      guard parts.count == 2 else { continue }
      switch parts[0] {
      case "images": statedCount = Int(parts[1])
      case "finterval": interval_s = Double(parts[1]).flatMap { $0 > 0 && $0 < 1e6 ? $0 : nil }
      case "fps":
        let rate_hz = Double(parts[1])
        interval_s = interval_s ?? rate_hz.flatMap { $0 > 0 && $0 < 1e6 ? 1 / $0 : nil }
      default: break
      }
    }
  }
}
