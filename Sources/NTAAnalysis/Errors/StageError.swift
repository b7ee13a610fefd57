/// What the error enum of every stage has in common.
///
/// Its cases hold facts; `description(in:)` is the one place where they become a sentence that says
/// what happened, where (file, frame) and what to do.
public protocol StageError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The category, which determines the exit code.
  var category: ErrorCategory { get }
  /// One sentence that names what the caller gives as `wording` does: what, where, what to do.
  func description(in wording: Wording) -> String
}

extension StageError {
  /// The sentence in the library's own wording.
  public var description: String { description(in: .library) }
}

/// An error of any stage, as it leaves the pipeline.
public struct NTAError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The error of the stage.
  public let cause: any StageError

  /// The error of a stage.
  public init(_ cause: some StageError) {
    self.cause = cause
  }

  /// The category, which determines the exit code.
  public var category: ErrorCategory { cause.category }
  /// One sentence in the library's own wording: what, where, what to do.
  public var description: String { description(in: .library) }

  /// One sentence that names what the caller gives as `wording` does: what, where, what to do.
  public func description(in wording: Wording) -> String { cause.description(in: wording) }

  /// True when category and sentence are the same.
  public static func == (one: NTAError, other: NTAError) -> Bool {
    one.category == other.category && one.description == other.description
  }
}
