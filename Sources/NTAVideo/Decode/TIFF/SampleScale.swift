/// The map from samples of any number type to the 16-bit grey levels that frames have.
///
/// `level = (sample - origin) * gain`, rounded, and no less than 0 or more than 65,535. Whole numbers
/// in that range stay what they are; other whole numbers are shifted if they fit. All else is spread
/// over half of the levels, so that what is brighter or darker in other frames has room.
struct SampleScale: Equatable {
  /// The sample of level 0.
  let origin: Double
  /// Levels per unit of the samples, > 0.
  let gain: Double

  /// Samples that are levels already.
  static let identity = SampleScale(origin: 0, gain: 1)

  /// The scale for samples of which some are known.
  init(_ range: SampleRange) {
    let span = range.highest - range.lowest
    guard span.isFinite, span > 0 else {
      self.init(
        origin: span == 0 && !(0...65535).contains(range.lowest) ? range.lowest : 0, gain: 1)
      return
    }
    if range.isWhole, range.lowest >= 0, range.highest <= 65535 {
      self = .identity
    } else if range.isWhole, range.lowest >= -32768, range.highest <= 32767 {
      self.init(origin: -32768, gain: 1)
    } else if range.isWhole, span <= 32767 {
      self.init(origin: range.lowest - 16384, gain: 1)
    } else {
      self.init(origin: range.lowest - span / 2, gain: 65535 / (2 * span))
    }
  }

  private init(origin: Double, gain: Double) {
    (self.origin, self.gain) = (origin, gain)
  }

  /// The grey level of a sample; that of what is no number is 0.
  @inline(__always) func level(_ sample: Double) -> UInt16 {
    let level = (sample - origin) * gain
    guard level > 0 else { return 0 }
    return level < 65535 ? UInt16(level + 0.5) : 65535
  }
}

/// The smallest and the largest of some samples.
struct SampleRange: Equatable {
  private(set) var lowest = Double.infinity
  private(set) var highest = -Double.infinity
  /// True when no sample has a fraction.
  private(set) var isWhole = true

  /// Takes in a sample; what is no finite number does not count.
  @inline(__always) mutating func add(_ sample: Double) {
    guard sample.isFinite else { return }
    if sample < lowest { lowest = sample }
    if sample > highest { highest = sample }
    if sample != sample.rounded(.towardZero) { isWhole = false }
  }
}
