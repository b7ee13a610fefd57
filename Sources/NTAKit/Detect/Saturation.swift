/// The camera's limit, as the frames show it.
enum Saturation {
  /// The grey level at which samples pile up, or infinity when none do.
  ///
  /// Files squeezed to a limited range saturate below their white level, so the level is the
  /// largest one seen, if more samples sit there than the few levels below would lead to expect.
  static func level(of frames: [GrayImage]) -> Float {
    var top: UInt16 = 0
    for frame in frames { top = max(top, largest(frame.pixels.span)) }
    guard top >= 4 else { return .infinity }
    var atTop = 0
    var below = 0
    for frame in frames {
      atTop += count(of: frame.pixels.span, from: top)
      below += count(of: frame.pixels.span, from: top - 3)
    }
    below -= atTop
    return atTop >= 4 && atTop > below ? Float(top) : .infinity
  }

  private static func largest(_ values: Span<UInt16>) -> UInt16 {
    var result: UInt16 = 0
    for i in 0..<values.count { result = values[i] > result ? values[i] : result }
    return result
  }

  /// How many values are at least `bar`.
  private static func count(of values: Span<UInt16>, from bar: UInt16) -> Int {
    var result: UInt32 = 0
    for i in 0..<values.count { result &+= values[i] >= bar ? 1 : 0 }
    return Int(result)
  }
}
