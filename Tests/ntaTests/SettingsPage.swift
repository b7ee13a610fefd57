import NTAKit

/// The text of `docs/settings.md`, from the table of settings.
enum SettingsPage {
  static let text = """
    # Settings

    What the pixels cannot tell. Each setting is decided by itself: of the sources that supply it, the highest counts. From the
    highest to the lowest they are the command line, `run.yaml`, the calibration, the instrument's header (`.txt`) and the instrument
    profile, then what the last column says. `summary.json` and the report have every value of a measurement with its source.

    This page is made from the table of settings by `scripts/settings-table`.

    | key in `run.yaml` | option | values | sources besides option and `run.yaml` | meaning | otherwise |
    | --- | --- | --- | --- | --- | --- |
    \(SettingTable.definitions.map(row).joined(separator: "\n"))

    A `run.yaml` has none of the keys in brackets: they are names in `summary.json`.

    The viscosity has two exceptions. A medium or viscosity model that a higher source names goes before a viscosity of a lower one,
    as `--medium pbs` before `viscosity_mPas` in `run.yaml`. And a viscosity in the header of a ZetaView that is the instrument's own
    estimate for water gives way to that of the medium at the temperature, unless `--viscosity-model zetaview` asks for it.

    """

  private static func row(_ definition: SettingDefinition) -> String {
    let key = "`\(definition.key)`"
    let others = definition.sources.filter { $0 != .commandLine && $0 != .runFile }
    let cells = [
      definition.sources.contains(.runFile) ? key : "(\(key))",
      definition.option.map { "`--\($0)`" } ?? "", values(definition.kind),
      others.map(\.rawValue).joined(separator: ", "), definition.meaning,
      otherwise(definition.fallback),
    ]
    return "| \(cells.joined(separator: " | ")) |"
  }

  private static func values(_ kind: SettingDefinition.Kind) -> String {
    switch kind {
    case .number(let range): "\(range)"
    case .wholeNumber(let range): "whole, \(range)"
    case .seed: "whole, from 0 to 2⁶⁴ - 1"
    case .choice(let words): words.map { "`\($0)`" }.joined(separator: " or ")
    case .text: "text"
    case .day: "a day, as 2026-03-31"
    case .flag: "given or not"
    }
  }

  private static func otherwise(_ fallback: SettingDefinition.Fallback) -> String {
    switch fallback {
    case .required: "an error: it is never guessed"
    case .source(_, let words): words
    case .absent(let words): words ?? ""
    case .value(.flag): "not given"
    case .value(.text(let word)): "`\(word)`"
    case .value(.whole(let number)): "\(number)"
    case .value(.number(let number)): Int(exactly: number).map(String.init) ?? "\(number)"
    }
  }
}
