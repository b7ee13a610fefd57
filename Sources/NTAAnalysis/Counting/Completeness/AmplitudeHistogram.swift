import Foundation

/// Histogram of spot amplitudes, and the amplitude noise near the counting threshold.
package struct AmplitudeHistogram: Sendable {
  /// Counting threshold, grey levels, > 0.
  let counted: Double
  /// Number of spots in bins of ln(amplitude / counted).
  private(set) var classes = [Double](repeating: 0, count: classCount)
  /// Number of spots at or below `counted`.
  private(set) var below = 0.0
  /// Standard errors of the positions of spots near `counted`, in units of the spot's sigma.
  private var errors = SystematicSample<Float>()

  private static let classWidth = 0.2
  private static let classCount = 20
  /// Spots whose amplitude is within this fraction of `counted` are near it.
  private static let near: Float = 0.15

  /// Creates an empty histogram.
  package init(counted: Double) { self.counted = counted }

  /// Creates a histogram of amplitudes in grey levels, without position errors.
  package init(counted: Double, of heights: some Sequence<Float>) {
    self.counted = counted
    for height in heights { add(height) }
  }

  /// Adds a spot.
  ///
  /// - Parameters:
  ///   - height: amplitude, grey levels.
  ///   - error: standard error of the position in units of the spot's sigma; `nan` if unknown.
  package mutating func add(_ height: Float, error: Float = .nan) {
    if Double(height) > counted {
      classes[Self.place(Double(height) / counted)] += 1
    } else {
      below += 1
    }
    let limit = Float(counted)
    if abs(height - limit) < Self.near * limit, error.isFinite { errors.add(error) }
  }

  /// Adds the spots of another histogram with the same `counted`.
  package mutating func add(_ other: AmplitudeHistogram) {
    for k in classes.indices { classes[k] += other.classes[k] }
    below += other.below
    errors.add(other.errors)
  }

  /// Index of the bin of an amplitude given as a multiple of `counted`, > 1.
  static func place(_ ratio: Double) -> Int {
    min(max(Int(log(ratio) / classWidth), 0), classCount - 1)
  }

  /// Standard deviation of an amplitude near `counted`, as a fraction of it; nil for fewer than
  /// twenty such spots.
  ///
  /// In a Gaussian fit with free position, amplitude and width, the relative error of the amplitude
  /// equals the error of the position in units of sigma (Fisher information of the five
  /// parameters).
  package var relativeNoise: Double? {
    errors.values.count >= 20 ? Double(median(of: errors.values)) : nil
  }
}
