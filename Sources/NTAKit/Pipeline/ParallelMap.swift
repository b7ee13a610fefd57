import Dispatch
import Synchronization

/// Maps elements on several threads at once.
///
/// Each thread has a worker of its own, which can keep what is costly to make from one element to
/// the next; the elements go to whichever is free. What a worker keeps must not change a result.
///
/// - Parameters:
///   - elements: what is mapped.
///   - threads: how many work at once, at least 1.
///   - makeWorker: makes a thread's worker.
///   - body: maps one element.
/// - Returns: the results in the order of the elements, whichever was ready first.
func parallelMap<Element: Sendable, Worker, Result: Sendable>(
  _ elements: [Element], threads: Int, worker makeWorker: @Sendable () -> Worker,
  _ body: @Sendable (inout Worker, Element) -> Result
) -> [Result] {
  let next = Atomic(0)
  return [Result](unsafeUninitializedCapacity: elements.count) { slots, initializedCount in
    // No two threads are given the same index, so that none needs to wait to write its result.
    nonisolated(unsafe) let slots = slots
    DispatchQueue.concurrentPerform(iterations: min(max(threads, 1), elements.count)) { _ in
      var worker = makeWorker()
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < elements.count else { return }
        slots.initializeElement(at: index, to: body(&worker, elements[index]))
      }
    }
    initializedCount = elements.count
  }
}

/// Maps elements on several threads at once; results come in the order of the elements.
func parallelMap<Element: Sendable, Result: Sendable>(
  _ elements: [Element], threads: Int, _ body: @Sendable (Element) -> Result
) -> [Result] {
  parallelMap(elements, threads: threads, worker: {}) { _, element in body(element) }
}
