import Foundation

/// The absolute depth of the slab, from how fast brightness wanders as particles cross it.
///
/// For a known diffusion coefficient the squared change of ln height over a time tells `w`. What is
/// expected is integrated over starts anywhere in the counted slab and over ends where the particle
/// is still detected: those that drop out while fading are not there to be measured, which the plain
/// formula `16 D dt L / (3 w²)` would miss. The change over two frames less that over one is free of
/// the noise of the heights.
enum SlabWander {
  /// Fewest starts from which anything is said.
  private static let fewestStarts = 200.0
  /// Widths that are possible, µm.
  private static let range = (low: 0.5, high: 500.0)

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
  /// - Returns: the half-width, or nil.
  static func width(
    _ wanderings: [BrightnessSamples.Wandering], startsByClass: [Double], contrast: [Double],
    diffusion_um2_per_s: [Double], interval_s: Double
  ) -> Width? {
    let starts = wanderings.reduce(0) { $0 + Double($1.starts) }
    guard starts >= fewestStarts else { return nil }
    let observed = wanderings.reduce(0) { $0 + Double($1.two) - Double($1.one) } / starts
    guard observed > 0 else { return nil }
    let total = startsByClass.reduce(0, +)
    let classes = startsByClass.indices.filter { startsByClass[$0] > 2e-3 * total }
    func expected(_ width: Double) -> Double {
      var sum = 0.0
      var weight = 0.0
      for j in classes {
        let spread = (2 * diffusion_um2_per_s[j] * interval_s).squareRoot() / width
        sum += startsByClass[j] * growth(contrast: max(contrast[j], 0.1), spread: spread)
        weight += startsByClass[j]
      }
      return sum / weight
    }
    // The expectation falls with the width once the slab is wider than a step.
    var (low, high) = (log(range.low), log(range.high))
    guard expected(range.high) < observed else { return nil }
    for _ in 0..<24 {
      let middle = 0.5 * (low + high)
      if expected(exp(middle)) > observed { low = middle } else { high = middle }
    }
    let scatter = wanderings.reduce(0) { sum, wandering in
      let growth = Double(wandering.two) - Double(wandering.one)
      let off = growth - observed * Double(wandering.starts)
      return sum + off * off
    }
    // What is observed falls with the square of the width.
    let ownError = 0.5 * scatter.squareRoot() / (starts * observed)
    return Width(
      value_um: exp(0.5 * (low + high)),
      relativeError: (ownError * ownError + shapeError * shapeError).squareRoot())
  }

  /// Expected squared change of ln height over two frames, less that over one.
  ///
  /// - Parameters:
  ///   - contrast: ln(A / counted) > 0.
  ///   - spread: standard deviation of the displacement along z in a frame, in units of w, > 0.
  /// - Returns: the difference, over starts in the slab that are still seen in both frames.
  static func growth(contrast: Double, spread: Double) -> Double {
    let start = (0.5 * contrast).squareRoot()
    let end = (0.5 * (contrast + log(Visibility.margin))).squareRoot()
    var sum = 0.0
    var total = 0.0
    for i in 0..<startCount {
      let z0 = start * (Double(i) + 0.5) / Double(startCount)
      for (first, weight) in deviates {
        let z1 = z0 + spread * first
        guard abs(z1) < end else { continue }
        for (second, share) in deviates {
          let z2 = z1 + spread * second
          guard abs(z2) < end else { continue }
          // Of (z2² - z0²)² less (z1² - z0²)², each four times.
          let change = (z2 * z2 - z1 * z1) * (z2 * z2 + z1 * z1 - 2 * z0 * z0)
          sum += 4 * weight * share * change
          total += weight * share
        }
      }
    }
    return total > 0 ? sum / total : 0
  }

  /// Starts looked at between the middle of the slab and its edge.
  private static let startCount = 20
  /// Standard normal deviates and their weights: even nodes are exact for all but the cut ends.
  private static let deviates: [(Double, Double)] = (-7...7).map {
    (0.5 * Double($0), exp(-0.125 * Double($0 * $0)))
  }
}
