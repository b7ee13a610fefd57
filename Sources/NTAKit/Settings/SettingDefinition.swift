import NTAAnalysis
import NTAVideo

/// What the program knows of a setting: one row of ``SettingTable``.
///
/// Reading `run.yaml` and profiles, choosing between the sources, the options of the command line
/// with their help, `summary.json`, the command that repeats a measurement, and `docs/settings.md`
/// all go by these rows.
public struct SettingDefinition: Sendable {
  /// What values a setting can have.
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
    /// A day, `yyyy-mm-dd`.
    case day
    /// Yes or no.
    case flag
  }

  /// What holds when no source supplies a value.
  public enum Fallback: Sendable, Equatable {
    /// Nothing: the measurement is refused.
    case required
    /// The program's default.
    case value(SettingValue)
    /// Another source, which is not asked for a value beforehand; in words for the help.
    case source(SettingSource, inWords: String)
    /// There is no value; in words for the help, where that means something.
    case absent(inWords: String?)
  }

  /// What a setting is for.
  public enum Role: Sendable, Equatable {
    /// The measurement depends on it: it is in `summary.json`, and repeated with the measurement.
    case measurement
    /// It divides the recording into positions, before any other setting is known.
    case layout
    /// It says what was measured; no number depends on it.
    case description
  }

  /// The key in `run.yaml`, in instrument profiles and in `summary.json`.
  public let key: String
  /// The name in words, for the log.
  public let name: String
  /// The option of the command line, without dashes; `nil` if there is none.
  public let option: String?
  /// What stands for the value in the help of the option.
  public let placeholder: String
  /// The values it can have.
  public let kind: Kind
  /// What holds when no source supplies a value.
  public let fallback: Fallback
  /// What it is for.
  public let role: Role
  /// The sources that may supply a value, in falling precedence.
  public let sources: [SettingSource]
  /// What it is, in one sentence without the full stop.
  public let meaning: String
  /// The value that an instrument's header states, if any.
  let headerValue: @Sendable (ZetaViewHeader) -> SettingValue?
}

extension SettingDefinition {
  /// What messages call it.
  public var argument: ArgumentName { ArgumentName(key) }
}

extension SettingDefinition: Equatable {
  /// Whether both are the row of the same key.
  public static func == (first: SettingDefinition, second: SettingDefinition) -> Bool {
    first.key == second.key
  }
}

extension SettingDefinition {
  /// The allowed range of a number; `nil` for everything else.
  public var range: AllowedRange? {
    switch kind {
    case .number(let range), .wholeNumber(let range): range
    case .seed, .choice, .text, .day, .flag: nil
    }
  }

  /// What is allowed, in words: `from 0 to 100 °C`, `bright or dark`.
  public var allowed: String {
    switch kind {
    case .number(let range), .wholeNumber(let range): range.description
    case .seed: "a whole number"
    case .choice(let words): words.joined(separator: " or ")
    case .text: "a text"
    case .day: "a date, such as 2026-03-31"
    case .flag: "yes or no"
    }
  }

  /// The unit of a number; empty for everything else.
  public var unit: String { range?.unit ?? "" }

  /// Whether a number is finite and in range; settings that are no numbers allow none.
  public func allows(_ number: Double) -> Bool { range?.contains(number) ?? false }

  /// Whether a value is one of those it can have.
  public func allows(_ value: SettingValue) -> Bool {
    switch (kind, value) {
    case (.number(let range), .number(let number)): range.contains(number)
    case (.wholeNumber(let range), .number(let number)):
      range.contains(number) && number == number.rounded()
    case (.choice(let words), .text(let word)): words.contains(word)
    case (.day, .text(let day)): CalendarDay.number(day) != nil
    case (.seed, .whole), (.text, .text), (.flag, .flag): true
    default: false
    }
  }

  /// The value that holds when no source supplies one, if it is known beforehand.
  public var defaultValue: SettingValue? {
    if case .value(let value) = fallback { value } else { nil }
  }

  /// The meaning as a sentence with the default of a number, for the help of the option.
  public var help: String {
    switch fallback {
    case .value(.number(let number)): "\(meaning); default: \(NumberText.plain(number))."
    case .source(_, let words): "\(meaning); default: \(words)."
    case .absent(let words?): "\(meaning); default: \(words)."
    case .required, .value, .absent(nil): "\(meaning)."
    }
  }

  /// A value with its unit, as the log says it.
  public func text(_ value: SettingValue) -> String {
    switch value {
    case .flag(let flag): flag ? "yes" : "no"
    case .whole(let whole): "\(whole)"
    case .text(let text): text
    case .number(let number):
      (Int(exactly: number).flatMap { isWhole ? "\($0)" : nil } ?? "\(number)")
        + (unit.isEmpty ? "" : " \(unit)")
    }
  }

  private var isWhole: Bool { if case .wholeNumber = kind { true } else { false } }
}
