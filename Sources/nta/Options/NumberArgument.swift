import ArgumentParser
import NTAKit

/// Numbers on the command line as people write them: see `WrittenNumber`.
enum NumberArgument {
  /// Reads a number in a unit, which may follow it.
  static func reading(_ unit: String) -> @Sendable (String) throws -> Double {
    { text in
      try value { () throws(NumberProblem) in try WrittenNumber.value(of: text, in: unit) }
    }
  }

  /// The value that `read` returns; its error becomes the reason that the command line prints.
  static func value(_ read: () throws(NumberProblem) -> Double) throws -> Double {
    do throws(NumberProblem) {
      return try read()
    } catch {
      throw ValidationError(error.remedy)
    }
  }
}

extension Option where Value == Double {
  /// A number that must be given.
  init(unit: String, help: ArgumentHelp) {
    self.init(help: help, transform: NumberArgument.reading(unit))
  }

  /// A number with a default.
  init(wrappedValue: Double, unit: String, help: ArgumentHelp) {
    self.init(wrappedValue: wrappedValue, help: help, transform: NumberArgument.reading(unit))
  }
}

extension Option where Value == Double? {
  /// A number that may be given.
  init(unit: String, help: ArgumentHelp) {
    self.init(help: help, transform: NumberArgument.reading(unit))
  }
}
