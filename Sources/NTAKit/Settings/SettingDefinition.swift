import NTAAnalysis
import NTAVideo

/// The definition of a setting: one row of ``SettingTable``.
///
/// These rows determine how `run.yaml` and profiles are read, which source takes precedence, the
/// options of the command line with their help, the settings in `summary.json`, the command that
/// repeats a measurement, and `docs/settings.md`.
public struct SettingDefinition: Sendable {
  /// The values that a setting can have.
  public enum Kind: Sendable, Equatable {
    /// A finite number within a range.
    case number(AllowedRange)
    /// A whole number within a range.
    case wholeNumber(AllowedRange)
    /// A whole number from 0 to 2⁶⁴ - 1.
    case seed
    /// One of a few words.
    case choice([String])
    /// Any text.
    case text
    /// A date, `yyyy-mm-dd`.
    case day
    /// Rectangles of the image, `ExcludedRegions`.
    case regions
    /// Yes or no.
    case flag
  }

  /// The default of a setting that no source supplies.
  public enum Fallback: Sendable, Equatable {
    /// There is no default; the measurement is refused.
    case required
    /// The program's default.
    case value(SettingValue)
    /// The value comes from another source during the measurement; described in words for the help.
    case source(SettingSource, inWords: String)
    /// The setting has no value; described in words for the help if that has a meaning.
    case absent(inWords: String?)
  }

  /// The purpose of a setting.
  public enum Role: Sendable, Equatable {
    /// The measurement depends on it, so it is written to `summary.json` and to the command that repeats
    /// the measurement.
    case measurement
    /// It divides the recording into positions before any other setting is resolved.
    case layout
    /// It describes what was measured; no result depends on it.
    case description
  }

  /// The key in `run.yaml`, in instrument profiles and in `summary.json`.
  public let key: String
  /// The name in words, for the log.
  public let name: String
  /// The option of the command line, without dashes; `nil` if there is none.
  public let option: String?
  /// The placeholder for the value in the help of the option.
  public let placeholder: String
  /// The values that it can have.
  public let kind: Kind
  /// The default if no source supplies a value.
  public let fallback: Fallback
  /// The purpose of the setting.
  public let role: Role
  /// The sources that may supply a value, in descending order of precedence.
  public let sources: [SettingSource]
  /// The meaning of the setting, as one sentence without a full stop.
  public let meaning: String
  /// What an error of the setting is worth, such as `1 % is 2 % of diameter`; nil if that varies.
  public let worth: String?
  /// The value that an instrument's header states, if any.
  let headerValue: @Sendable (InstrumentHeader) -> SettingValue?
}

extension SettingDefinition {
  /// The name of the setting in messages.
  public var argument: ArgumentName { ArgumentName(key) }
}

extension SettingDefinition: Equatable {
  /// True if both rows have the same key.
  public static func == (first: SettingDefinition, second: SettingDefinition) -> Bool {
    first.key == second.key
  }
}

extension SettingDefinition {
  /// The allowed range of a number; `nil` for everything else.
  public var range: AllowedRange? {
    switch kind {
    case .number(let range), .wholeNumber(let range): range
    case .seed, .choice, .text, .day, .regions, .flag: nil
    }
  }

  /// The allowed values in words, such as `from 0 to 100 °C` or `bright or dark`.
  public var allowed: String {
    switch kind {
    case .number(let range), .wholeNumber(let range): range.description
    case .seed: "a whole number"
    case .choice(let words): words.joined(separator: " or ")
    case .text: "a text"
    case .day: "a date, such as 2026-03-31"
    case .regions: "x,y,width,height in pixels, such as 600,20,120,30; semicolons separate several"
    case .flag: "yes or no"
    }
  }

  /// The unit of a number; empty for everything else.
  public var unit: String { range?.unit ?? "" }

  /// True if a number is finite and in range; always false for settings that are not numbers.
  public func allows(_ number: Double) -> Bool { range?.contains(number) ?? false }

  /// True if the setting can have this value.
  public func allows(_ value: SettingValue) -> Bool {
    switch (kind, value) {
    case (.number(let range), .number(let number)): range.contains(number)
    case (.wholeNumber(let range), .number(let number)):
      range.contains(number) && number == number.rounded()
    case (.choice(let words), .text(let word)): words.contains(word)
    case (.day, .text(let day)): CalendarDay.number(day) != nil
    case (.regions, .text(let regions)): ExcludedRegions(regions) != nil
    case (.seed, .whole), (.text, .text), (.flag, .flag): true
    default: false
    }
  }

  /// The program's default; `nil` if there is none.
  public var defaultValue: SettingValue? {
    if case .value(let value) = fallback { value } else { nil }
  }

  /// The meaning and the default as a sentence, for the help of the option.
  public var help: String {
    switch fallback {
    case .value(.number(let number)): "\(meaning); default: \(NumberText.plain(number))."
    case .source(_, let words): "\(meaning); default: \(words)."
    case .absent(let words?): "\(meaning); default: \(words)."
    case .required: "\(meaning); required unless a file states it."
    case .value, .absent(nil): "\(meaning)."
    }
  }

  /// A value with its unit, for the log.
  public func text(_ value: SettingValue) -> String {
    switch value {
    case .flag(let flag): flag ? "yes" : "no"
    case .whole(let whole): "\(whole)"
    case .text(let text): text
    case .number(let number):
      NumberText.short(number) + (unit.isEmpty ? "" : " \(unit)")
    }
  }

  /// Reads a number as people write it, which may have its unit; a dilution may be `1:500`.
  ///
  /// - Parameter text: the text that the user wrote.
  /// - Returns: the number in the unit of the setting; its range is not checked.
  /// - Throws: ``NumberProblem``.
  package func number(from text: String) throws(NumberProblem) -> Double {
    try WrittenNumber.value(
      of: text, in: unit, isDilution: self == SettingDefinition[\.dilution])
  }
}
