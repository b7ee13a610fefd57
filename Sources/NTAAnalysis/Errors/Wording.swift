/// Something the caller gives: a setting, a path or a choice.
///
/// Errors and warnings name it to say what to give or to correct.
public struct ArgumentName: Hashable, Sendable {
  /// The library's name of it; for a setting, its key in `run.yaml`.
  public let key: String

  /// The argument of that key.
  public init(_ key: String) {
    self.key = key
  }
}

/// How errors and warnings call what the caller gives.
///
/// A program with other names for the same things, such as the options of a command line, has its own
/// wording and passes it to `description(in:)` or `message(in:)`, and to whatever writes messages
/// into files.
public struct Wording: Sendable {
  private let name: @Sendable (ArgumentName) -> String

  /// A wording that calls each argument what `name` returns.
  public init(_ name: @escaping @Sendable (ArgumentName) -> String) {
    self.name = name
  }

  /// The library's own: each argument is called by its key.
  public static let library = Wording(\.key)

  /// What an argument is called.
  public subscript(argument: ArgumentName) -> String { name(argument) }
}
