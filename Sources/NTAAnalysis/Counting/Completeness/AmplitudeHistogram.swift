import Foundation

/// Histogram of spot amplitudes, and the amplitude noise near the counting threshold.
package struct AmplitudeHistogram: Sendable {
  /// Counting threshold, grey levels, > 0.
  let countingThreshold: Double
  /// Number of spots in bins of ln(amplitude / threshold).
  private(set) var counts = [Double](repeating: 0, count: binCount)
  /// Number of spots at or below the counting threshold.
  private(set) var below = 0.0
  /// Standard errors of the positions of spots near the counting threshold, in units of the spot's
  /// sigma.
  private var errors = SystematicSample<Float>()

  private static let binWidth = 0.2
  private static let binCount = 20
  /// Spots whose amplitude is within this fraction of the threshold are near it.
  private static let near: Float = 0.15

  /// Creates an empty histogram.
  package init(countingThreshold: Double) { self.countingThreshold = countingThreshold }

  /// Creates a histogram of amplitudes in grey levels, without position errors.
  package init(countingThreshold: Double, of amplitudes: some Sequence<Float>) {
    self.countingThreshold = countingThreshold
    for amplitude in amplitudes { add(amplitude) }
  }

  /// Adds a spot.
  ///
  /// - Parameters:
  ///   - amplitude: amplitude, grey levels.
  ///   - error: standard error of the position in units of the spot's sigma; `nan` if unknown.
  package mutating func add(_ amplitude: Float, error: Float = .nan) {
    if Double(amplitude) > countingThreshold {
      counts[Self.bin(Double(amplitude) / countingThreshold)] += 1
    } else {
      below += 1
    }
    let threshold = Float(countingThreshold)
    if abs(amplitude - threshold) < Self.near * threshold, error.isFinite { errors.add(error) }
  }

  /// Adds the spots of another histogram with the same threshold.
  package mutating func add(_ other: AmplitudeHistogram) {
    for k in counts.indices { counts[k] += other.counts[k] }
    below += other.below
    errors.add(other.errors)
  }

  /// Index of the bin of an amplitude given as a multiple of the threshold, > 1.
  static func bin(_ ratio: Double) -> Int {
    min(max(Int(log(ratio) / binWidth), 0), binCount - 1)
  }

  /// Standard deviation of an amplitude near the counting threshold, as a fraction of it; nil for
  /// fewer than twenty such spots.
  ///
  /// In a Gaussian fit with free position, amplitude and width, the relative error of the amplitude
  /// equals the error of the position in units of sigma (Fisher information of the five
  /// parameters).
  package var relativeNoise: Double? {
    errors.values.count >= 20 ? Double(median(of: errors.values)) : nil
  }
}
