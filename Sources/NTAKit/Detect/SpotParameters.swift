/// The five parameters of a spot, its place counted from its peak's pixel.
struct SpotParameters: Sendable, Equatable {
  var x: Float
  var y: Float
  var height: Float
  var sigma: Float
  var ground: Float

  /// Moved by a step in the order and the scale of ``SpotSums``.
  func moved(by step: InlineArray<5, Float>) -> SpotParameters {
    let scale = slopeScale
    return SpotParameters(
      x: x + step[3] / scale, y: y + step[4] / scale, height: height + step[1],
      sigma: sigma + step[2] * sigma / scale, ground: ground + step[0])
  }

  /// What turns the slopes of ``SpotSums`` for x and y into derivatives.
  var slopeScale: Float { height / (sigma * sigma) }

  /// Keeps a step from running away: the centre stays in the window, the width near the spot's.
  func limited(reach: Float, spotSigma: Float) -> SpotParameters {
    var p = self
    p.x = min(max(p.x, -reach), reach)
    p.y = min(max(p.y, -reach), reach)
    p.sigma = min(max(p.sigma, 0.4 * spotSigma), 3 * spotSigma)
    return p
  }
}
