import HeapModule

/// Optimal assignment of rows (tracks) to columns (detections) over a sparse set of pairs.
///
/// Minimises the sum of the costs of the chosen pairs. Each row and each column is used at most
/// once, and leaving one unused costs nothing, so only pairs of negative cost need to be given.
/// Rows are added one at a time along the shortest augmenting path (Jonker & Volgenant, Computing
/// 38:325, 1987, on a sparse graph). This is exact and polynomial: a high detection density costs
/// time, not optimality.
///
/// - Complexity: O(*r* *e* log *c*) at worst for *r* rows, *e* pairs, *c* columns; near O(*e*) when
///   clusters of competing pairs are small, because a path ends at the first free column or at a
///   row left unassigned.
package struct SparseAssignment: Sendable {
  /// One possible pair.
  package struct Edge: Sendable {
    var column: Int32
    var cost: Float

    /// A pair of the row whose list it is in and a column, of negative, finite cost.
    package init(column: Int32, cost: Float) {
      self.column = column
      self.cost = cost
    }
  }

  private var columnOfRow: [Int32] = []
  private var rowOfColumn: [Int32] = []
  /// Dual prices of the columns, <= 0 by construction; the reduced cost of a pair is never
  /// negative.
  private var price: [Double] = []
  private var distance: [Double] = []
  private var parent: [Int32] = []
  private var settled: [Bool] = []
  private var touched: [Int32] = []

  /// An assignment that has not been made yet.
  package init() {}

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
  ///   - starts: `starts[r]..<starts[r + 1]` are the edges of row *r*; one element more than rows.
  ///   - edges: pairs of negative, finite cost.
  ///   - columnCount: number of columns; column indices of edges lie below it.
  /// - Returns: the column of each row, or -1 if it is unassigned.
  package mutating func assign(starts: [Int], edges: [Edge], columnCount: Int) -> [Int32] {
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

  /// Assigns a row its best column if that is free, an augmenting path of one pair.
  ///
  /// Detections seldom compete, so this settles most rows.
  ///
  /// - Returns: false if the best column is taken; true otherwise, also for a row without pairs.
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

  /// Adds one row along the shortest path that ends in a free column or in a row left unassigned.
  private mutating func augment(from first: Int, _ starts: [Int], _ edges: [Edge]) {
    var heap = Heap<Candidate>()
    touched.removeAll(keepingCapacity: true)
    // Path costs are sums of reduced costs. Staying unassigned is modelled as a private column of
    // cost 0 for each row.
    var row = first
    var rowDistance = 0.0
    var bestEnd = Double.infinity
    var endRow = -1
    var endColumn = -1
    // Complementary slackness makes the pair of a matched row tight: potential = cost - price.
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

  /// The lowest price-corrected cost of a row: that of its pair if matched, of its best option
  /// otherwise.
  private func rowPotential(_ row: Int, _ starts: [Int], _ edges: [Edge]) -> Double {
    var lowest = 0.0
    for edge in edges[starts[row]..<starts[row + 1]] {
      lowest = min(lowest, Double(edge.cost) - price[Int(edge.column)])
    }
    return lowest
  }

  /// Reassigns along the path, which ends in a free column or in a row that becomes unassigned.
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
