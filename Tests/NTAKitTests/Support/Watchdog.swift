import Dispatch

/// Ends the test run when a piece of work hangs; what it was is said.
///
/// Synchronous work cannot be stopped from within, and a run that never ends says nothing.
struct Watchdog {
  private let alarm: DispatchWorkItem

  /// Starts to watch; Long enough for work that has to wait for other tests to give way.
  init(_ what: String, seconds: Int = 900) {
    alarm = DispatchWorkItem { fatalError("\(what) has not ended after \(seconds) s") }
    DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(seconds), execute: alarm)
  }

  /// The work is done.
  func done() { alarm.cancel() }
}
