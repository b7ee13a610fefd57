import NTAAnalysis
import NTAVideo

/// A property that is encoded as `null` when it has no value, so that its key is always present.
///
/// Synthesised coding omits the keys of empty optionals; the result files promise all keys.
@propertyWrapper
struct OrNull<Value: Codable & Sendable & Equatable>: Codable, Sendable, Equatable {
  var wrappedValue: Value?

  init(wrappedValue: Value?) {
    self.wrappedValue = wrappedValue
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    wrappedValue = container.decodeNil() ? nil : try container.decode(Value.self)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let wrappedValue {
      try container.encode(wrappedValue)
    } else {
      try container.encodeNil()
    }
  }
}

extension KeyedDecodingContainer {
  /// Decodes a missing key, as in an older or foreign document, as `null`.
  func decode<Value>(_ type: OrNull<Value>.Type, forKey key: Key) throws -> OrNull<Value> {
    try decodeIfPresent(type, forKey: key) ?? OrNull(wrappedValue: nil)
  }
}

extension Double {
  /// The value itself, or `nil` for infinities and NaN, which result files must not contain.
  var finite: Double? { isFinite ? self : nil }
}
