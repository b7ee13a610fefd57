/// Determines the saturation level of a recording from its frames.
enum Saturation {
  /// Number of levels counted, from the largest level seen down.
  ///
  /// The upper half may hold saturated samples scattered by a codec; the lower half shows how many
  /// samples a level has without saturation.
  private static let levels = 32

  /// The lowest saturated grey level, or infinity if samples do not pile up at the top.
  ///
  /// Files with a limited range of levels saturate below their white level, so the pile-up is
  /// sought at the largest level seen. Lossy coding scatters the saturated samples: half of them
  /// rise above the limit and are clipped again, the other half fall by up to about ten levels and
  /// count as saturated, too.
  static func level(of frames: [GrayImage]) -> Float {
    var top: UInt16 = 0
    for frame in frames { top = max(top, largest(frame.pixels.span)) }
    guard top >= 4 else { return .infinity }
    var counts = [Int](repeating: 0, count: min(levels, Int(top) + 1))
    for frame in frames { count(frame.pixels.span, top: top, &counts) }
    return level(top: Float(top), counts: counts) ?? .infinity
  }

  /// The lowest saturated level; nil if samples do not pile up.
  ///
  /// - Parameters:
  ///   - top: largest level seen.
  ///   - counts: number of samples at `top`, at the level below it, and so on; at least one level.
  /// - Returns: the level, from `top` to fifteen levels below it.
  static func level(top: Float, counts: [Int]) -> Float? {
    let piled = counts.prefix(levels / 2)
    let usual = counts.dropFirst(levels / 2)
    let expected = usual.isEmpty ? 0 : Double(usual.reduce(0, +)) / Double(usual.count)
    // A pile-up has three times the samples of a usual level, and more than any other level.
    guard counts[0] >= 4, Double(counts[0]) > 3 * expected,
      counts.dropFirst().allSatisfy({ $0 < counts[0] })
    else { return nil }
    // Saturation ends above the first level whose count is within 3 sigma of the expected one.
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

  /// Counts the values at `top` and at each lower level for which `counts` has an element.
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
