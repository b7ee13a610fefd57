import Glibc
import NTAAnalysis
import NTAVideo

/// Colours for diameters: the brighter part of viridis over a logarithmic range.
///
/// Lightness increases evenly along viridis (Smith and van der Walt, 2015), so the order survives
/// colour blindness and grey prints. Its darkest third is left out, because it is drawn on black.
struct DiameterColors: Sendable, Equatable {
  /// Diameters at both ends; diameters beyond have the colours of the ends.
  let range_nm: ClosedRange<Double>

  /// Colour of tracks without a diameter, such as those too short to be sized.
  static let unsized = Color(gray: 150)

  /// Colours for the central 90 % of some diameters, with round ends; 30 to 300 nm if there are
  /// none.
  init(diameters_nm: some Collection<Double>) {
    let sorted = diameters_nm.filter { $0.isFinite && $0 > 0 }.sorted()
    guard let smallest = sorted.first else {
      range_nm = 30...300
      return
    }
    let low = sorted[sorted.count / 20]
    let high = sorted[sorted.count - 1 - sorted.count / 20]
    let step = smallest < 20 ? 2.0 : 10
    let lower = max((low / step).rounded(.down) * step, step)
    range_nm = lower...max((high / step).rounded(.up) * step, 1.5 * lower)
  }

  /// The colour of a diameter.
  func color(diameter_nm: Double) -> Color {
    let share =
      log(diameter_nm / range_nm.lowerBound) / log(range_nm.upperBound / range_nm.lowerBound)
    return Self.color(share: share)
  }

  /// The colour at a fraction of the range, 0...1.
  static func color(share: Double) -> Color {
    let place = min(max(share.isFinite ? share : 0, 0), 1) * Double(anchors.count - 1)
    let index = min(Int(place), anchors.count - 2)
    let (low, high) = (anchors[index], anchors[index + 1])
    func mixed(_ low: UInt8, _ high: UInt8) -> UInt8 {
      UInt8(Double(low) + (place - Double(index)) * (Double(high) - Double(low)) + 0.5)
    }
    return Color(
      red: mixed(low.red, high.red), green: mixed(low.green, high.green),
      blue: mixed(low.blue, high.blue))
  }

  /// Viridis from 0.3 to 1, in even steps of 0.1.
  private static let anchors = [
    0x355f8d, 0x2a788e, 0x21918c, 0x22a884, 0x44bf70, 0x7ad151, 0xbddf26, 0xfde725,
  ].map { Color(hex: $0) }
}
