import Foundation

/// The absolute depth of the slab, from how fast brightness wanders as particles cross it.
///
/// For a known diffusion coefficient the squared change of ln height over a time tells `w`. What is
/// expected is integrated over starts anywhere in the counted slab and over ends where the particle
/// is still above the threshold: those that drop out while fading are not there to be measured, which
/// the plain formula `16 D dt L / (3 w²)` would miss. The change over two frames less that over one is
/// free of the noise of the heights but for this: particles go where they are fainter, and the ln of a
/// faint one is noisier. That is expected, too.
enum AxialCalibration {
  /// Fewest starts from which anything is said.
  private static let fewestStarts = 200.0
  /// Widths that are possible, µm.
  private static let range = (low: 0.5, high: 500.0)

  /// Halvings of the range of ln w before what is left is taken as straight: 0.2 % of a width.
  private static let halvings = 12

  /// A half-width of the fading.
  struct Width: Sendable, Equatable {
    var value_um: Double
    /// Standard error over the value: of the tracks, and of the shape the slab is taken to have.
    var relativeError: Double
  }

  /// What the width of a slab of another shape than a Gaussian is off by, as a share: found with
  /// simulated slabs of sheet and defocus.
  private static let shapeError = 0.05

  /// `w`; nil when brightness wanders too little, or too few tracks tell.
  ///
  /// - Parameters:
  ///   - wanderings: squared changes of each track.
  ///   - startsByClass: starts of the wandering by class of the grid.
  ///   - contrast: ln(A / counted) by class.
  ///   - diffusion_um2_per_s: by class.
  ///   - interval_s: time between frames.
  ///   - relativeNoise: standard deviation of a height over that from which spots are counted.
  /// - Returns: the half-width, or nil.
  static func width(
    _ wanderings: [BrightnessSamples.Wandering], startsByClass: [Double], contrast: [Double],
    diffusion_um2_per_s: [Double], interval_s: Double, relativeNoise: Double
  ) -> Width? {
    let starts = wanderings.reduce(0) { $0 + Double($1.starts) }
    guard starts >= fewestStarts else { return nil }
    let observed = wanderings.reduce(0) { $0 + Double($1.two) - Double($1.one) } / starts
    guard observed > 0 else { return nil }
    let heights = Heights(relativeNoise: relativeNoise)
    let kinds = kinds(startsByClass, contrast, diffusion_um2_per_s)
    func expected(_ width: Double) -> Double {
      var sum = 0.0
      var weight = 0.0
      for kind in kinds {
        let spread = (2 * kind.diffusion_um2_per_s * interval_s).squareRoot() / width
        sum += kind.starts * growth(contrast: kind.contrast, spread: spread, heights)
        weight += kind.starts
      }
      return sum / weight
    }
    // The expectation falls with the width once the slab is wider than a step, nearly as its square:
    // between near ends its logarithm is straight.
    var (low, high) = (log(range.low), log(range.high))
    var (above, below) = (Double.infinity, expected(range.high))
    guard below < observed else { return nil }
    for _ in 0..<halvings {
      let middle = 0.5 * (low + high)
      let value = expected(exp(middle))
      if value > observed {
        (low, above) = (middle, value)
      } else {
        (high, below) = (middle, value)
      }
    }
    let isKnown = above.isFinite && below > 0
    let place = isKnown ? log(above / observed) / log(above / below) : 0.5
    let scatter = wanderings.reduce(0) { sum, wandering in
      let growth = Double(wandering.two) - Double(wandering.one)
      let off = growth - observed * Double(wandering.starts)
      return sum + off * off
    }
    // What is observed falls with the square of the width.
    let ownError = 0.5 * scatter.squareRoot() / (starts * observed)
    return Width(
      value_um: exp(low + place * (high - low)),
      relativeError: (ownError * ownError + shapeError * shapeError).squareRoot())
  }

  /// Particles of about one size.
  private struct Kind {
    var starts = 0.0
    var contrast = 0.0
    var diffusion_um2_per_s = 0.0
  }

  /// Classes of the grid taken together.
  private static let classesPerKind = 3

  /// A few neighbouring classes at a time, without those that hardly any start is of.
  private static func kinds(
    _ starts: [Double], _ contrast: [Double], _ diffusion_um2_per_s: [Double]
  ) -> [Kind] {
    let least = 2e-3 * starts.reduce(0, +)
    return stride(from: 0, to: starts.count, by: classesPerKind).compactMap { first in
      var kind = Kind()
      for j in first..<min(first + classesPerKind, starts.count) where starts[j] > least {
        kind.starts += starts[j]
        kind.contrast += starts[j] * max(contrast[j], 0.1)
        kind.diffusion_um2_per_s += starts[j] * diffusion_um2_per_s[j]
      }
      guard kind.starts > 0 else { return nil }
      kind.contrast /= kind.starts
      kind.diffusion_um2_per_s /= kind.starts
      return kind
    }
  }

  /// Heights where a crossing starts, which are counted, and where it goes, which are seen.
  struct Heights: Sendable {
    let start: TruncatedAmplitudeMoments
    let end: TruncatedAmplitudeMoments

    init(relativeNoise: Double) {
      start = TruncatedAmplitudeMoments(relativeNoise: relativeNoise, above: 1)
      end = TruncatedAmplitudeMoments(
        relativeNoise: relativeNoise, above: 1 / DetectionProbability.margin)
    }
  }

  /// Expected squared change of ln height over two frames, less that over one.
  ///
  /// - Parameters:
  ///   - contrast: ln(A / counted) > 0.
  ///   - spread: standard deviation of the displacement along z in a frame, in units of w, > 0.
  ///   - heights: what is measured of which light.
  /// - Returns: the difference, over starts in the slab that are still seen in both frames.
  static func growth(contrast: Double, spread: Double, _ heights: Heights) -> Double {
    // No noise lifts what has a third of the light of what is counted.
    let far = (0.5 * (contrast + 1.1)).squareRoot()
    var sum = 0.0
    var total = 0.0
    for i in 0..<startCount {
      let z0 = far * (Double(i) + 0.5) / Double(startCount)
      guard let start = heights.start.moments(contrast - 2 * z0 * z0), start.share > 0 else {
        continue
      }
      for (first, weight) in deviates {
        let z1 = z0 + spread * first
        guard let one = heights.end.moments(contrast - 2 * z1 * z1), one.share > 0 else {
          continue
        }
        var two = TruncatedAmplitudeMoments.Moments()
        for (second, share) in deviates {
          let z2 = z1 + spread * second
          guard let end = heights.end.moments(contrast - 2 * z2 * z2) else { continue }
          two.share += share * end.share
          two.mean += share * end.mean
          two.square += share * end.square
        }
        // Of (L2 - L0)² less (L1 - L0)², in which the square of L0 is in both.
        let change =
          start.share * (one.share * two.square - one.square * two.share)
          - 2 * start.mean * (one.share * two.mean - one.mean * two.share)
        sum += weight * change
        total += weight * start.share * one.share * two.share
      }
    }
    return total > 0 ? sum / total : 0
  }

  /// Starts looked at between the middle of the slab and where nothing is counted.
  private static let startCount = 24
  /// Standard normal deviates and their weights: even nodes are exact for all but the cut ends.
  private static let deviates: [(Double, Double)] = (-7...7).map {
    (0.5 * Double($0), exp(-0.125 * Double($0 * $0)))
  }
}
