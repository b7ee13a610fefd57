/// Where a ``SpillableArray`` puts elements that exceed its share of memory.
///
/// The array knows no file: whoever runs a measurement supplies a store, for example one backed by a
/// temporary file. The first failure is kept; after it, every call fails.
package protocol SpillStore: Sendable {
  /// The first failure, if any.
  var failure: SpillFailure? { get }

  /// Takes `bytes` from the memory budget; false if the budget does not have that many.
  func claim(bytes: Int) -> Bool

  /// Appends bytes to the store.
  ///
  /// - Returns: the offset at which they begin; nil after a failure.
  func append(_ bytes: UnsafeRawBufferPointer) -> Int?

  /// Fills `bytes` from an offset of the store; false after a failure.
  func read(_ bytes: UnsafeMutableRawBufferPointer, at start: Int) -> Bool
}

/// Why a store could not keep or return data.
package struct SpillFailure: Sendable, Equatable {
  /// What the store calls its location, for messages.
  package var location: String
  /// The system's reason.
  package var reason: String

  package init(location: String, reason: String) {
    self.location = location
    self.reason = reason
  }
}
