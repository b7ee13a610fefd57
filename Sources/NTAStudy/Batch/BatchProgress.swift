import NTAKit

/// How far a batch is.
package struct BatchProgress: Sendable {
  /// Number of runs.
  package let total: Int
  /// Runs that were measured.
  package internal(set) var measured = 0
  /// Runs that were measured before and are unchanged.
  package internal(set) var skipped = 0
  /// Runs that could not be measured.
  package internal(set) var failed = 0

  /// Runs that are done, whatever came of them.
  package var done: Int { measured + skipped + failed }

  init(total: Int) { self.total = total }
}

/// What came of a run.
package enum RunOutcome: Sendable {
  /// It was measured.
  case measured
  /// It was measured before and is unchanged.
  case skipped
  /// It could not be measured.
  case failed(NTAError)
}
