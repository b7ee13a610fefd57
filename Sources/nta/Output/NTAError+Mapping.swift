import NTAKit

extension NTAError {
  /// Runs `body`, and gives the error of its stage the form in which it leaves the program.
  static func mapping<Value, Failure: StageError>(
    _ body: () throws(Failure) -> Value
  ) throws(NTAError) -> Value {
    do {
      return try body()
    } catch {
      throw NTAError(error)
    }
  }
}
