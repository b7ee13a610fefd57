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

  /// `w` in µm; nil when brightness wanders too little, or too few tracks tell.
  ///
  /// - Parameters:
  ///   - wandering: squared changes, summed over all tracks.
  ///   - startsByClass: starts of the wandering by class of the grid.
  ///   - contrast: ln(A / counted) by class.
  ///   - diffusion_um2_per_s: by class.
  ///   - interval_s: time between frames.
  /// - Returns: the half-width, or nil.
  static func width_um(
    _ wandering: BrightnessSamples.Wandering, startsByClass: [Double], contrast: [Double],
    diffusion_um2_per_s: [Double], interval_s: Double
  ) -> Double? {
    guard wandering.starts >= fewestStarts else { return nil }
    let observed = (wandering.two - wandering.one) / wandering.starts
    guard observed > 0 else { return nil }
    let total = startsByClass.reduce(0, +)
    let classes = startsByClass.indices.filter { startsByClass[$0] > 1e-3 * total }
    func expected(_ width: Double) -> Double {
      var sum = 0.0
      var weight = 0.0
      for j in classes {
        let spread = (2 * diffusion_um2_per_s[j] * interval_s).squareRoot() / width
        let depth = max(contrast[j], 0.1)
        sum +=
          startsByClass[j]
          * (meanSquare(contrast: depth, spread: spread * 2.0.squareRoot())
            - meanSquare(contrast: depth, spread: spread))
        weight += startsByClass[j]
      }
      return sum / weight
    }
    // The expectation falls with the width once the slab is wider than a step.
    var (low, high) = (log(range.low), log(range.high))
    guard expected(range.high) < observed else { return nil }
    for _ in 0..<40 {
      let middle = 0.5 * (low + high)
      if expected(exp(middle)) > observed { low = middle } else { high = middle }
    }
    return exp(0.5 * (low + high))
  }

  /// Expected squared change of ln height.
  ///
  /// - Parameters:
  ///   - contrast: ln(A / counted) > 0.
  ///   - spread: standard deviation of the displacement along z, in units of w, > 0.
  /// - Returns: the mean square, over starts in the slab and ends where it is still seen.
  static func meanSquare(contrast: Double, spread: Double) -> Double {
    let start = (0.5 * contrast).squareRoot()
    let end = (0.5 * (contrast + log(Visibility.margin))).squareRoot()
    let steps = 24
    var sum = 0.0
    var total = 0.0
    for i in 0..<steps {
      let z0 = start * (Double(i) + 0.5) / Double(steps)
      for n in -12...12 {
        let deviate = Double(n) / 4
        let z1 = z0 + spread * deviate
        guard abs(z1) < end else { continue }
        let weight = exp(-0.5 * deviate * deviate)
        let change = 2 * (z1 * z1 - z0 * z0)
        sum += weight * change * change
        total += weight
      }
    }
    return total > 0 ? sum / total : 0
  }
}
