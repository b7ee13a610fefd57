import ArgumentParser
import Foundation
import NTAKit

/// `nta compare`: shows several results in one plot and one table.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compare results of nta with each other and with ZetaView and NanoSight exports.",
    usage: "nta compare [<options>] <result> ... --out <file.html>",
    discussion: """
      Takes result folders, ZetaView .txt exports (size tables and _11pos.txt) and NanoSight \
      files (ExperimentSummary.csv, or Summary.csv, ParticleData.csv and AllTracks.csv of one video). \
      Writes one page and three tables: NAME.csv lists the results, \
      NAME-pairs.csv the differences between every two of them, and NAME-replicates.csv how well \
      replicates agree. Results of the same sample and the same program count as replicates, or \
      as a dilution series if their dilutions differ; --no-replicates keeps them apart.

      EXAMPLE: nta compare result/ 20250219_0005_size_488.txt --out comparison.html
      """)

  @Argument(help: ArgumentHelp("Two or more results.", valueName: "result"))
  var inputs: [String]

  @OptionGroup(title: "REQUIRED") var required: Required

  @Flag(
    inversion: .prefixedNo,
    help: "Treat all results as replicates, whatever the names of their samples; or none of them.")
  var replicates: Bool?

  @Flag(help: "Replace the files if they exist.")
  var overwrite = false

  @OptionGroup var verbosity: QuietOptions

  /// What must be given.
  struct Required: ParsableArguments {
    @Option(
      name: .shortAndLong, help: ArgumentHelp("Page to write.", valueName: "file.html"))
    var out: String
  }

  private var out: String { required.out }
  private var page: ResultFile { ResultFile(out) }
  private var stem: String { (out as NSString).deletingPathExtension }
  private var table: ResultFile { ResultFile(stem + ".csv") }
  private var pairs: ResultFile { ResultFile(stem + "-pairs.csv") }
  private var statistics: ResultFile { ResultFile(stem + "-replicates.csv") }

  func validate() throws {
    if out.lowercased().hasSuffix(".csv") {
      throw ValidationError("--out is \(out); name an .html file; the .csv is written beside it")
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
      return try Comparison(results, pooling: .chosen(replicates))
    }
    for warning in comparison.warnings where !verbosity.quiet {
      Console.warn(warning.text(in: .commandLine))
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
