/// Local means over a square annulus, which excludes the structure in its middle.
///
/// Both squares are clipped at the border. `StaticBackground` uses it as the local background.
struct AnnulusMean: Sendable {
  private let sums: SummedAreaTable
  private let inner: Int
  private let outer: Int

  /// Squares of edge `2 * outer + 1` px minus squares of edge `2 * inner + 1` px.
  ///
  /// Requires outer > inner >= 1.
  init(_ sums: SummedAreaTable, inner: Int, outer: Int) {
    precondition(inner >= 1 && outer > inner)
    self.sums = sums
    self.inner = inner
    self.outer = outer
  }

  /// The mean around a pixel; over the whole outer square if clipping leaves no annulus.
  subscript(x: Int, y: Int) -> Int16 {
    let middle = sums.square(around: x, y, radius: inner)
    let whole = sums.square(around: x, y, radius: outer)
    guard whole.count > middle.count else { return Int16(whole.sum / whole.count) }
    return Int16((whole.sum - middle.sum) / (whole.count - middle.count))
  }
}
