import Dispatch
import Synchronization

/// Maps elements on several threads at once, each with a worker of its own.
///
/// Workers keep what is costly to make from one element to the next, and from one call to the next; the
/// elements go to whichever is free. What a worker keeps must not change a result.
///
/// - Parameters:
///   - elements: what is mapped.
///   - workers: one a thread, at least one.
///   - body: maps one element.
/// - Returns: the results in the order of the elements, whichever was ready first.
func parallelMap<Element: Sendable, Worker, Result: Sendable>(
  _ elements: [Element], workers: inout [Worker],
  _ body: @Sendable (inout Worker, Element) -> Result
) -> [Result] {
  precondition(!workers.isEmpty)
  // An array made by hand sets its count, and all empty arrays are one object that others read.
  guard !elements.isEmpty else { return [] }
  let next = Atomic(0)
  return workers.withUnsafeMutableBufferPointer { workers in
    // Each iteration of the loop below is one thread's, and has one worker to itself.
    nonisolated(unsafe) let workers = workers
    return [Result](unsafeUninitializedCapacity: elements.count) { slots, initializedCount in
      // No two threads are given the same index, so that none needs to wait to write its result.
      nonisolated(unsafe) let slots = slots
      DispatchQueue.concurrentPerform(iterations: min(workers.count, elements.count)) { thread in
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

/// Maps elements on several threads at once, at least one, each with a worker made for this call.
func parallelMap<Element: Sendable, Worker, Result: Sendable>(
  _ elements: [Element], threads: Int, worker makeWorker: () -> Worker,
  _ body: @Sendable (inout Worker, Element) -> Result
) -> [Result] {
  var workers = (0..<max(min(threads, elements.count), 1)).map { _ in makeWorker() }
  return parallelMap(elements, workers: &workers, body)
}

/// Maps elements on several threads at once; results come in the order of the elements.
func parallelMap<Element: Sendable, Result: Sendable>(
  _ elements: [Element], threads: Int, _ body: @Sendable (Element) -> Result
) -> [Result] {
  parallelMap(elements, threads: threads, worker: {}) { _, element in body(element) }
}
