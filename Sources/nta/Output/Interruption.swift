import Dispatch
import Foundation
import NTAKit

/// Ends the program cleanly when the user interrupts it or the system asks it to stop.
struct Interruption {
  private let queue = DispatchQueue(label: "interruption")
  private let sources: [any DispatchSourceSignal]

  /// Listens until cancelled; what is half-written is removed before the program ends.
  init() {
    let queue = queue
    sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        UnfinishedOutput.abandon()
        if Console.isTerminal { Console.write("\n") }
        Console.say("interrupted; no half-written result is left")
        _exit(ExitStatus.interrupted.rawValue)
      }
      source.resume()
      return source
    }
  }

  /// Waits for an interruption that has begun, which ends the program.
  ///
  /// What was being written is taken away by it: the failures that follow are not worth a word.
  func settle() { queue.sync {} }

  /// Stops listening; does not return if the program is being ended.
  ///
  /// What the clean-up takes away makes the command fail: that failure must not get ahead of the
  /// interruption and give its own exit code.
  func cancel() {
    queue.sync {
      for source in sources { source.cancel() }
    }
  }
}
