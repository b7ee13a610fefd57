import Synchronization

/// Threads that several runs share.
///
/// Each run has one thread of its own as long as it is measured. `parallelMap` takes the free ones in
/// addition, for the duration of one call, so that the last runs of many use the threads of those that
/// have ended.
package final class SharedThreads: Sendable {
  /// The threads that the current task may take; `nil` if it shares none.
  @TaskLocal package static var current: SharedThreads?

  private let free: Mutex<Int>

  /// Threads of which a number, at least 0, is free.
  package init(free: Int) {
    self.free = Mutex(free)
  }

  /// Takes free threads.
  ///
  /// - Parameter wanted: the largest number, at least 0.
  /// - Returns: how many were taken.
  package func take(atMost wanted: Int) -> Int {
    free.withLock { free in
      let taken = min(wanted, free)
      free -= taken
      return taken
    }
  }

  /// Returns threads that are no longer used.
  package func giveBack(_ count: Int) {
    free.withLock { $0 += count }
  }
}
