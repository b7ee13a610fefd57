import Dispatch
import Foundation
import NTAKit

/// A command that may leave something half-written when it is stopped.
protocol TemporaryFileOwner {
  /// Removes what is half-written.
  var temporaryFileRemoval: @Sendable () -> Void { get }
}

/// Ends the program cleanly when the user interrupts it or the system asks it to stop.
struct Interruption {
  private let sources: [any DispatchSourceSignal]
  private let queue = DispatchQueue(label: "interruption")

  /// Listens until cancelled; calls `cleanUp` before the program ends.
  init(_ cleanUp: @escaping @Sendable () -> Void) {
    let queue = queue
    sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        cleanUp()
        if Console.isTerminal { Console.write("\n") }
        Console.say("interrupted; no half-written result is left")
        _exit(NTAKit.ExitCode.interrupted.rawValue)
      }
      source.resume()
      return source
    }
  }

  /// Waits for an interruption that has begun, which ends the program.
  ///
  /// What was being written is taken away by it: the failures that follow are not worth a word.
  func settle() { queue.sync {} }

  /// Listens no longer.
  func cancel() {
    for source in sources { source.cancel() }
  }
}
