import Foundation

/// What is measured of spots of each light when their heights are noisy and only those above a threshold
/// are seen.
///
/// Light and heights are in units of the height from which spots are counted; the noise is Gaussian and
/// the same for all.
struct TruncatedAmplitudeMoments: Sendable {
  /// Chance to be seen, and mean and mean square of ln height of what is seen, times that chance.
  struct Moments: Sendable {
    var share = 0.0
    var mean = 0.0
    var square = 0.0
  }

  private let moments: [Moments]
  /// ln of the light the table begins and ends with, and its step.
  private static let range = (low: -2.0, high: 12.0)
  private static let step = 0.02
  /// Even nodes of the normal law; its tails beyond four deviations are left out.
  private static let deviates = stride(from: -4, through: 4, by: 0.25).map {
    (deviate: $0, weight: 0.25 * exp(-0.5 * $0 * $0) / (2 * .pi).squareRoot())
  }

  /// Tabulates the moments.
  ///
  /// - Parameters:
  ///   - relativeNoise: standard deviation of a height over that from which spots are counted, >= 0.
  ///   - threshold: height from which spots are seen, > 0.
  init(relativeNoise: Double, above threshold: Double) {
    moments = (0...Int((Self.range.high - Self.range.low) / Self.step)).map { k in
      let light = exp(Self.range.low + Double(k) * Self.step)
      var moments = Moments()
      for (deviate, weight) in Self.deviates {
        let height = light + relativeNoise * deviate
        guard height > threshold else { continue }
        let log = log(height)
        moments.share += weight
        moments.mean += weight * log
        moments.square += weight * log * log
      }
      return moments
    }
  }

  /// The moments of spots of a ln light; nil below the table, where nothing is seen.
  func moments(_ logLight: Double) -> Moments? {
    let place = (logLight - Self.range.low) / Self.step
    return place >= 0 ? moments[min(Int(place + 0.5), moments.count - 1)] : nil
  }
}
