/// A frame stored with one byte per pixel for 8-bit video and two bytes per pixel otherwise.
///
/// Frames waiting to be processed are stored in this form; filters work on ``GrayImage``.
package struct CompactFrame: Sendable {
  package let width: Int
  package let height: Int
  private(set) var whiteLevel: UInt16 = 0
  /// The samples if they fit into bytes, otherwise empty.
  private(set) var bytes: [UInt8] = []
  /// The samples if they do not fit into bytes, otherwise empty.
  private(set) var words: [UInt16] = []

  /// A black 8-bit frame.
  package init(width: Int, height: Int) {
    (self.width, self.height, whiteLevel) = (width, height, 255)
    bytes = [UInt8](repeating: 0, count: width * height)
  }

  /// A copy of an image.
  package init(_ image: GrayImage) {
    (width, height) = (image.width, image.height)
    store(image)
  }

  /// The sample at column `x` of row `y`.
  subscript(x: Int, y: Int) -> UInt16 {
    bytes.isEmpty ? words[y * width + x] : UInt16(bytes[y * width + x])
  }

  /// Number of samples.
  var pixelCount: Int { width * height }

  /// Replaces the samples by those of an image of the same size.
  package mutating func store(_ image: borrowing GrayImage) {
    precondition(image.width == width && image.height == height)
    whiteLevel = image.whiteLevel
    if whiteLevel <= 255 {
      words = []
      if bytes.isEmpty { bytes = [UInt8](repeating: 0, count: pixelCount) }
      var out = bytes.mutableSpan
      transfer(image.pixels.span, into: &out)
    } else {
      bytes = []
      if words.isEmpty { words = [UInt16](repeating: 0, count: pixelCount) }
      var out = words.mutableSpan
      transfer(image.pixels.span, into: &out)
    }
  }

  /// Makes this an 8-bit frame whose samples `write` fills in, row by row without padding.
  package mutating func fill(
    whiteLevel: UInt16, _ write: (UnsafeMutableBufferPointer<UInt8>) -> Void
  ) {
    self.whiteLevel = whiteLevel
    words = []
    if bytes.isEmpty { bytes = [UInt8](repeating: 0, count: pixelCount) }
    bytes.withUnsafeMutableBufferPointer { write($0) }
  }

  /// Copies the frame into an image of the same size.
  func copy(into image: inout GrayImage) {
    precondition(image.width == width && image.height == height)
    image.whiteLevel = whiteLevel
    for y in 0..<height { copy(row: y, into: &image) }
  }

  /// Copies one row of the frame into an image of the same size.
  @inline(__always)
  func copy(row: Int, into image: inout GrayImage) {
    let range = row * width..<(row + 1) * width
    var out = image.pixels.mutableSpan
    var rowOut = out._mutatingExtracting(range)
    if bytes.isEmpty {
      transfer(words.span.extracting(range), into: &rowOut)
    } else {
      transfer(bytes.span.extracting(range), into: &rowOut)
    }
  }

  /// The frame as an image.
  package var image: GrayImage {
    var image = GrayImage(width: width, height: height)
    copy(into: &image)
    return image
  }

  /// True if all samples are the same.
  package var isUniform: Bool {
    func isUniform<Sample: Equatable>(_ samples: [Sample]) -> Bool {
      guard let first = samples.first else { return true }
      return !samples.contains { $0 != first }
    }
    return bytes.isEmpty ? isUniform(words) : isUniform(bytes)
  }

  /// True if both frames have the same samples.
  package func hasSamples(of other: borrowing CompactFrame) -> Bool {
    bytes == other.bytes && words == other.words
  }
}

/// Copies samples instead of sharing an array, which would be copied when one owner changes it.
@inline(__always)
private func transfer<
  From: FixedWidthInteger & BitwiseCopyable, To: FixedWidthInteger & BitwiseCopyable
>(_ source: Span<From>, into out: inout MutableSpan<To>) {
  let count = out.count
  precondition(source.count == count)
  for i in 0..<count { out[i] = To(truncatingIfNeeded: source[i]) }
}
