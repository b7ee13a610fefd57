/// Detections of one frame, sorted into square cells about as wide as the gate.
struct NeighbourGrid: Sendable {
  private var cell: Float = 1
  private var columns = 0
  private var rows = 0
  private var originX: Float = 0
  private var originY: Float = 0
  private var starts: [Int] = []
  private var members: [Int32] = []

  /// Sorts `detections` into cells of edge `reach` (px), or larger if there would be too many
  /// cells.
  mutating func fill(_ detections: [Detection], reach: Float) {
    guard let first = detections.first else {
      (columns, rows) = (0, 0)
      return
    }
    var (lowX, highX, lowY, highY) = (first.x, first.x, first.y, first.y)
    for d in detections {
      lowX = min(lowX, d.x)
      highX = max(highX, d.x)
      lowY = min(lowY, d.y)
      highY = max(highY, d.y)
    }
    (originX, originY) = (lowX, lowY)
    // Limits the number of cells to a small multiple of the detections, however small the gate.
    let extent = max(highX - lowX, highY - lowY, 1e-3)
    cell = max(reach, extent / (Float(detections.count).squareRoot() * 2 + 1), 1e-3)
    columns = Int((highX - lowX) / cell) + 1
    rows = Int((highY - lowY) / cell) + 1
    starts = [Int](repeating: 0, count: columns * rows + 1)
    for d in detections { starts[index(d.x, d.y) + 1] += 1 }
    for i in 1..<starts.count { starts[i] += starts[i - 1] }
    members = [Int32](repeating: 0, count: detections.count)
    var next = starts
    for (i, d) in detections.enumerated() {
      let k = index(d.x, d.y)
      members[next[k]] = Int32(i)
      next[k] += 1
    }
  }

  /// Detections per px² of the area covered by cells.
  var density: Float {
    columns > 0 ? Float(members.count) / (Float(columns * rows) * cell * cell) : 0
  }

  private func index(_ x: Float, _ y: Float) -> Int {
    Int((y - originY) / cell) * columns + Int((x - originX) / cell)
  }

  /// Calls `visit` with each detection in a cell that overlaps the square of half-edge `reach`.
  func forEach(nearX x: Float, y: Float, reach: Float, _ visit: (Int) -> Void) {
    guard columns > 0 else { return }
    func clamped(_ value: Float, _ count: Int) -> Int {
      Int(min(max(value, 0), Float(count - 1)))
    }
    let left = (x - reach - originX) / cell
    let right = (x + reach - originX) / cell
    let top = (y - reach - originY) / cell
    let bottom = (y + reach - originY) / cell
    guard right >= 0, bottom >= 0, left < Float(columns), top < Float(rows) else { return }
    for r in clamped(top, rows)...clamped(bottom, rows) {
      let first = starts[r * columns + clamped(left, columns)]
      let last = starts[r * columns + clamped(right, columns) + 1]
      for k in first..<last { visit(Int(members[k])) }
    }
  }
}
