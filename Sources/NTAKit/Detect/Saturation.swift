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
    for frame in frames { count(frame.pixels.span, top: top, &atTop, &below) }
    return atTop >= 4 && atTop > below ? Float(top) : .infinity
  }

  private static func largest(_ values: Span<UInt16>) -> UInt16 {
    var tops = SIMD8<UInt16>(repeating: 0)
    for k in 0..<values.count / 32 {
      let run = values.extracting(k &* 32..<k &* 32 &+ 32)
      let a = greater(eight(run, 0), eight(run, 8))
      tops = greater(tops, greater(a, greater(eight(run, 16), eight(run, 24))))
    }
    var top: UInt16 = 0
    for lane in 0..<8 { top = max(top, tops[lane]) }
    for i in values.count / 32 * 32..<values.count { top = max(top, values[i]) }
    return top
  }

  @inline(__always)
  private static func greater(_ a: SIMD8<UInt16>, _ b: SIMD8<UInt16>) -> SIMD8<UInt16> {
    a.replacing(with: b, where: b .> a)
  }

  /// Counts the values at `top`, and those at one of the three levels below.
  private static func count(
    _ values: Span<UInt16>, top: UInt16, _ atTop: inout Int, _ below: inout Int
  ) {
    let bar = top - 3
    let bars = SIMD8(repeating: bar)
    for k in 0...values.count / 32 {
      let run = values.extracting(k * 32..<min(k * 32 + 32, values.count))
      if run.count == 32 {
        let front = (eight(run, 0) .>= bars) .| (eight(run, 8) .>= bars)
        guard any(front .| (eight(run, 16) .>= bars) .| (eight(run, 24) .>= bars)) else { continue }
      }
      for i in 0..<run.count where run[i] >= bar {
        if run[i] == top { atTop += 1 } else { below += 1 }
      }
    }
  }
}
