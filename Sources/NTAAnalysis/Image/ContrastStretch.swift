import Glibc

/// Maps the grey levels of a recording to 8-bit display levels, so that dim spots are visible.
package struct ContrastStretch: Sendable {
  /// Display level of the brightest spots; overlay colours are brighter.
  static let white = 215.0

  private let levels: [UInt8]

  /// A stretch for frames like `image`.
  ///
  /// Bright spots: black up to the 2nd percentile, white from the 99.65th. Dark spots: black up to
  /// the 0.35th, white from the 98th. A gamma of 0.6 raises the dim levels.
  package init(for image: GrayImage, polarity: Polarity) {
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
    // Do not amplify the noise of a nearly uniform frame to the whole range.
    let span = max(high - low, 0.06 * Double(image.whiteLevel))
    levels = counts.indices.map { value in
      let share = min(max((Double(value) - low) / span, 0), 1)
      return UInt8(Self.white * pow(share, 0.6) + 0.5)
    }
  }

  /// The display level of a sample.
  package func gray(_ sample: UInt16) -> UInt8 { levels[min(Int(sample), levels.count - 1)] }
}
