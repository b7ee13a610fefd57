/// The camera's limit, as the frames show it.
enum Saturation {
  /// Levels below the largest that are looked at: the upper half for what codecs have scattered of a
  /// limit, the lower half for how many samples a level has without one.
  private static let levels = 32

  /// The grey level from which samples pile up, or infinity when they do not.
  ///
  /// Files squeezed to a limited range saturate below their white level, so that the pile is looked
  /// for at the largest level seen. Coding with loss scatters it: half of it goes beyond the limit and
  /// is cut again, the other half comes to lie up to some ten levels lower, and is saturated as well.
  static func level(of frames: [GrayImage]) -> Float {
    var top: UInt16 = 0
    for frame in frames { top = max(top, largest(frame.pixels.span)) }
    guard top >= 4 else { return .infinity }
    var counts = [Int](repeating: 0, count: min(levels, Int(top) + 1))
    for frame in frames { count(frame.pixels.span, top: top, &counts) }
    return level(top: Float(top), counts: counts) ?? .infinity
  }

  /// The level from which samples pile up; nil when they do not.
  ///
  /// - Parameters:
  ///   - top: largest level seen.
  ///   - counts: samples at `top`, at the level below it, and so on; at least one level.
  /// - Returns: the level, `top` or up to fifteen below it.
  static func level(top: Float, counts: [Int]) -> Float? {
    let piled = counts.prefix(levels / 2)
    let usual = counts.dropFirst(levels / 2)
    let expected = usual.isEmpty ? 0 : Double(usual.reduce(0, +)) / Double(usual.count)
    // Three levels' worth of samples, and more than any other level has.
    guard counts[0] >= 4, Double(counts[0]) > 3 * expected,
      counts.dropFirst().allSatisfy({ $0 < counts[0] })
    else { return nil }
    // Down to where counts are what chance makes of the expected ones.
    let chance = expected + 3 * (expected + 1).squareRoot()
    let depth = piled.firstIndex { Double($0) <= chance } ?? piled.count
    return top - Float(max(depth, 1) - 1)
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

  /// Counts the values at `top` and at each of the levels below that `counts` has room for.
  private static func count(_ values: Span<UInt16>, top: UInt16, _ counts: inout [Int]) {
    let bar = top - UInt16(counts.count - 1)
    let bars = SIMD8(repeating: bar)
    for k in 0...values.count / 32 {
      let run = values.extracting(k * 32..<min(k * 32 + 32, values.count))
      if run.count == 32 {
        let front = (eight(run, 0) .>= bars) .| (eight(run, 8) .>= bars)
        guard any(front .| (eight(run, 16) .>= bars) .| (eight(run, 24) .>= bars)) else { continue }
      }
      for i in 0..<run.count where run[i] >= bar { counts[Int(top - run[i])] += 1 }
    }
  }
}
