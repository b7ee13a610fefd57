import NTAKit

/// The text of `docs/settings.md`, from the table of settings.
enum SettingsPage {
  static let text = """
    # Settings

    The settings are what cannot be measured from the video itself. Each setting is resolved separately: if several sources give a
    value, the one with the highest precedence is used. The sources are, from the highest precedence to the lowest, the command line,
    the sample sheet of `nta batch`, `run.yaml`, the calibration, the instrument's header (`.txt` or `.nano`), the instrument profile
    and what a TIFF stack states of itself (container). Every key is also a column of a sample sheet. If no source gives a value, the
    default in the last column is used. `summary.json` and the report list every value of
    a measurement with its source.

    This page is generated from the table of settings by `scripts/settings-table`.

    | key in `run.yaml` | option | values | sources besides option, sample sheet and `run.yaml` | meaning | default |
    | --- | --- | --- | --- | --- | --- |
    \(SettingTable.definitions.map(row).joined(separator: "\n"))

    The keys in parentheses cannot be used in `run.yaml`; they are names in `summary.json`.

    The viscosity has two exceptions. First, a medium or viscosity model from a source of higher precedence overrides a viscosity from
    a source of lower precedence: `--medium pbs` overrides `viscosity_mPas` in `run.yaml`. Second, if the viscosity in a ZetaView header
    is the instrument's own estimate for water, the viscosity of the medium at its temperature is used instead, unless
    `--viscosity-model zetaview` is given.

    """

  private static func row(_ definition: SettingDefinition) -> String {
    let key = "`\(definition.key)`"
    let others = definition.sources.filter { ![.commandLine, .sampleSheet, .runFile].contains($0) }
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
    case .wholeNumber(let range): "whole number \(range)"
    case .seed: "whole number from 0 to 2⁶⁴ - 1"
    case .choice(let words): words.map { "`\($0)`" }.joined(separator: " or ")
    case .text: "text"
    case .day: "a date, such as 2026-03-31"
    case .regions: "`x,y,width,height` in pixels; semicolons separate several"
    case .flag: "given or not given"
    }
  }

  private static func otherwise(_ fallback: SettingDefinition.Fallback) -> String {
    switch fallback {
    case .required: "none; a missing value is an error"
    case .source(_, let words): words
    case .absent(let words): words ?? ""
    case .value(.flag): "not given"
    case .value(.text(let word)): "`\(word)`"
    case .value(.whole(let number)): "\(number)"
    case .value(.number(let number)): Int(exactly: number).map(String.init) ?? "\(number)"
    }
  }
}
