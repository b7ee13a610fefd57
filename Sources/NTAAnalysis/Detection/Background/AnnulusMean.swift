/// Means over a square frame around each pixel, which leaves out what stands in its middle.
///
/// Both squares are cut at the border.
struct AnnulusMean: Sendable {
  private let sums: SummedAreaTable
  private let inner: Int
  private let outer: Int

  /// Squares of edge `2 * outer + 1` less those of edge `2 * inner + 1`, outer > inner >= 1, in px.
  init(_ sums: SummedAreaTable, inner: Int, outer: Int) {
    precondition(inner >= 1 && outer > inner)
    self.sums = sums
    self.inner = inner
    self.outer = outer
  }

  /// The mean around a pixel; over all of the square where it is no larger than its middle.
  subscript(x: Int, y: Int) -> Int16 {
    let middle = sums.square(around: x, y, radius: inner)
    let whole = sums.square(around: x, y, radius: outer)
    guard whole.count > middle.count else { return Int16(whole.sum / whole.count) }
    return Int16((whole.sum - middle.sum) / (whole.count - middle.count))
  }
}
