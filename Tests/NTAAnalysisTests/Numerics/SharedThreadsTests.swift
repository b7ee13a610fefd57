import Synchronization
import Testing

@testable import NTAAnalysis

struct SharedThreadsTests {
  @Test("no more threads are taken than are free, and all come back")
  func free() {
    let shared = SharedThreads(free: 3)
    #expect(shared.take(atMost: 2) == 2)
    #expect(shared.take(atMost: 5) == 1)
    #expect(shared.take(atMost: 1) == 0)
    shared.giveBack(2)
    #expect(shared.take(atMost: 5) == 2)
  }

  @Test("a map uses one worker without free threads and gives the same results")
  func map() {
    let elements = Array(0..<50)
    for free in [0, 1] {
      let shared = SharedThreads(free: free)
      let used = Mutex<Set<Int>>([])
      var workers = Array(0..<4)
      let squares = SharedThreads.$current.withValue(shared) {
        parallelMap(elements, workers: &workers) { worker, element in
          _ = used.withLock { $0.insert(worker) }
          return element * element
        }
      }
      #expect(squares == elements.map { $0 * $0 })
      #expect(used.withLock { $0 }.isSubset(of: Set(0...free)))
      // What was taken is free again.
      #expect(shared.take(atMost: 9) == free)
    }
  }
}
