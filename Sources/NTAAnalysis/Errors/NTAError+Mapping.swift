extension NTAError {
  /// Runs `body` and converts the error of its stage to an `NTAError`.
  package static func mapping<Value, Failure: StageError>(
    _ body: () throws(Failure) -> Value
  ) throws(NTAError) -> Value {
    do {
      return try body()
    } catch {
      throw NTAError(error)
    }
  }
}
