import Dispatch
import Foundation
import NTAKit

/// Ends the program cleanly when the user interrupts it or the system asks it to stop.
struct Interruption {
  private let queue = DispatchQueue(label: "interruption")
  private let sources: [any DispatchSourceSignal]

  /// Starts listening for signals; unfinished output is removed before the program ends.
  init() {
    let queue = queue
    sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        UnfinishedOutput.abandon()
        if Console.isTerminal { Console.write("\n") }
        Console.say("interrupted; no unfinished result was left behind")
        _exit(ExitStatus.interrupted.rawValue)
      }
      source.resume()
      return source
    }
  }

  /// If an interruption has begun, waits for it to end the program.
  ///
  /// It removes the unfinished output, so the errors that follow from this are not printed.
  func settle() { queue.sync {} }

  /// Stops listening; does not return if an interruption is ending the program.
  ///
  /// The command fails when the clean-up removes its output. Waiting here keeps that failure from
  /// ending the program first, with another exit code.
  func cancel() {
    queue.sync {
      for source in sources { source.cancel() }
    }
  }
}
