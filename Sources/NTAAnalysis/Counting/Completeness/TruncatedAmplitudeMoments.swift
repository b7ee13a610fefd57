import Foundation

/// Moments of the measured ln amplitude of spots of known true amplitude, given noise and a
/// detection threshold.
///
/// True and measured amplitudes are in units of the counting threshold. The noise is Gaussian and
/// independent of the amplitude. ``AxialCalibration`` uses these moments.
struct TruncatedAmplitudeMoments: Sendable {
  /// Detection probability, and mean and mean square of the detected ln amplitude multiplied by
  /// that probability.
  struct Moments: Sendable {
    var share = 0.0
    var mean = 0.0
    var square = 0.0
  }

  private let moments: [Moments]
  /// Range of ln true amplitude in the table.
  private static let range = (low: -2.0, high: 12.0)
  private static let step = 0.02
  /// Evenly spaced nodes of the standard normal distribution, truncated at four standard
  /// deviations.
  private static let deviates = stride(from: -4, through: 4, by: 0.25).map {
    (deviate: $0, weight: 0.25 * exp(-0.5 * $0 * $0) / (2 * .pi).squareRoot())
  }

  /// Tabulates the moments.
  ///
  /// - Parameters:
  ///   - relativeNoise: standard deviation of an amplitude over the counting threshold, >= 0.
  ///   - threshold: amplitude from which spots are detected, > 0.
  init(relativeNoise: Double, above threshold: Double) {
    moments = (0...Int((Self.range.high - Self.range.low) / Self.step)).map { k in
      let trueAmplitude = exp(Self.range.low + Double(k) * Self.step)
      var moments = Moments()
      for (deviate, weight) in Self.deviates {
        let measured = trueAmplitude + relativeNoise * deviate
        guard measured > threshold else { continue }
        let log = log(measured)
        moments.share += weight
        moments.mean += weight * log
        moments.square += weight * log * log
      }
      return moments
    }
  }

  /// The moments at a ln true amplitude, from the nearest entry; nil below the table, where nothing
  /// is detected.
  func moments(_ logAmplitude: Double) -> Moments? {
    let place = (logAmplitude - Self.range.low) / Self.step
    return place >= 0 ? moments[min(Int(place + 0.5), moments.count - 1)] : nil
  }
}
