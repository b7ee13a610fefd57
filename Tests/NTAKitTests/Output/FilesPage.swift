@testable import NTAKit

/// The text of `docs/files.md`, from the descriptions of the files.
enum FilesPage {
  static let text = """
    # Files

    Every file that the program writes, with each column and key, its unit and its meaning. The names are fixed; new ones may be added.
    Tables are CSV (RFC 4180) with a header row, and empty fields for values that do not exist. Documents are JSON. Without a unit, a
    number is a count, a fraction or a ratio.

    This page is generated from the code by `scripts/files-table`.

    Concentrations are those of the *measured liquid*, which is in the cell, or of the *undiluted sample*; the second is the first
    times the dilution. `concentration_per_mL` is the older name of one of them, and not of the same one in all files. The columns
    `measured_per_mL` and `sample_per_mL` stand beside it and mean the same everywhere.

    # The result folder

    \(FileDescription.result.map(section).joined(separator: "\n\n"))

    Exports to other programs (`--export`) have the layouts of those programs.

    # Other files

    \(FileDescription.others.map(section).joined(separator: "\n\n"))

    """

  private static func section(_ file: FileDescription) -> String {
    let isFile = !file.name.hasPrefix("a ")
    let title = isFile ? "`\(file.name)`" : file.name.prefix(1).uppercased() + file.name.dropFirst()
    guard !file.fields.isEmpty else { return "## \(title)\n\n\(file.purpose)" }
    let rows = file.fields.map { "| `\($0.name)` | \($0.unit) | \($0.meaning) |" }
    return "## \(title)\n\n\(file.purpose)\n\n| name | unit | meaning |\n| --- | --- | --- |\n"
      + rows.joined(separator: "\n")
  }
}
