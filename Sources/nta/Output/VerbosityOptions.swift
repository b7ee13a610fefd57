import ArgumentParser

/// Options for how much is printed on standard error.
struct VerbosityOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: .quiet)
  var quiet = false

  @Flag(name: .shortAndLong, help: "Print the value and the source of every setting.")
  var verbose = false

  /// Refuses the combination of both flags.
  func validate() throws {
    if quiet, verbose {
      throw ValidationError("--quiet and --verbose cannot be used together; drop one of them")
    }
  }
}

/// The same for commands without settings.
struct QuietOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: .quiet)
  var quiet = false

  // Accepted by every command, so that scripts may give it to all; there is nothing to print here.
  @Flag(name: .shortAndLong, help: .hidden)
  var verbose = false
}

extension ArgumentHelp {
  fileprivate static let quiet: Self =
    "Print neither progress nor warnings; the result and errors are still printed."
}
