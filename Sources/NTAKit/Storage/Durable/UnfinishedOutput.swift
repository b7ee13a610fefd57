import NTAAnalysis
import NTAVideo
import Synchronization
import SystemPackage

/// The output that this process is writing and has not yet moved into place.
///
/// All output begins as a hidden folder (``PendingFolder``) that is registered here, so that an
/// interrupted program can remove what it has begun.
package enum UnfinishedOutput {
  private struct State {
    var isAbandoned = false
    /// Final locations of the pending folders: absolute paths.
    var targets: Set<String> = []
  }

  private static let state = Mutex(State())

  /// Removes all unfinished output and prevents more from being begun or moved into place, for a
  /// program that is about to end.
  ///
  /// May be called while other threads write: their later attempts throw. It takes a lock, so a
  /// dispatch source may call it but a signal handler must not.
  package static func abandon() {
    let targets = state.withLock { state in
      state.isAbandoned = true
      return state.targets
    }
    for target in targets { PendingFolder.abandon(target) }
  }

  /// Changes something of `target` atomically: entirely before it is abandoned, or not at all.
  ///
  /// `change` receives the set of targets being written, which it may modify.
  static func changing(
    _ target: String, _ change: (inout Set<String>) throws(FileError) -> Void
  ) throws(FileError) {
    try state.withLock { state throws(FileError) in
      guard !state.isAbandoned else {
        throw .unwritable(path: target, reason: Errno.canceled.reason)
      }
      try change(&state.targets)
    }
  }

  /// Removes a target from the set once none of its unfinished output is left.
  static func forget(_ target: String) {
    state.withLock { state in _ = state.targets.remove(target) }
  }
}
