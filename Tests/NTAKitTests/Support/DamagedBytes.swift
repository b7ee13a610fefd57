import _TestSupport

/// Damages files as full disks, broken copies and strangers do.
struct DamagedBytes {
  /// What is done to a file.
  enum Harm: CaseIterable {
    /// The end is missing.
    case truncation
    /// Single bits have turned over.
    case bitFlips
    /// Random bytes over the whole file.
    case noise
    /// Random bytes in the first part, where sizes, counts and offsets are.
    case header
    /// Numbers of the first part are 0, -1 or the largest there is.
    case extremes
    /// A piece is missing.
    case gap
    /// A piece stands twice.
    case repetition
    /// A piece of another file stands in the middle.
    case splice
    /// A sector of zeros, as a disk leaves that lost power.
    case zeros
  }

  private var bits: SeededBits

  init(seed: UInt64) { bits = SeededBits(seed: seed) }

  /// A damaged copy of `bytes`; `other` is where splices come from.
  mutating func damaged(_ bytes: [UInt8], by harm: Harm, other: [UInt8]) -> [UInt8] {
    var result = bytes
    guard bytes.count > 16 else { return result }
    switch harm {
    case .truncation:
      result.removeLast(Int.random(in: 1..<bytes.count, using: &bits))
    case .bitFlips:
      for _ in 0..<Int.random(in: 1...30, using: &bits) {
        result[place(in: result)] ^= 1 << UInt8.random(in: 0...7, using: &bits)
      }
    case .noise:
      for _ in 0..<Int.random(in: 1...60, using: &bits) { result[place(in: result)] = byte() }
    case .header:
      let reach = min(result.count, 800)
      for _ in 0..<Int.random(in: 1...12, using: &bits) {
        result[Int.random(in: 0..<reach, using: &bits)] = byte()
      }
    case .extremes:
      let reach = min(result.count, 800) - 4
      for _ in 0..<Int.random(in: 1...4, using: &bits) {
        let start = Int.random(in: 0..<reach, using: &bits)
        let values: [UInt32] = [0, .max, 0x7FFF_FFFF, 0x8000_0000, 1]
        let value = values.randomElement(using: &bits) ?? 0
        for k in 0..<4 { result[start + k] = UInt8(truncatingIfNeeded: value >> (8 * k)) }
      }
    case .gap:
      result.removeSubrange(piece(of: result))
    case .repetition:
      let range = piece(of: result)
      result.insert(contentsOf: result[range], at: range.upperBound)
    case .splice:
      let range = piece(of: result)
      result.replaceSubrange(range, with: other[piece(of: other)])
    case .zeros:
      for k in piece(of: result) { result[k] = 0 }
    }
    return result
  }

  private mutating func byte() -> UInt8 { UInt8.random(in: 0...255, using: &bits) }

  private mutating func place(in bytes: [UInt8]) -> Int {
    Int.random(in: 0..<bytes.count, using: &bits)
  }

  /// A range of up to a quarter of the file.
  private mutating func piece(of bytes: [UInt8]) -> Range<Int> {
    let start = place(in: bytes)
    let length = Int.random(in: 1...max(bytes.count / 4, 1), using: &bits)
    return start..<min(start + length, bytes.count)
  }
}
