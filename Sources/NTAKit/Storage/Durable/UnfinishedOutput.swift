import Glibc
import Synchronization

/// What this process is writing and has not yet moved into place.
///
/// All it writes begins as a hidden folder that is registered here, so that a program which is
/// stopped can take away whatever it has begun.
public enum UnfinishedOutput {
  private struct State {
    var isAbandoned = false
    /// Where pending folders are to move: absolute paths.
    var targets: Set<String> = []
  }

  private static let state = Mutex(State())

  /// Removes it all, and lets nothing more be begun or moved into place: for a program that is about
  /// to end.
  ///
  /// May be called while other threads write: what they attempt afterwards throws. It takes a lock,
  /// so that a dispatch source may call it, but no signal handler proper.
  public static func abandon() {
    let targets = state.withLock { state in
      state.isAbandoned = true
      return state.targets
    }
    for target in targets { PendingFolder.abandon(target) }
  }

  /// Changes something of `target` in one piece: wholly before it is abandoned, or not at all.
  ///
  /// `change` receives the targets that are being written, to add to or take from.
  static func changing(
    _ target: String, _ change: (inout Set<String>) throws(ReportError) -> Void
  ) throws(ReportError) {
    try state.withLock { state throws(ReportError) in
      guard !state.isAbandoned else {
        throw .unwritable(path: target, reason: SystemError(code: ECANCELED).text)
      }
      try change(&state.targets)
    }
  }

  /// Forgets a target of which nothing half-written is left.
  static func forget(_ target: String) {
    state.withLock { state in _ = state.targets.remove(target) }
  }
}
