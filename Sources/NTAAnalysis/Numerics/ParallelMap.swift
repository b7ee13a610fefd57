import Dispatch
import Synchronization

/// Maps elements on several threads at once, each with its own worker.
///
/// Workers keep expensive state between elements and between calls; each element goes to the next
/// free worker. The state of a worker must not affect results. Where `SharedThreads` are shared, only
/// as many workers are used as there are threads free, and always one.
///
/// - Parameters:
///   - elements: the elements to map.
///   - workers: one per thread, at least one.
///   - body: maps one element.
/// - Returns: the results in the order of the elements.
package func parallelMap<Element: Sendable, Worker, Result: Sendable>(
  _ elements: [Element], workers: inout [Worker],
  _ body: @Sendable (inout Worker, Element) -> Result
) -> [Result] {
  precondition(!workers.isEmpty)
  // Skip empty input: `unsafeUninitializedCapacity` would write the count of Swift's shared
  // empty-array object (a data race).
  guard !elements.isEmpty else { return [] }
  let wanted = min(workers.count, elements.count)
  let shared = SharedThreads.current
  let taken = shared?.take(atMost: wanted - 1) ?? wanted - 1
  defer { shared?.giveBack(taken) }
  let next = Atomic(0)
  return workers.withUnsafeMutableBufferPointer { workers in
    // Safe: each iteration of the loop below runs on one thread and uses only its own worker.
    nonisolated(unsafe) let workers = workers
    return [Result](unsafeUninitializedCapacity: elements.count) { slots, initializedCount in
      // Safe: no two threads get the same index, so writing results needs no lock.
      nonisolated(unsafe) let slots = slots
      DispatchQueue.concurrentPerform(iterations: 1 + taken) { thread in
        while true {
          let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
          guard index < elements.count else { return }
          slots.initializeElement(at: index, to: body(&workers[thread], elements[index]))
        }
      }
      initializedCount = elements.count
    }
  }
}

/// Maps elements on at most `threads` threads, each with a worker made for this call.
package func parallelMap<Element: Sendable, Worker, Result: Sendable>(
  _ elements: [Element], threads: Int, worker makeWorker: () -> Worker,
  _ body: @Sendable (inout Worker, Element) -> Result
) -> [Result] {
  var workers = (0..<max(min(threads, elements.count), 1)).map { _ in makeWorker() }
  return parallelMap(elements, workers: &workers, body)
}

/// Maps elements on at most `threads` threads; results are in the order of the elements.
package func parallelMap<Element: Sendable, Result: Sendable>(
  _ elements: [Element], threads: Int, _ body: @Sendable (Element) -> Result
) -> [Result] {
  parallelMap(elements, threads: threads, worker: {}) { _, element in body(element) }
}
