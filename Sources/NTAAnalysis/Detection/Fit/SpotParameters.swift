/// The five parameters of four spots, one per vector lane.
///
/// Positions are in px from the pixel of each spot's peak.
struct SpotParameters: Sendable, Equatable {
  var x: SIMD4<Float>
  var y: SIMD4<Float>
  var amplitude: SIMD4<Float>
  var sigma: SIMD4<Float>
  var background: SIMD4<Float>

  /// The parameters after a step in the order and scale of ``SpotSums``.
  func moved(by step: InlineArray<5, SIMD4<Float>>) -> SpotParameters {
    let scale = slopeScale
    return SpotParameters(
      x: x + step[3] / scale, y: y + step[4] / scale, amplitude: amplitude + step[1],
      sigma: sigma + step[2] * sigma / scale, background: background + step[0])
  }

  /// Factor that turns the unscaled derivatives of ``SpotSums`` for x and y into true derivatives.
  var slopeScale: SIMD4<Float> { amplitude / (sigma * sigma) }

  /// The parameters with the centre limited to ±`reach` px and sigma to 0.4...3 times `spotSigma`.
  func limited(reach: Float, spotSigma: Float) -> SpotParameters {
    var p = self
    p.x = clamped(p.x, -reach, reach)
    p.y = clamped(p.y, -reach, reach)
    p.sigma = clamped(p.sigma, 0.4 * spotSigma, 3 * spotSigma)
    return p
  }

  /// Replaces the marked lanes by those of `other`.
  mutating func replace(with other: SpotParameters, where mask: SIMDMask<SIMD4<Int32>>) {
    x.replace(with: other.x, where: mask)
    y.replace(with: other.y, where: mask)
    amplitude.replace(with: other.amplitude, where: mask)
    sigma.replace(with: other.sigma, where: mask)
    background.replace(with: other.background, where: mask)
  }
}

@inline(__always)
private func clamped(_ v: SIMD4<Float>, _ lowest: Float, _ highest: Float) -> SIMD4<Float> {
  let low = SIMD4(repeating: lowest)
  let high = SIMD4(repeating: highest)
  let raised = v.replacing(with: low, where: v .< low)
  return raised.replacing(with: high, where: raised .> high)
}
