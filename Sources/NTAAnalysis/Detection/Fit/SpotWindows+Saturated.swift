import Foundation

extension SpotWindows {
  /// Position and estimated amplitude of a saturated spot.
  struct SaturatedSpot: Sendable {
    /// Centre relative to the peak's pixel, px: the centroid of the recorded intensity, including
    /// the plateau.
    ///
    /// Clipping a round spot leaves it round, so its centroid does not move.
    var x: Float
    var y: Float
    /// Amplitude of a Gaussian that exceeds saturation on the same number of pixels, grey levels.
    var amplitude: Float
  }

  /// Locates the spot of a window with saturated pixels.
  ///
  /// - Parameters:
  ///   - lane: the window, 0...3.
  ///   - level: background level, grey levels.
  ///   - saturation: grey level of saturated samples.
  ///   - sigma: sigma of the PSF, px.
  /// - Returns: the spot, or nil if no pixel is above the background level.
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
      // Use the saturation level itself, since a codec may have moved the sample above it.
      if isSaturated { plateau = max(plateau, limit(k, lane, saturation) - level) }
    }
    guard light > 0 else { return nil }
    // Above e⁴ times saturation, neither the flanks nor the plateau area constrain the amplitude.
    let excess = min(saturated[lane] / (2 * .pi * sigma * sigma), 4)
    return SaturatedSpot(x: sum.x / light, y: sum.y / light, amplitude: plateau * expf(excess))
  }
}
