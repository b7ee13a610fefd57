import ArgumentParser

/// Options for how much is printed on standard error.
struct VerbosityOptions: ParsableArguments {
  @Flag(help: "Print only errors.")
  var quiet = false

  @Flag(help: "Print the value and the source of every setting.")
  var verbose = false

  /// Refuses the combination of both flags.
  func validate() throws {
    if quiet, verbose {
      throw ValidationError("--quiet and --verbose cannot be used together; drop one of them")
    }
  }
}
