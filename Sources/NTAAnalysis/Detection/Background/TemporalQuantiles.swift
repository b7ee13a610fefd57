/// The fourth lowest and the fourth highest value of each pixel over up to sixteen frames.
///
/// A network of compare-exchanges processes eight pixels at a time. It sorts groups of four frames
/// and merges them; each merge keeps only the four values that can still be the answer
/// (Batcher 1968: the four lowest of two sorted groups `a` and `b` are `min(a[i], b[3 - i])`).
struct TemporalQuantiles: Sendable {
  /// Largest number of frames used.
  static let frameCount = 16
  /// Smallest number of frames accepted.
  static let fewestFrames = 8

  private(set) var fourthLowest: GrayImage
  private(set) var fourthHighest: GrayImage

  /// Pixels processed at a time: sixteen frames of them fit into the L1 cache.
  private static let chunk = 512

  /// Indices of the frames of a block that are used, spread evenly over it.
  static func sample(of block: ArraySlice<CompactFrame>) -> [Int] {
    let used = min(frameCount, block.count)
    return (0..<used).map { block.startIndex + $0 * block.count / used }
  }

  /// Computes both ranks from frames spread evenly over a block.
  ///
  /// - Parameter block: at least ``fewestFrames`` frames, all of one size.
  init(of block: ArraySlice<CompactFrame>) {
    precondition(block.count >= Self.fewestFrames)
    let frames = Self.sample(of: block)
    let used = frames.count
    let first = block[block.startIndex]
    let pixelCount = first.pixelCount
    fourthLowest = GrayImage(
      width: first.width, height: first.height, whiteLevel: first.whiteLevel)
    fourthHighest = fourthLowest
    var scratch = [SIMD8<Int16>](repeating: .zero, count: Self.chunk / 8 * Self.frameCount)
    var start = 0
    while start < pixelCount {
      let length = min(Self.chunk, pixelCount - start)
      for (slot, frame) in frames.enumerated() {
        let frame = block[frame]
        precondition(frame.pixelCount == pixelCount)
        if frame.bytes.isEmpty {
          Self.fill(&scratch, slot: slot, frame.words.span.extracting(start..<start + length))
        } else {
          Self.fill(&scratch, slot: slot, frame.bytes.span.extracting(start..<start + length))
        }
      }
      // Missing frames must not count: the padding is above all values for the lowest rank and
      // below all values for the highest.
      Self.pad(&scratch, from: used, with: .max)
      Self.select(fourthLowestOf, scratch, start, length, into: &fourthLowest.pixels)
      Self.pad(&scratch, from: used, with: .min)
      Self.select(fourthHighestOf, scratch, start, length, into: &fourthHighest.pixels)
      start += length
    }
  }

  private static func pad(_ scratch: inout [SIMD8<Int16>], from used: Int, with value: Int16) {
    guard used < frameCount else { return }
    for k in 0..<chunk / 8 {
      for slot in used..<frameCount {
        scratch[k * frameCount + slot] = SIMD8(repeating: value)
      }
    }
  }

  /// Writes one frame's values, converted to signed, to every sixteenth element of `scratch`.
  @inline(__always)
  private static func fill<Sample: FixedWidthInteger & SIMDScalar>(
    _ scratch: inout [SIMD8<Int16>], slot: Int, _ values: Span<Sample>
  ) {
    var out = scratch.mutableSpan
    let whole = values.count / 8
    for k in 0..<whole {
      let v = eight(values.extracting(8 &* k..<8 &* k &+ 8), 0)
      out[k &* 16 &+ slot] = signed(SIMD8<UInt16>(truncatingIfNeeded: v))
    }
    guard whole * 8 < values.count else { return }
    var last = SIMD8<UInt16>.zero
    for i in whole * 8..<values.count { last[i - whole * 8] = UInt16(values[i]) }
    out[whole * 16 + slot] = signed(last)
  }

  @inline(__always)
  private static func select(
    _ rank: (Span<SIMD8<Int16>>) -> SIMD8<Int16>, _ scratch: [SIMD8<Int16>], _ start: Int,
    _ length: Int, into result: inout [UInt16]
  ) {
    let values = scratch.span
    var all = result.mutableSpan
    var out = all._mutatingExtracting(start..<start + length)
    for k in 0..<length / 8 {
      let found = unsigned(rank(values.extracting(16 &* k..<16 &* k &+ 16)))
      for lane in 0..<8 { out[8 &* k &+ lane] = found[lane] }
    }
    let whole = length / 8
    guard whole * 8 < length else { return }
    let found = unsigned(rank(values.extracting(16 * whole..<16 * whole + 16)))
    for i in whole * 8..<length { out[i] = found[i - whole * 8] }
  }
}

/// Maps values to signed numbers in the same order, which the processor compares faster.
@inline(__always)
private func signed(_ v: SIMD8<UInt16>) -> SIMD8<Int16> {
  SIMD8<Int16>(truncatingIfNeeded: v ^ SIMD8(repeating: 0x8000))
}

@inline(__always)
private func unsigned(_ v: SIMD8<Int16>) -> SIMD8<UInt16> {
  SIMD8<UInt16>(truncatingIfNeeded: v) ^ SIMD8(repeating: 0x8000)
}

private typealias Four = (SIMD8<Int16>, SIMD8<Int16>, SIMD8<Int16>, SIMD8<Int16>)

@inline(__always)
private func low(_ a: SIMD8<Int16>, _ b: SIMD8<Int16>) -> SIMD8<Int16> {
  a.replacing(with: b, where: b .< a)
}

@inline(__always)
private func high(_ a: SIMD8<Int16>, _ b: SIMD8<Int16>) -> SIMD8<Int16> {
  b.replacing(with: a, where: b .< a)
}

@inline(__always)
private func sorted(
  _ a: SIMD8<Int16>, _ b: SIMD8<Int16>, _ c: SIMD8<Int16>, _ d: SIMD8<Int16>
) -> Four {
  let (a1, b1, c1, d1) = (low(a, b), high(a, b), low(c, d), high(c, d))
  let (a2, c2, b2, d2) = (low(a1, c1), high(a1, c1), low(b1, d1), high(b1, d1))
  return (a2, low(b2, c2), high(b2, c2), d2)
}

/// Sorts a bitonic sequence: four values that rise and then fall, or fall and then rise.
@inline(__always)
private func sortedBitonic(_ v: Four) -> Four {
  let (a, c, b, d) = (low(v.0, v.2), high(v.0, v.2), low(v.1, v.3), high(v.1, v.3))
  return (low(a, b), high(a, b), low(c, d), high(c, d))
}

@inline(__always)
private func lowestFour(_ a: Four, _ b: Four) -> Four {
  (low(a.0, b.3), low(a.1, b.2), low(a.2, b.1), low(a.3, b.0))
}

@inline(__always)
private func highestFour(_ a: Four, _ b: Four) -> Four {
  (high(a.0, b.3), high(a.1, b.2), high(a.2, b.1), high(a.3, b.0))
}

@inline(__always)
private func group(_ v: Span<SIMD8<Int16>>, _ k: Int) -> Four {
  sorted(v[4 &* k], v[4 &* k &+ 1], v[4 &* k &+ 2], v[4 &* k &+ 3])
}

@inline(__always)
private func fourthLowestOf(_ v: Span<SIMD8<Int16>>) -> SIMD8<Int16> {
  let front = sortedBitonic(lowestFour(group(v, 0), group(v, 1)))
  let back = sortedBitonic(lowestFour(group(v, 2), group(v, 3)))
  let four = lowestFour(front, back)
  return high(high(four.0, four.1), high(four.2, four.3))
}

@inline(__always)
private func fourthHighestOf(_ v: Span<SIMD8<Int16>>) -> SIMD8<Int16> {
  let front = sortedBitonic(highestFour(group(v, 0), group(v, 1)))
  let back = sortedBitonic(highestFour(group(v, 2), group(v, 3)))
  let four = highestFour(front, back)
  return low(low(four.0, four.1), low(four.2, four.3))
}
