import Foundation

/// A symmetric one-dimensional filter on fixed-point rows, its taps a number of samples apart.
struct SymmetricKernel: Sendable {
  /// Half of the taps as real numbers, centre first; at least three.
  let taps: [Float]
  /// The taps times 65536, half of that for the centre's, ready for eight samples at a time.
  private let weights: [SIMD8<Int16>]
  /// Samples from one tap to the next, at least 1.
  let step: Int

  /// Samples the filter looks at on each side.
  var reach: Int { (taps.count - 1) * step }

  /// Mean of what rounding down takes off each result of one pass, in steps: half a step a product.
  var roundingLoss: Float { 0.5 * Float(taps.count) }

  /// A normalised Gaussian, cut where it has fallen to a thirtieth.
  ///
  /// - Parameters:
  ///   - sigma: its width in samples, > 0.
  ///   - step: distance of the taps; to be a Gaussian's at all it must not exceed `sigma` by much.
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

  /// Filters `out.count` samples of `source`, a multiple of 8.
  ///
  /// - Parameter start: where in `source` the samples of tap k, of -taps+1...taps-1, begin.
  ///
  /// Magnitudes stay below those of `source`, which must be at most ``LightScale/limit``.
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

/// Eight samples from place `i`.
@inline(__always)
func eight(_ samples: Span<Int16>, _ i: Int) -> SIMD8<Int16> {
  let v = samples.extracting(i..<i &+ 8)
  return SIMD8(v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7])
}

/// The upper half of the products: one instruction, where the weights come straight from memory.
@inline(__always)
private func times(_ a: SIMD8<Int16>, _ weight: SIMD8<Int16>) -> SIMD8<Int16> {
  let product =
    SIMD8<Int32>(truncatingIfNeeded: a) &* SIMD8<Int32>(truncatingIfNeeded: weight)
  return SIMD8<Int16>(truncatingIfNeeded: product &>> 16)
}

@inline(__always)
private func put(_ v: SIMD8<Int16>, at i: Int, into out: inout MutableSpan<Int16>) {
  var group = out._mutatingExtracting(i..<i &+ 8)
  for lane in 0..<8 { group[lane] = v[lane] }
}

@inline(never)
private func weighTwo(
  _ c: Span<Int16>, _ a1: Span<Int16>, _ b1: Span<Int16>, _ a2: Span<Int16>, _ b2: Span<Int16>,
  _ w: Span<SIMD8<Int16>>, into out: inout MutableSpan<Int16>
) {
  let count = out.count
  precondition(
    c.count == count && a1.count == count && b1.count == count && a2.count == count
      && b2.count == count && w.count >= 3)
  for k in 0..<count / 8 {
    let i = k &* 8
    let centre = eight(c, i)
    let sum =
      times(centre &+ centre, w[0]) &+ times(eight(a1, i) &+ eight(b1, i), w[1])
      &+ times(eight(a2, i) &+ eight(b2, i), w[2])
    put(sum, at: i, into: &out)
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
  for k in 0..<count / 8 {
    let i = k &* 8
    let centre = eight(c, i)
    let inner = times(centre &+ centre, w[0]) &+ times(eight(a1, i) &+ eight(b1, i), w[1])
    let outer =
      times(eight(a2, i) &+ eight(b2, i), w[2]) &+ times(eight(a3, i) &+ eight(b3, i), w[3])
    put(inner &+ outer, at: i, into: &out)
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
  for k in 0..<count / 8 {
    let i = k &* 8
    var group = out._mutatingExtracting(i..<i &+ 8)
    let before = SIMD8(
      group[0], group[1], group[2], group[3], group[4], group[5], group[6], group[7])
    let sum =
      before &+ times(eight(a1, i) &+ eight(b1, i), w[0])
      &+ times(eight(a2, i) &+ eight(b2, i), w[1])
    for lane in 0..<8 { group[lane] = sum[lane] }
  }
}
