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

  /// Listens until cancelled; calls `cleanUp` before the program ends.
  init(_ cleanUp: @escaping @Sendable () -> Void) {
    let queue = DispatchQueue(label: "interruption")
    sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        cleanUp()
        if Console.isTerminal { Console.write("\n") }
        Console.say("interrupted; nothing was written")
        _exit(NTAKit.ExitCode.interrupted.rawValue)
      }
      source.resume()
      return source
    }
  }

  func cancel() {
    for source in sources { source.cancel() }
  }
}
