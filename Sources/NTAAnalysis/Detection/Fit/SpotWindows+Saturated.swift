import Foundation

extension SpotWindows {
  /// Where a saturated spot is, and how high it must have been.
  struct SaturatedSpot: Sendable {
    /// Centre from the peak's pixel: the centroid of the light as recorded, plateau included.
    ///
    /// Clipping a round spot leaves it round, so that its centroid is where it was.
    var x: Float
    var y: Float
    /// Height of a Gaussian that is above the camera's limit on as many pixels.
    var height: Float
  }

  /// Looks at a window with saturated pixels; nil when the light in it is no more than the ground.
  ///
  /// - Parameters:
  ///   - lane: which of the four.
  ///   - level: light of the ground.
  ///   - saturation: grey level of saturated samples.
  ///   - sigma: width of an ordinary spot, px.
  /// - Returns: the spot, or nil.
  func saturatedSpot(
    _ lane: Int, above level: Float, saturation: Float, sigma: Float
  ) -> SaturatedSpot? {
    var light: Float = 0
    var sum = SIMD2<Float>.zero
    var plateau: Float = 0
    for k in 0..<pixelCount {
      let isSaturated = isSaturated(k, lane, saturation)
      guard isSaturated || shares[k][lane] > 0 else { continue }
      let value = max(samples[k][lane] - level, 0)
      light += value
      sum += value * place(k)
      // However far beyond the limit a codec has put the sample.
      if isSaturated { plateau = max(plateau, limit(k, lane, saturation) - level) }
    }
    guard light > 0 else { return nil }
    // Beyond e⁴ times the limit the flanks say less of the height than the plateau's size does not.
    let excess = min(saturated[lane] / (2 * .pi * sigma * sigma), 4)
    return SaturatedSpot(x: sum.x / light, y: sum.y / light, height: plateau * expf(excess))
  }
}
