import Foundation

/// How many spots of each height there are, and how well the faintest that count are known.
struct AmplitudeHistogram: Sendable {
  /// Height from which spots count, > 0 grey levels.
  let counted: Double
  /// Spots by classes of ln(height / counted).
  private(set) var classes = [Double](repeating: 0, count: classCount)
  /// Spots below `counted`.
  private(set) var below = 0.0
  /// Standard errors of the position of spots near `counted`, in units of the spot's sigma.
  private var errors = SystematicSample<Float>()

  private static let classWidth = 0.2
  private static let classCount = 20
  /// Part of `counted` by which the height of a spot near it may differ.
  private static let near: Float = 0.15

  /// No spots yet.
  init(counted: Double) { self.counted = counted }

  /// Spots of which no more is known than their heights.
  init(counted: Double, of heights: some Sequence<Float>) {
    self.counted = counted
    for height in heights { add(height) }
  }

  /// Adds a spot.
  ///
  /// - Parameters:
  ///   - height: grey levels.
  ///   - error: standard error of its position in units of its sigma; `nan` if unknown.
  mutating func add(_ height: Float, error: Float = .nan) {
    if Double(height) > counted {
      classes[Self.place(Double(height) / counted)] += 1
    } else {
      below += 1
    }
    let limit = Float(counted)
    if abs(height - limit) < Self.near * limit, error.isFinite { errors.add(error) }
  }

  /// Adds the spots of another, whose `counted` is the same.
  mutating func add(_ other: AmplitudeHistogram) {
    for k in classes.indices { classes[k] += other.classes[k] }
    below += other.below
    errors.add(other.errors)
  }

  /// The class of a height as a multiple of `counted`, above 1.
  static func place(_ ratio: Double) -> Int {
    min(max(Int(log(ratio) / classWidth), 0), classCount - 1)
  }

  /// Standard deviation of a height near `counted`, as a share of it; nil when there are fewer than
  /// twenty such spots.
  ///
  /// A Gaussian fit with free position, height and width knows the height, as a share, as well as it
  /// knows the position, in units of sigma (Fisher information of the five parameters).
  var relativeNoise: Double? {
    errors.values.count >= 20 ? Double(median(of: errors.values)) : nil
  }
}
