/// The neighbours of each of four peaks; each vector lane belongs to one of the four.
struct NeighboursOfFour: Sendable {
  private var columns: [SIMD4<Float>] = []
  private var rows: [SIMD4<Float>] = []
  private var halfSquares: [SIMD4<Float>] = []
  private var counts = InlineArray<4, Int>(repeating: 0)

  /// Largest number of neighbours of any of the four peaks.
  var depth: Int { columns.count }

  /// Removes all neighbours.
  mutating func removeAll() {
    columns.removeAll(keepingCapacity: true)
    rows.removeAll(keepingCapacity: true)
    halfSquares.removeAll(keepingCapacity: true)
    counts = InlineArray(repeating: 0)
  }

  /// Adds a neighbour of peak `lane` at an offset of `x` columns and `y` rows.
  mutating func add(x: Int, y: Int, to lane: Int) {
    let i = counts[lane]
    counts[lane] += 1
    if i == columns.count {
      columns.append(.zero)
      rows.append(.zero)
      // In lanes without this neighbour, no pixel is excluded.
      halfSquares.append(SIMD4(repeating: .infinity))
    }
    columns[i][lane] = Float(x)
    rows[i][lane] = Float(y)
    halfSquares[i][lane] = 0.5 * Float(x * x + y * y)
  }

  /// Offsets of neighbour `i` of each peak, and half of its squared distance.
  func offsets(_ i: Int) -> (x: SIMD4<Float>, y: SIMD4<Float>, halfSquare: SIMD4<Float>) {
    (columns[i], rows[i], halfSquares[i])
  }
}
