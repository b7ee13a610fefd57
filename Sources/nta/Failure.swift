import ArgumentParser
import Foundation
import NTAKit

/// Ends the program when a command could not do its work.
enum Failure {
  /// Says what was wrong in one line on standard error, and exits with the code that fits.
  ///
  /// Help and version are no failures, though they arrive as errors: they go to standard output.
  static func exit(_ error: any Error) -> Never {
    if let error = error as? NTAError {
      Console.say(error.sentence)
      Foundation.exit(error.exitStatus.rawValue)
    }
    let code = NTA.exitCode(for: error)
    guard code != .success, !(error is ExitCode) else { NTA.exit(withError: error) }
    let words = NTA.message(for: error).split(whereSeparator: \.isNewline)
    Console.say(words.joined(separator: " ") + "; nta --help explains the commands")
    Foundation.exit(code.rawValue)
  }
}
