import HeapModule

/// Optimal assignment of rows to columns over the pairs that are possible at all.
///
/// Minimises the sum of the costs of the chosen pairs; each row and each column is used at most
/// once, and leaving one unused costs nothing, so only pairs of negative cost are worth giving.
/// Rows enter one by one along the shortest augmenting path (Jonker & Volgenant, Computing 38:325,
/// 1987, on a sparse graph), which is exact and polynomial: crowding costs time, never the answer.
///
/// - Complexity: O(*r* *e* log *c*) at worst for *r* rows, *e* pairs, *c* columns; near O(*e*) when
///   crowds are small, since a path ends at the first free column or the row's own "none".
struct SparseAssignment: Sendable {
  /// One possible pair.
  struct Edge: Sendable {
    var column: Int32
    var cost: Float
  }

  private var columnOfRow: [Int32] = []
  private var rowOfColumn: [Int32] = []
  /// Prices of columns, <= 0 by construction; the reduced cost of a pair is never negative.
  private var price: [Double] = []
  private var distance: [Double] = []
  private var parent: [Int32] = []
  private var settled: [Bool] = []
  private var touched: [Int32] = []

  private struct Candidate: Comparable {
    var distance: Double
    var column: Int32
    static func < (a: Candidate, b: Candidate) -> Bool {
      (a.distance, a.column) < (b.distance, b.column)
    }
  }

  /// Assigns rows to columns.
  ///
  /// - Parameters:
  ///   - starts: `starts[r]..<starts[r + 1]` are the edges of row *r*; one more than there are rows.
  ///   - edges: pairs of negative cost, finite.
  ///   - columnCount: number of columns; edges stay below it.
  /// - Returns: the column of each row, or -1.
  mutating func assign(starts: [Int], edges: [Edge], columnCount: Int) -> [Int32] {
    let rowCount = starts.count - 1
    columnOfRow = [Int32](repeating: -1, count: rowCount)
    rowOfColumn = [Int32](repeating: -1, count: columnCount)
    price = [Double](repeating: 0, count: columnCount)
    distance = [Double](repeating: .infinity, count: columnCount)
    parent = [Int32](repeating: -1, count: columnCount)
    settled = [Bool](repeating: false, count: columnCount)
    for row in 0..<rowCount where !takeBest(row, starts, edges) {
      augment(from: row, starts, edges)
    }
    return columnOfRow
  }

  /// Gives a row its best column if nobody has it, and says if it did: a path of one pair.
  ///
  /// Crowds are few, so that this is mostly all there is to do. A row without pairs has what it can have.
  private mutating func takeBest(_ row: Int, _ starts: [Int], _ edges: [Edge]) -> Bool {
    var best: (column: Int, cost: Double) = (-1, 0)
    for edge in edges[starts[row]..<starts[row + 1]] {
      let cost = Double(edge.cost) - price[Int(edge.column)]
      let isBetter = cost < best.cost || (cost == best.cost && edge.column < best.column)
      if isBetter { best = (Int(edge.column), cost) }
    }
    guard best.column >= 0 else { return true }
    guard rowOfColumn[best.column] < 0 else { return false }
    columnOfRow[row] = Int32(best.column)
    rowOfColumn[best.column] = Int32(row)
    return true
  }

  /// Brings one row in along the shortest path to a free column, or to some row's giving up.
  private mutating func augment(from first: Int, _ starts: [Int], _ edges: [Edge]) {
    var heap = Heap<Candidate>()
    touched.removeAll(keepingCapacity: true)
    // Costs of paths are sums of reduced costs; "none" is a private column of cost 0 for each row.
    var row = first
    var rowDistance = 0.0
    var bestEnd = Double.infinity
    var endRow = -1
    var endColumn = -1
    // Potential of a matched row follows from its tight pair: cost - price of its column.
    while true {
      let potential = rowPotential(row, starts, edges)
      let giveUp = rowDistance - potential
      if giveUp < bestEnd { (bestEnd, endRow, endColumn) = (giveUp, row, -1) }
      for edge in edges[starts[row]..<starts[row + 1]] {
        let column = Int(edge.column)
        guard !settled[column] else { continue }
        let reach = rowDistance + max(0, Double(edge.cost) - potential - price[column])
        guard reach < distance[column], reach < bestEnd else { continue }
        if distance[column] == .infinity { touched.append(edge.column) }
        distance[column] = reach
        parent[column] = Int32(row)
        heap.insert(Candidate(distance: reach, column: edge.column))
      }
      var next = heap.popMin()
      while let candidate = next, settled[Int(candidate.column)] { next = heap.popMin() }
      guard let candidate = next, candidate.distance < bestEnd else { break }
      let column = Int(candidate.column)
      settled[column] = true
      guard rowOfColumn[column] >= 0 else {
        (bestEnd, endColumn) = (candidate.distance, column)
        break
      }
      row = Int(rowOfColumn[column])
      rowDistance = candidate.distance
    }
    for column in touched where settled[Int(column)] && distance[Int(column)] < bestEnd {
      price[Int(column)] += distance[Int(column)] - bestEnd
    }
    flip(from: first, endRow: endRow, endColumn: endColumn)
    for column in touched {
      distance[Int(column)] = .infinity
      settled[Int(column)] = false
    }
  }

  /// The lowest price-corrected cost a row can have: of its pair if matched, of its best otherwise.
  private func rowPotential(_ row: Int, _ starts: [Int], _ edges: [Edge]) -> Double {
    var lowest = 0.0
    for edge in edges[starts[row]..<starts[row + 1]] {
      lowest = min(lowest, Double(edge.cost) - price[Int(edge.column)])
    }
    return lowest
  }

  /// Re-assigns along the path that ends in a free column, or in a row left without one.
  private mutating func flip(from first: Int, endRow: Int, endColumn: Int) {
    var column: Int
    if endColumn >= 0 {
      column = endColumn
    } else {
      guard endRow != first else { return }
      column = Int(columnOfRow[endRow])
      columnOfRow[endRow] = -1
    }
    while true {
      let row = Int(parent[column])
      let previous = columnOfRow[row]
      columnOfRow[row] = Int32(column)
      rowOfColumn[column] = Int32(row)
      guard row != first else { return }
      column = Int(previous)
    }
  }
}
