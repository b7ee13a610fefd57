import ArgumentParser
import Foundation
import NTAKit

/// `nta compare`: several results on one plot and in one table.
struct Compare: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Put results side by side: own ones, ZetaView and NanoSight exports.",
    usage: "nta compare [<options>] <result> ... --out <file.html>",
    discussion: """
      Takes result folders, ZetaView .txt exports (size tables and _11pos.txt) and NanoSight \
      ExperimentSummary.csv files. Writes one page, and beside it a CSV table of the results, \
      which has the same name, and one of the pairs, which ends with -pairs.csv. Results of the \
      same sample are taken for repetitions, or for a dilution series where their dilutions differ.

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

  func validate() throws {
    if out.lowercased().hasSuffix(".csv") {
      throw ValidationError("--out is \(out); name an .html file, the .csv comes beside it")
    }
  }

  func run() throws {
    try NTAError.mapping { () throws(ReportError) in
      try page.check(overwrite: overwrite)
      try table.check(overwrite: overwrite)
      try pairs.check(overwrite: overwrite)
    }
    let comparison = try NTAError.mapping { () throws(CompareError) in
      var results: [ComparedResult] = []
      for input in inputs { results.append(try ComparedResult.reading(input)) }
      return try Comparison(results, areReplicates: replicates)
    }
    let html = try comparison.html()
    try NTAError.mapping { () throws(ReportError) in
      try page.write(html, overwrite: overwrite)
      try table.write(comparison.csv, overwrite: overwrite)
      try pairs.write(comparison.pairsCSV, overwrite: overwrite)
    }
    StandardOutput.write(comparison.text)
  }
}
