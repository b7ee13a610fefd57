import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Parallel map")
struct ParallelMapTests {
  @Test("Results come in the order of the elements", arguments: [1, 2, 3, 200])
  func order(threads: Int) {
    let squares = parallelMap(Array(0..<100), threads: threads, worker: { 0 }) { _, n in n * n }
    #expect(squares == (0..<100).map { $0 * $0 })
  }

  @Test("A worker keeps what it has, and there is one a thread")
  func workers() {
    let seen = parallelMap(Array(0..<50), threads: 3, worker: { 0 }) { count, _ in
      count += 1
      return count
    }
    // Each worker counts from 1; together they count all elements.
    #expect((1...3).contains(seen.count { $0 == 1 }))
    #expect(seen.max() ?? 0 >= 50 / 3)
  }

  @Test("Workers that are lent are given back as they have become", arguments: [1, 3, 70])
  func lent(count: Int) {
    var workers = [Int](repeating: 0, count: count)
    for round in 1...3 {
      let doubles = parallelMap(Array(0..<50), workers: &workers) { worker, n in
        worker += 1
        return 2 * n
      }
      #expect(doubles == (0..<50).map { 2 * $0 })
      #expect(workers.count == count && workers.reduce(0, +) == 50 * round)
    }
  }

  @Test("Nothing makes nothing")
  func empty() {
    #expect(parallelMap([Int](), threads: 2, worker: { 0 }) { _, n in n }.isEmpty)
  }
}
