import Foundation

/// JSON whose numbers are read to the last digit; `JSONSerialization` is off by some units in it.
enum ExactJSON: Decodable {
  case null
  case flag(Bool)
  case number(Double)
  case text(String)
  case list([ExactJSON])
  case object([String: ExactJSON])

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let flag = try? value.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? value.decode(Double.self) {
      self = .number(number)
    } else if let text = try? value.decode(String.self) {
      self = .text(text)
    } else if let list = try? value.decode([ExactJSON].self) {
      self = .list(list)
    } else {
      self = .object(try value.decode([String: ExactJSON].self))
    }
  }

  /// The value as `JSONSerialization` would give it.
  var object: Any {
    switch self {
    case .null: NSNull()
    case .flag(let flag): NSNumber(value: flag)
    case .number(let number): NSNumber(value: number)
    case .text(let text): text
    case .list(let list): list.map(\.object)
    case .object(let object): object.mapValues(\.object)
    }
  }
}
