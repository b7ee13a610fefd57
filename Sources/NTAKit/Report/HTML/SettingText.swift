/// Settings as people read them.
enum SettingText {
  /// A value of `summary.json`.
  static func text(_ value: SettingValue) -> String {
    switch value {
    case .flag(let flag): flag ? "yes" : "no"
    case .number(let number): plain(number)
    case .text(let text): text
    }
  }

  /// A number without needless decimals.
  static func plain(_ number: Double) -> String {
    number == number.rounded() && number.magnitude < 1e15 ? "\(Int(number))" : "\(number)"
  }
}
