/// The peaks that stand near each of four peaks, as vectors of which each lane is one of the four.
struct NeighboursOfFour: Sendable {
  private var columns: [SIMD4<Float>] = []
  private var rows: [SIMD4<Float>] = []
  private var halfSquares: [SIMD4<Float>] = []
  private var counts = InlineArray<4, Int>(repeating: 0)

  /// Neighbours of the peak that has most of them.
  var depth: Int { columns.count }

  /// Forgets all.
  mutating func removeAll() {
    columns.removeAll(keepingCapacity: true)
    rows.removeAll(keepingCapacity: true)
    halfSquares.removeAll(keepingCapacity: true)
    counts = InlineArray(repeating: 0)
  }

  /// Adds a neighbour `x` columns and `y` rows away from peak `lane`.
  mutating func add(x: Int, y: Int, to lane: Int) {
    let i = counts[lane]
    counts[lane] += 1
    if i == columns.count {
      columns.append(.zero)
      rows.append(.zero)
      // Where there is no neighbour, nothing is beyond the middle to it.
      halfSquares.append(SIMD4(repeating: .infinity))
    }
    columns[i][lane] = Float(x)
    rows[i][lane] = Float(y)
    halfSquares[i][lane] = 0.5 * Float(x * x + y * y)
  }

  /// Where neighbour `i` of each peak is, and half of its squared distance.
  func offsets(_ i: Int) -> (x: SIMD4<Float>, y: SIMD4<Float>, halfSquare: SIMD4<Float>) {
    (columns[i], rows[i], halfSquares[i])
  }
}
