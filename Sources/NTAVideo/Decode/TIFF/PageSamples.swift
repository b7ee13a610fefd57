import NTAAnalysis

/// The samples of one decoded page, as they are in memory.
///
/// Rows lie one below the other; a planar page has all rows of the first sample before those of the
/// second. Numbers have the byte order of the machine, packed bits begin with the highest.
struct PageSamples {
  let page: TIFFPage
  let bytes: UnsafeRawBufferPointer

  /// Where a row begins, and how far apart samples of neighbouring pixels are, in samples.
  private func row(_ y: Int, sample: Int) -> (start: UnsafeRawPointer, step: Int) {
    let plane = page.isPlanar ? sample : 0
    let offset = (plane * page.height + y) * page.rowByteCount
    precondition(offset + page.rowByteCount <= bytes.count, "a row of the page")
    let first = page.isPlanar ? 0 : sample * page.bits / 8
    return (
      bytes.baseAddress.unsafelyUnwrapped + offset + (page.bits >= 8 ? first : 0),
      page.isPlanar ? 1 : page.samples
    )
  }

  /// Calls `body` with the number of each pixel of a row and its sample.
  func forEach(row y: Int, sample: Int, _ body: (Int, Double) -> Void) {
    let (start, step) = row(y, sample: sample)
    switch (page.encoding, page.bits) {
    case (.unsigned, 8): each(of: UInt8.self, start, step, body) { Double($0) }
    case (.unsigned, 16): each(of: UInt16.self, start, step, body) { Double($0) }
    case (.unsigned, 32): each(of: UInt32.self, start, step, body) { Double($0) }
    case (.unsigned, 64): each(of: UInt64.self, start, step, body) { Double($0) }
    case (.signed, 8): each(of: Int8.self, start, step, body) { Double($0) }
    case (.signed, 16): each(of: Int16.self, start, step, body) { Double($0) }
    case (.signed, 32): each(of: Int32.self, start, step, body) { Double($0) }
    case (.signed, 64): each(of: Int64.self, start, step, body) { Double($0) }
    case (.float, 16): each(of: Float16.self, start, step, body) { Double($0) }
    case (.float, 32): each(of: Float.self, start, step, body) { Double($0) }
    case (.float, 64): each(of: Double.self, start, step, body) { $0 }
    default:
      let (line, step) = row(y, sample: page.isPlanar ? sample : 0)
      for x in 0..<page.width {
        let index = page.isPlanar ? x : x * step + sample
        body(x, Double(packed(line, at: index * page.bits)))
      }
    }
  }

  @inline(__always) private func each<Sample>(
    of _: Sample.Type, _ start: UnsafeRawPointer, _ step: Int, _ body: (Int, Double) -> Void,
    number: (Sample) -> Double
  ) {
    let size = MemoryLayout<Sample>.size
    for x in 0..<page.width {
      body(x, number(start.loadUnaligned(fromByteOffset: x * step * size, as: Sample.self)))
    }
  }

  /// A sample of up to 16 bits that is not aligned to bytes.
  private func packed(_ line: UnsafeRawPointer, at bit: Int) -> UInt16 {
    var value: UInt32 = 0
    for place in bit..<bit + page.bits {
      let byte = line.load(fromByteOffset: place >> 3, as: UInt8.self)
      value = value << 1 | UInt32(byte >> (7 - UInt8(place & 7)) & 1)
    }
    return UInt16(value)
  }
}
