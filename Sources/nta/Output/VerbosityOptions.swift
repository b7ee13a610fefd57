import ArgumentParser

/// How much is said on standard error.
struct VerbosityOptions: ParsableArguments {
  @Flag(help: "Say nothing but errors.")
  var quiet = false

  @Flag(help: "Say where every setting came from, and more.")
  var verbose = false

  /// Refuses the two together.
  func validate() throws {
    if quiet, verbose { throw ValidationError("--quiet and --verbose exclude each other") }
  }
}
