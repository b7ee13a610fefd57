import Glibc
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

/// A random sparse problem.
private struct Problem {
  var starts = [0]
  var edges: [SparseAssignment.Edge] = []
  var columnCount: Int

  /// Costs are whole multiples of -1 / `divisor`, in [-`levels` / `divisor`, -1 / `divisor`], so
  /// that sums are exact; few levels make ties.
  init(
    rows: Int, columns: Int, share: Double, levels: Int, divisor: Float,
    _ generator: inout SeededGenerator
  ) {
    columnCount = columns
    for _ in 0..<rows {
      for column in 0..<columns where generator.uniform() < share {
        let cost = -Float(Int.random(in: 1...levels, using: &generator)) / divisor
        edges.append(SparseAssignment.Edge(column: Int32(column), cost: cost))
      }
      starts.append(edges.count)
    }
  }

  /// The sum of an assignment's costs; nil if it is none.
  func total(_ columns: [Int32]) -> Double? {
    var taken: Set<Int32> = []
    var sum = 0.0
    for (row, column) in columns.enumerated() where column >= 0 {
      guard taken.insert(column).inserted,
        let edge = edges[starts[row]..<starts[row + 1]].first(where: { $0.column == column })
      else { return nil }
      sum += Double(edge.cost)
    }
    return sum
  }

  /// The least total by trying everything.
  func leastByTrying(row: Int = 0, taken: Set<Int32> = []) -> Double {
    guard row < starts.count - 1 else { return 0 }
    var best = leastByTrying(row: row + 1, taken: taken)
    for edge in edges[starts[row]..<starts[row + 1]] where !taken.contains(edge.column) {
      best = min(
        best, Double(edge.cost) + leastByTrying(row: row + 1, taken: taken.union([edge.column])))
    }
    return best
  }

  /// The least total by the Hungarian method on the full square matrix, absent pairs costing 0.
  func leastByHungarian() -> Double {
    let n = max(starts.count - 1, columnCount)
    var cost = [[Double]](repeating: [Double](repeating: 0, count: n + 1), count: n + 1)
    for row in 0..<starts.count - 1 {
      for edge in edges[starts[row]..<starts[row + 1]] {
        cost[row + 1][Int(edge.column) + 1] = Double(edge.cost)
      }
    }
    var u = [Double](repeating: 0, count: n + 1)
    var v = u
    var rowOf = [Int](repeating: 0, count: n + 1)
    for row in 1...n {
      rowOf[0] = row
      var column = 0
      var least = [Double](repeating: .infinity, count: n + 1)
      var way = [Int](repeating: 0, count: n + 1)
      var isUsed = [Bool](repeating: false, count: n + 1)
      repeat {
        isUsed[column] = true
        let here = rowOf[column]
        var delta = Double.infinity
        var next = 0
        for j in 1...n where !isUsed[j] {
          let reduced = cost[here][j] - u[here] - v[j]
          if reduced < least[j] { (least[j], way[j]) = (reduced, column) }
          if least[j] < delta { (delta, next) = (least[j], j) }
        }
        for j in 0...n {
          if isUsed[j] {
            u[rowOf[j]] += delta
            v[j] -= delta
          } else {
            least[j] -= delta
          }
        }
        column = next
      } while rowOf[column] != 0
      repeat {
        let previous = way[column]
        rowOf[column] = rowOf[previous]
        column = previous
      } while column != 0
    }
    return (1...n).reduce(0) { $0 + cost[rowOf[$1]][$1] }
  }
}

@Suite("Sparse assignment")
struct SparseAssignmentTests {
  @Test("Finds what trying all assignments finds", arguments: [1, 3, 1000])
  func againstTrying(levels: Int) {
    var generator = SeededGenerator(seed: 41, stream: UInt64(levels))
    var assignment = SparseAssignment()
    for _ in 0..<300 {
      let problem = Problem(
        rows: Int.random(in: 0...5, using: &generator),
        columns: Int.random(in: 0...5, using: &generator), share: generator.uniform(),
        levels: levels, divisor: 8, &generator)
      let columns = assignment.assign(
        starts: problem.starts, edges: problem.edges, columnCount: problem.columnCount)
      #expect(problem.total(columns) == problem.leastByTrying())
    }
  }

  @Test(
    "Finds what the Hungarian method finds",
    arguments: [(40, 40, 0.1), (60, 35, 0.3), (30, 70, 0.05), (45, 45, 1)])
  func againstHungarian(rows: Int, columns: Int, share: Double) {
    var generator = SeededGenerator(seed: 42, stream: UInt64(rows))
    var assignment = SparseAssignment()
    for levels in [4, 50, 100_000] {
      let problem = Problem(
        rows: rows, columns: columns, share: share, levels: levels, divisor: 64, &generator)
      let columns = assignment.assign(
        starts: problem.starts, edges: problem.edges, columnCount: problem.columnCount)
      #expect(problem.total(columns) == problem.leastByHungarian())
    }
  }

  @Test("The same graph twice gives the same answer, whatever came between")
  func repeats() {
    var generator = SeededGenerator(seed: 43)
    let tied = Problem(rows: 30, columns: 30, share: 0.2, levels: 2, divisor: 1, &generator)
    let other = Problem(rows: 50, columns: 10, share: 0.5, levels: 9, divisor: 1, &generator)
    var used = SparseAssignment()
    _ = used.assign(starts: other.starts, edges: other.edges, columnCount: other.columnCount)
    let second = used.assign(
      starts: tied.starts, edges: tied.edges, columnCount: tied.columnCount)
    var fresh = SparseAssignment()
    let first = fresh.assign(
      starts: tied.starts, edges: tied.edges, columnCount: tied.columnCount)
    #expect(first == second)
  }

  /// Prices `u`, `v` < 0 with `u + v <= cost` on every pair and equality on a hidden matching prove
  /// by duality that the matching is the best; with strict inequality elsewhere it is the only one.
  ///
  /// Methods that try every pair take minutes; time is that of the thread, as other tests run beside.
  @Test("Finds the hidden best of a crowd of 10,000, and soon")
  func crowd() {
    let count = 10_000
    var generator = SeededGenerator(seed: 44)
    let hidden = (0..<count).map { Int32($0) }.shuffled(using: &generator)
    let u = (0..<count).map { _ in -Int.random(in: 500...1000, using: &generator) }
    let v = (0..<count).map { _ in -Int.random(in: 500...1000, using: &generator) }
    var starts = [0]
    var edges: [SparseAssignment.Edge] = []
    for row in 0..<count {
      let own = Int(hidden[row])
      var columns = Set((0..<7).map { _ in Int.random(in: 0..<count, using: &generator) })
      columns.insert(own)
      for column in columns.sorted() {
        let slack = column == own ? 0 : Int.random(in: 1...200, using: &generator)
        edges.append(
          SparseAssignment.Edge(column: Int32(column), cost: Float(u[row] + v[column] + slack)))
      }
      starts.append(edges.count)
    }
    var assignment = SparseAssignment()
    let start = threadTime_s()
    #expect(assignment.assign(starts: starts, edges: edges, columnCount: count) == hidden)
    #expect(threadTime_s() - start < 20)
  }

  /// Time that this thread has computed, s.
  private func threadTime_s() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
  }
}
