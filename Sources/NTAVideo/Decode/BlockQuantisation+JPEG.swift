import NTAAnalysis

extension BlockQuantisation {
  /// Reads the table of the first component, which is luma.
  ///
  /// - Parameter bytes: a JPEG picture; anything else, or a truncated one, gives nil.
  init?(jpeg bytes: UnsafeBufferPointer<UInt8>) {
    var tables: [UInt8: [Float]] = [:]
    var place = 0
    /// Two bytes at `place`, big-endian.
    func word(at place: Int) -> Int? {
      place + 1 < bytes.count ? Int(bytes[place]) << 8 | Int(bytes[place + 1]) : nil
    }
    while place + 1 < bytes.count {
      guard bytes[place] == 0xFF else { return nil }
      let marker = bytes[place + 1]
      place += 1
      // Any number of fill bytes may precede a marker.
      if marker == 0xFF { continue }
      place += 1
      if marker == 0xD8 || marker == 0x01 { continue }
      guard let length = word(at: place), length >= 2, place + length <= bytes.count else {
        return nil
      }
      let segment = UnsafeBufferPointer(rebasing: bytes[place + 2..<place + length])
      switch marker {
      case 0xDB:
        guard Self.read(segment, into: &tables) else { return nil }
      case 0xC0, 0xC1, 0xC2:
        // Precision, height, width, number of components; then each one's name, sampling and table.
        guard segment.count >= 9, segment[0] == 8, let steps = tables[segment[8]] else {
          return nil
        }
        self.init(steps: steps)
        return
      case 0xD9, 0xDA:
        return nil
      default:
        break
      }
      place += length
    }
    return nil
  }

  /// Reads the tables of one segment; false when it is truncated or holds a step of zero.
  private static func read(
    _ segment: UnsafeBufferPointer<UInt8>, into tables: inout [UInt8: [Float]]
  ) -> Bool {
    var place = 0
    while place < segment.count {
      let isWide = segment[place] >> 4 != 0
      let name = segment[place] & 15
      place += 1
      guard place + (isWide ? 128 : 64) <= segment.count else { return false }
      var steps = [Float](repeating: 0, count: zigzag.count)
      for target in zigzag {
        let step =
          isWide ? Int(segment[place]) << 8 | Int(segment[place + 1]) : Int(segment[place])
        guard step > 0 else { return false }
        steps[target] = Float(step)
        place += isWide ? 2 : 1
      }
      tables[name] = steps
    }
    return true
  }

  /// Index in a block of each coefficient in stored (zigzag) order (T.81, figure A.6).
  private static let zigzag: [Int] = (0..<2 * edge - 1).flatMap { diagonal -> [Int] in
    let rows = max(0, diagonal - edge + 1)...min(diagonal, edge - 1)
    let downwards = rows.map { $0 * edge + diagonal - $0 }
    return diagonal.isMultiple(of: 2) ? downwards.reversed() : downwards
  }
}
