/// Who has to act on an error, and where.
public enum ErrorCategory: Sendable, Hashable, CaseIterable {
  /// A setting or another argument of the caller is wrong.
  case misuse
  /// The input is damaged or makes no sense.
  case damagedInput
  /// The input cannot be read.
  case unreadableInput
  /// The output cannot be written.
  case unwritableOutput
  /// The program itself has a fault, or the machine ran out of memory.
  case internalFault
}
