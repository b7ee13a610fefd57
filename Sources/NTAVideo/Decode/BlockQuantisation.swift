import CFFmpeg

/// The steps a JPEG picture's brightness was rounded to.
///
/// JPEG cuts a picture into blocks of 8 × 8 pixels, from its top-left corner, and rounds each of the
/// 64 coefficients of a block's cosine transform to a whole number of steps (ITU-T T.81, A.3.4).
struct BlockQuantisation: Sendable, Equatable {
  /// Edge of a block, in px.
  static let edge = 8

  /// Step of each coefficient of the orthonormal transform, in grey levels, >= 1; row by row, the
  /// vertical frequency being the row.
  let steps: [Float]

  /// Size in steps from which a coefficient is not rounded to zero.
  ///
  /// A half, by nearest numbers; five eighths where an encoder of the MPEG family wrote the picture. No
  /// file says so, but such encoders use the matrix of MPEG-1 as their table.
  var deadZone: Float { isOfMPEG ? 0.625 : 0.5 }

  /// True when the table is the intra matrix of MPEG-1 times a whole number of eighths.
  private var isOfMPEG: Bool {
    (1...62).contains { scale in
      steps.indices.dropFirst().allSatisfy {
        steps[$0] == Float(min(max(Self.mpegMatrix[$0] * scale / 8, 1), 255))
      }
    }
  }

  /// The default intra matrix of ISO 11172-2, 2.4.3.2.
  private static let mpegMatrix = [
    8, 16, 19, 22, 26, 27, 29, 34,
    16, 16, 22, 24, 27, 29, 34, 37,
    19, 22, 26, 27, 29, 34, 34, 38,
    22, 22, 26, 27, 29, 34, 37, 40,
    22, 26, 27, 29, 32, 35, 40, 48,
    26, 27, 29, 32, 35, 40, 48, 58,
    26, 27, 29, 34, 38, 46, 56, 69,
    27, 29, 35, 38, 46, 56, 69, 83,
  ]

  /// Steps given row by row.
  init(steps: [Float]) {
    precondition(steps.count == Self.edge * Self.edge && steps.allSatisfy { $0 > 0 })
    self.steps = steps
  }

  /// Reads the table of the first component, which is brightness.
  ///
  /// - Parameter bytes: a JPEG picture; anything else, or a cut one, gives nil.
  init?(jpeg bytes: UnsafeBufferPointer<UInt8>) {
    var tables: [UInt8: [Float]] = [:]
    var place = 0
    /// Two bytes at `place`, the higher one first.
    func word(at place: Int) -> Int? {
      place + 1 < bytes.count ? Int(bytes[place]) << 8 | Int(bytes[place + 1]) : nil
    }
    while place + 1 < bytes.count {
      guard bytes[place] == 0xFF else { return nil }
      let marker = bytes[place + 1]
      place += 1
      // Any number of fill bytes may stand before a marker.
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

  /// Reads the tables of one segment; false when it is cut or holds a step of zero.
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

  /// Place in a block of each coefficient in the order they are stored in: along diagonals, to and
  /// fro (T.81, figure A.6).
  private static let zigzag: [Int] = (0..<2 * edge - 1).flatMap { diagonal -> [Int] in
    let rows = max(0, diagonal - edge + 1)...min(diagonal, edge - 1)
    let downwards = rows.map { $0 * edge + diagonal - $0 }
    return diagonal.isMultiple(of: 2) ? downwards.reversed() : downwards
  }
}
