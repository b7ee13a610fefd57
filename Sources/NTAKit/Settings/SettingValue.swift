import NTAAnalysis
import NTAVideo

/// The value of a setting, whatever its type: what sources hold, and what `summary.json` writes.
public enum SettingValue: Sendable, Equatable {
  /// Yes or no.
  case flag(Bool)
  /// A number in the unit of its setting, whole or not.
  case number(Double)
  /// A whole number that may have more digits than a `Double` keeps, as a seed.
  case whole(UInt64)
  /// A name, a day, or the word of a choice.
  case text(String)
}

extension SettingValue {
  /// The value without unit, for messages.
  var plain: String {
    switch self {
    case .flag(let flag): "\(flag)"
    case .number(let number): "\(number)"
    case .whole(let whole): "\(whole)"
    case .text(let text): text
    }
  }
}

/// A type that a setting can have.
public protocol SettingType: Sendable, Equatable {
  /// Reads a value; `nil` if it is not of this type.
  init?(_ value: SettingValue)
  /// The same value as every source holds it.
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

/// A setting with a few words to choose from.
public protocol SettingChoice: SettingType, CaseIterable, RawRepresentable<String> {}

extension SettingChoice {
  /// The choice that a word names; `nil` for other words and other values.
  public init?(_ value: SettingValue) {
    guard case .text(let word) = value else { return nil }
    self.init(rawValue: word)
  }

  /// The word as a setting.
  public var settingValue: SettingValue { .text(rawValue) }
}

extension Polarity: SettingChoice {}
extension ViscosityModel: SettingChoice {}
