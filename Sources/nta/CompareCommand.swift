import ArgumentParser
import Foundation
import NTAKit

/// `nta compare`: several results on one plot and in one table.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Put results side by side: own ones, ZetaView and NanoSight exports.",
    usage: "nta compare [<options>] <result> ... --out <file.html>",
    discussion: """
      Takes result folders, ZetaView .txt exports (size tables and _11pos.txt) and NanoSight \
      ExperimentSummary.csv files. Writes one page, and three tables beside it: NAME.csv of the \
      results, NAME-pairs.csv of how far every two are apart, NAME-replicates.csv of how well \
      repetitions agree. Results of the same sample and program are taken for repetitions, or for \
      a dilution series where their dilutions differ.

      EXAMPLE: nta compare result/ 20250219_0005_size_488.txt --out comparison.html
      """)

  @Argument(help: ArgumentHelp("Two or more results.", valueName: "result"))
  var inputs: [String]

  @Option(help: ArgumentHelp("Page to write.", valueName: "file.html"))
  var out: String

  @Flag(help: "Take all results for repetitions, whatever the names of their samples.")
  var replicates = false

  @Flag(help: "Replace the files, if they are there.")
  var overwrite = false

  @OptionGroup var verbosity: VerbosityOptions

  private var page: ResultFile { ResultFile(out) }
  private var stem: String { (out as NSString).deletingPathExtension }
  private var table: ResultFile { ResultFile(stem + ".csv") }
  private var pairs: ResultFile { ResultFile(stem + "-pairs.csv") }
  private var statistics: ResultFile { ResultFile(stem + "-replicates.csv") }

  func validate() throws {
    if out.lowercased().hasSuffix(".csv") {
      throw ValidationError("--out is \(out); name an .html file, the .csv comes beside it")
    }
  }

  func run() throws {
    try NTAError.mapping { () throws(FileError) in
      for file in [page, table, pairs, statistics] {
        try file.check(overwrite: overwrite)
        try file.refuseToReplace(
          inputs.flatMap { [$0, "\($0)/summary.json", "\($0)/distribution.csv"] })
      }
    }
    let comparison = try NTAError.mapping { () throws(CompareError) in
      var results: [ComparedResult] = []
      for input in inputs { results.append(try ComparedResult(path: input)) }
      return try Comparison(results, areReplicates: replicates)
    }
    let html = try comparison.html()
    try NTAError.mapping { () throws(FileError) in
      try page.write(html, overwrite: overwrite)
      try table.write(comparison.csv, overwrite: overwrite)
      try pairs.write(comparison.pairsCSV, overwrite: overwrite)
      try statistics.write(comparison.replicatesCSV, overwrite: overwrite)
    }
    try StandardOutput.write(comparison.text)
  }
}
