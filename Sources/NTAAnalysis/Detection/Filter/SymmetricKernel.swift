import Foundation

/// A symmetric one-dimensional filter for fixed-point rows, with taps `step` samples apart.
struct SymmetricKernel: Sendable {
  /// Half of the taps as floating-point numbers, centre first; at least three.
  let taps: [Float]
  /// The taps times 65536 (the centre tap times 32768), repeated for eight samples at a time.
  private let weights: [SIMD8<Int16>]
  /// Distance between neighbouring taps in samples, at least 1.
  let step: Int

  /// Number of samples the filter reaches to each side.
  var reach: Int { (taps.count - 1) * step }

  /// Mean loss per result of one pass from rounding down, in steps: half a step per product.
  var roundingLoss: Float { 0.5 * Float(taps.count) }

  /// A normalised Gaussian, truncated where it has fallen to a thirtieth.
  ///
  /// - Parameters:
  ///   - sigma: sigma in samples, > 0.
  ///   - step: distance between taps in samples; much larger than `sigma`, it gives no Gaussian.
  init(gaussian sigma: Float, step: Int = 1) {
    let spaced = sigma / Float(step)
    let radius = max(2, Int((2.6 * spaced).rounded()))
    var taps = (0...radius).map { exp(-0.5 * Float($0 * $0) / (spaced * spaced)) }
    let sum = 2 * taps.reduce(0, +) - taps[0]
    for i in taps.indices { taps[i] /= sum }
    self.taps = taps
    self.step = step
    weights = taps.enumerated().map { k, tap in
      SIMD8(repeating: Int16(min((tap * (k == 0 ? 32_768 : 65_536)).rounded(), 32_767)))
    }
  }

  /// Filters `out.count` samples of `source`, a multiple of 64.
  ///
  /// `start(k)` is the index in `source` of the first sample for tap k, which runs from
  /// `1 - taps.count` to `taps.count - 1`. The magnitudes in `source` must be at most
  /// ``FixedPointScale/limit``; those of the result are not larger.
  @inline(__always)
  func filter(
    _ source: Span<Int16>, into out: inout MutableSpan<Int16>, start: (Int) -> Int
  ) {
    let count = out.count
    func stream(_ k: Int) -> Range<Int> {
      let first = start(k)
      return first..<first + count
    }
    let w = weights.span
    var k: Int
    if taps.count % 2 == 1 {
      weighTwo(
        source.extracting(stream(0)),
        source.extracting(stream(-1)), source.extracting(stream(1)),
        source.extracting(stream(-2)), source.extracting(stream(2)), w, into: &out)
      k = 3
    } else {
      weighThree(
        source.extracting(stream(0)),
        source.extracting(stream(-1)), source.extracting(stream(1)),
        source.extracting(stream(-2)), source.extracting(stream(2)),
        source.extracting(stream(-3)), source.extracting(stream(3)), w, into: &out)
      k = 4
    }
    while k < taps.count {
      addTwo(
        source.extracting(stream(-k)), source.extracting(stream(k)),
        source.extracting(stream(-k - 1)), source.extracting(stream(k + 1)),
        w.extracting(k..<k + 2), into: &out)
      k += 2
    }
  }
}

/// The upper 16 bits of the products.
///
/// This compiles to one instruction if the weights are loaded directly from memory.
@inline(__always)
private func times(_ a: SIMD8<Int16>, _ weight: SIMD8<Int16>) -> SIMD8<Int16> {
  let product =
    SIMD8<Int32>(truncatingIfNeeded: a) &* SIMD8<Int32>(truncatingIfNeeded: weight)
  return SIMD8<Int16>(truncatingIfNeeded: product &>> 16)
}

@inline(__always)
private func pair(
  _ a: Span<Int16>, _ b: Span<Int16>, _ weight: SIMD8<Int16>, _ i: Int
) -> SIMD8<Int16> {
  times(eight(a, i) &+ eight(b, i), weight)
}

@inline(__always)
private func two(
  _ c: Span<Int16>, _ a1: Span<Int16>, _ b1: Span<Int16>, _ a2: Span<Int16>, _ b2: Span<Int16>,
  _ w0: SIMD8<Int16>, _ w1: SIMD8<Int16>, _ w2: SIMD8<Int16>, _ i: Int
) -> SIMD8<Int16> {
  let centre = eight(c, i)
  return times(centre &+ centre, w0) &+ pair(a1, b1, w1, i) &+ pair(a2, b2, w2, i)
}

@inline(__always)
private func put(_ v: SIMD8<Int16>, at i: Int, into out: inout MutableSpan<Int16>) {
  for lane in 0..<8 { out[i &+ lane] = v[lane] }
}

@inline(__always)
private func add(_ v: SIMD8<Int16>, at i: Int, to out: inout MutableSpan<Int16>) {
  var sum = v
  for lane in 0..<8 { sum[lane] &+= out[i &+ lane] }
  put(sum, at: i, into: &out)
}

// Rows are processed 64 samples at a time, so that the bounds of each stream are checked once per
// eight loads.

@inline(never)
private func weighTwo(
  _ c: Span<Int16>, _ a1: Span<Int16>, _ b1: Span<Int16>, _ a2: Span<Int16>, _ b2: Span<Int16>,
  _ w: Span<SIMD8<Int16>>, into out: inout MutableSpan<Int16>
) {
  let count = out.count
  precondition(
    c.count == count && a1.count == count && b1.count == count && a2.count == count
      && b2.count == count && w.count >= 3)
  for k in 0..<count / 64 {
    let run = k &* 64..<k &* 64 &+ 64
    let c = c.extracting(run)
    let a1 = a1.extracting(run)
    let b1 = b1.extracting(run)
    let a2 = a2.extracting(run)
    let b2 = b2.extracting(run)
    let (w0, w1, w2) = (w[0], w[1], w[2])
    var group = out._mutatingExtracting(run)
    put(two(c, a1, b1, a2, b2, w0, w1, w2, 0), at: 0, into: &group)
    put(two(c, a1, b1, a2, b2, w0, w1, w2, 8), at: 8, into: &group)
    put(two(c, a1, b1, a2, b2, w0, w1, w2, 16), at: 16, into: &group)
    put(two(c, a1, b1, a2, b2, w0, w1, w2, 24), at: 24, into: &group)
    put(two(c, a1, b1, a2, b2, w0, w1, w2, 32), at: 32, into: &group)
    put(two(c, a1, b1, a2, b2, w0, w1, w2, 40), at: 40, into: &group)
    put(two(c, a1, b1, a2, b2, w0, w1, w2, 48), at: 48, into: &group)
    put(two(c, a1, b1, a2, b2, w0, w1, w2, 56), at: 56, into: &group)
  }
}

@inline(never)
private func weighThree(
  _ c: Span<Int16>, _ a1: Span<Int16>, _ b1: Span<Int16>, _ a2: Span<Int16>, _ b2: Span<Int16>,
  _ a3: Span<Int16>, _ b3: Span<Int16>, _ w: Span<SIMD8<Int16>>,
  into out: inout MutableSpan<Int16>
) {
  let count = out.count
  precondition(
    c.count == count && a1.count == count && b1.count == count && a2.count == count
      && b2.count == count && a3.count == count && b3.count == count && w.count >= 4)
  for k in 0..<count / 64 {
    let run = k &* 64..<k &* 64 &+ 64
    let c = c.extracting(run)
    let a1 = a1.extracting(run)
    let b1 = b1.extracting(run)
    let a2 = a2.extracting(run)
    let b2 = b2.extracting(run)
    let a3 = a3.extracting(run)
    let b3 = b3.extracting(run)
    let (w0, w1, w2, w3) = (w[0], w[1], w[2], w[3])
    var group = out._mutatingExtracting(run)
    put(two(c, a1, b1, a2, b2, w0, w1, w2, 0) &+ pair(a3, b3, w3, 0), at: 0, into: &group)
    put(two(c, a1, b1, a2, b2, w0, w1, w2, 8) &+ pair(a3, b3, w3, 8), at: 8, into: &group)
    put(two(c, a1, b1, a2, b2, w0, w1, w2, 16) &+ pair(a3, b3, w3, 16), at: 16, into: &group)
    put(two(c, a1, b1, a2, b2, w0, w1, w2, 24) &+ pair(a3, b3, w3, 24), at: 24, into: &group)
    put(two(c, a1, b1, a2, b2, w0, w1, w2, 32) &+ pair(a3, b3, w3, 32), at: 32, into: &group)
    put(two(c, a1, b1, a2, b2, w0, w1, w2, 40) &+ pair(a3, b3, w3, 40), at: 40, into: &group)
    put(two(c, a1, b1, a2, b2, w0, w1, w2, 48) &+ pair(a3, b3, w3, 48), at: 48, into: &group)
    put(two(c, a1, b1, a2, b2, w0, w1, w2, 56) &+ pair(a3, b3, w3, 56), at: 56, into: &group)
  }
}

@inline(never)
private func addTwo(
  _ a1: Span<Int16>, _ b1: Span<Int16>, _ a2: Span<Int16>, _ b2: Span<Int16>,
  _ w: Span<SIMD8<Int16>>, into out: inout MutableSpan<Int16>
) {
  let count = out.count
  precondition(
    a1.count == count && b1.count == count && a2.count == count && b2.count == count
      && w.count == 2)
  for k in 0..<count / 64 {
    let run = k &* 64..<k &* 64 &+ 64
    let a1 = a1.extracting(run)
    let b1 = b1.extracting(run)
    let a2 = a2.extracting(run)
    let b2 = b2.extracting(run)
    let (w0, w1) = (w[0], w[1])
    var group = out._mutatingExtracting(run)
    add(pair(a1, b1, w0, 0) &+ pair(a2, b2, w1, 0), at: 0, to: &group)
    add(pair(a1, b1, w0, 8) &+ pair(a2, b2, w1, 8), at: 8, to: &group)
    add(pair(a1, b1, w0, 16) &+ pair(a2, b2, w1, 16), at: 16, to: &group)
    add(pair(a1, b1, w0, 24) &+ pair(a2, b2, w1, 24), at: 24, to: &group)
    add(pair(a1, b1, w0, 32) &+ pair(a2, b2, w1, 32), at: 32, to: &group)
    add(pair(a1, b1, w0, 40) &+ pair(a2, b2, w1, 40), at: 40, to: &group)
    add(pair(a1, b1, w0, 48) &+ pair(a2, b2, w1, 48), at: 48, to: &group)
    add(pair(a1, b1, w0, 56) &+ pair(a2, b2, w1, 56), at: 56, to: &group)
  }
}
