import Testing

@testable import NTAKit

struct TableFieldTests {
  @Test("each kind of setting is read from a field, and nothing that it cannot be")
  func values() {
    let temperature = SettingDefinition[\.temperature_C]
    #expect(temperature.value(of: "24,5", number: 24.5) == .number(24.5))
    #expect(temperature.value(of: "240", number: 240) == nil)
    #expect(temperature.value(of: "warm", number: nil) == nil)
    #expect(SettingDefinition[\.cycles].value(of: "1.5", number: 1.5) == nil)
    #expect(SettingDefinition[\.polarity].value(of: "dark", number: nil) == .text("dark"))
    #expect(SettingDefinition[\.polarity].value(of: "grey", number: nil) == nil)
    #expect(SettingDefinition[\.date].value(of: "31.3.2026", number: nil) == nil)
    #expect(SettingDefinition[\.sample].value(of: "12", number: 12) == .text("12"))
    let seed = SettingDefinition[\.seed]
    #expect(seed.value(of: "18446744073709551615", number: 1.8e19) == .whole(.max))
    let flag = SettingDefinition[\.allowDamaged]
    #expect(flag.value(of: "Yes", number: nil) == .flag(true))
    #expect(flag.value(of: "0", number: 0) == .flag(false))
    #expect(flag.value(of: "maybe", number: nil) == nil)
  }
}
