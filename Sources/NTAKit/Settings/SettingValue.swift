import NTAAnalysis
import NTAVideo

/// The value of a setting of any type, as supplied by a source and written to `summary.json`.
public enum SettingValue: Sendable, Equatable {
  /// Yes or no.
  case flag(Bool)
  /// A number in the unit of its setting.
  case number(Double)
  /// A whole number, such as a seed, that may exceed the precision of a `Double`.
  case whole(UInt64)
  /// A name, a date, or one of a few allowed words.
  case text(String)
}

extension SettingValue {
  /// The value as text without its unit, for messages.
  var plain: String {
    switch self {
    case .flag(let flag): "\(flag)"
    case .number(let number): "\(number)"
    case .whole(let whole): "\(whole)"
    case .text(let text): text
    }
  }
}

/// A type of setting values.
public protocol SettingType: Sendable, Equatable {
  /// Reads a value; `nil` if it is not of this type.
  init?(_ value: SettingValue)
  /// The value in the type-independent form of the sources.
  var settingValue: SettingValue { get }
}

extension Double: SettingType {
  /// The number of a value; `nil` for anything else.
  public init?(_ value: SettingValue) {
    guard case .number(let number) = value else { return nil }
    self = number
  }

  /// The number as a setting.
  public var settingValue: SettingValue { .number(self) }
}

extension Int: SettingType {
  /// The number of a value, if it is whole; `nil` for anything else.
  public init?(_ value: SettingValue) {
    guard case .number(let number) = value else { return nil }
    self.init(exactly: number)
  }

  /// The number as a setting.
  public var settingValue: SettingValue { .number(Double(self)) }
}

extension UInt64: SettingType {
  /// The whole number of a value; `nil` for anything else.
  public init?(_ value: SettingValue) {
    switch value {
    case .whole(let whole): self = whole
    case .number(let number): self.init(exactly: number)
    case .flag, .text: return nil
    }
  }

  /// The number as a setting.
  public var settingValue: SettingValue { .whole(self) }
}

extension Bool: SettingType {
  /// Yes or no; `nil` for anything else.
  public init?(_ value: SettingValue) {
    guard case .flag(let flag) = value else { return nil }
    self = flag
  }

  /// Yes or no as a setting.
  public var settingValue: SettingValue { .flag(self) }
}

extension String: SettingType {
  /// The text of a value; `nil` for anything else.
  public init?(_ value: SettingValue) {
    guard case .text(let text) = value else { return nil }
    self = text
  }

  /// The text as a setting.
  public var settingValue: SettingValue { .text(self) }
}

extension ExcludedRegions: SettingType {
  /// The regions of a text; `nil` for other texts and other values.
  public init?(_ value: SettingValue) {
    guard case .text(let text) = value else { return nil }
    self.init(text)
  }

  /// The regions as a setting.
  public var settingValue: SettingValue { .text(text) }
}

/// A setting whose value is one of a few words.
public protocol SettingChoice: SettingType, CaseIterable, RawRepresentable<String> {}

extension SettingChoice {
  /// The choice with the given word; `nil` for other words and other types of values.
  public init?(_ value: SettingValue) {
    guard case .text(let word) = value else { return nil }
    self.init(rawValue: word)
  }

  /// The word as a setting.
  public var settingValue: SettingValue { .text(rawValue) }
}

extension Polarity: SettingChoice {}
extension ViscosityModel: SettingChoice {}
