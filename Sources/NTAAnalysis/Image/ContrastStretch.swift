import Glibc

/// Maps the grey levels of a recording to those of a screen, so that dim spots can be seen.
struct ContrastStretch: Sendable {
  /// Grey of the brightest spots; colours drawn over the picture stay brighter.
  static let white = 215.0

  private let levels: [UInt8]

  /// A stretch for frames like this one: black below the second percentile, white in the brightest
  /// few thousandths (the other way round for dark spots), with the dim half lifted.
  init(for image: GrayImage, polarity: Polarity) {
    var counts = [Int](repeating: 0, count: Int(image.whiteLevel) + 1)
    for pixel in image.pixels { counts[Int(min(pixel, image.whiteLevel))] += 1 }
    func level(share: Double) -> Double {
      let wanted = Int(share * Double(image.pixels.count))
      var seen = 0
      for (level, count) in counts.enumerated() {
        seen += count
        if seen > wanted { return Double(level) }
      }
      return Double(image.whiteLevel)
    }
    let (low, high) =
      polarity == .bright
      ? (level(share: 0.02), level(share: 0.9965)) : (level(share: 0.0035), level(share: 0.98))
    // A frame of one level must not become noise over the whole range.
    let span = max(high - low, 0.06 * Double(image.whiteLevel))
    levels = counts.indices.map { value in
      let share = min(max((Double(value) - low) / span, 0), 1)
      return UInt8(Self.white * pow(share, 0.6) + 0.5)
    }
  }

  /// The screen's grey for a sample.
  func gray(_ sample: UInt16) -> UInt8 { levels[min(Int(sample), levels.count - 1)] }
}
