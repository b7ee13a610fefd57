import ArgumentParser
import Foundation
import NTAKit

/// Ends the program when a command has failed.
enum Failure {
  /// Prints the error as one line on standard error and exits with the matching code.
  ///
  /// Requests for help and the version also arrive as errors; they go to standard output.
  static func exit(_ error: any Error) -> Never {
    if let error = error as? NTAError {
      Console.say(error.sentence)
      Foundation.exit(error.exitStatus.rawValue)
    }
    let code = NTA.exitCode(for: error)
    guard code != .success, !(error is ExitCode) else { NTA.exit(withError: error) }
    let arguments = Array(CommandLine.arguments.dropFirst())
    Console.say(UsageError(NTA.message(for: error), arguments: arguments).sentence)
    Foundation.exit(code.rawValue)
  }
}
