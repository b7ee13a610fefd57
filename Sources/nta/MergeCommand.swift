import ArgumentParser
import NTAKit
import NTAStudy

/// `nta merge`: joins the studies of several shards.
struct MergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Join the studies of several shards.",
    discussion: """
      The inputs are the databases that nta batch --shard has written. The result is that of one batch \
      over all runs, whatever the order of the inputs. runs.csv and distributions.csv are written beside \
      it.

      EXAMPLE: nta merge part1/study.sqlite part2/study.sqlite --out study/study.sqlite
      """)

  @Argument(help: ArgumentHelp("The databases of the shards.", valueName: "shard.sqlite"))
  var shards: [String]

  @Option(help: ArgumentHelp("Database to write.", valueName: "study.sqlite"))
  var out: String

  @OptionGroup var files: FileOptions

  func run() throws {
    let output = try files.file(out)
    let runs = try files.file("\(output.parent)/runs.csv")
    let distributions = try files.file("\(output.parent)/distributions.csv")
    try files.refuse(output, toReplace: shards)
    try StudyMerge.write(shards, to: output, overwrite: files.overwrite)
    let database = try NTAError.mapping { () throws(StudyError) in
      try StudyDatabase(path: output.path)
    }
    try StudyTables.writeRuns(of: database, to: runs)
    try StudyTables.writeDistributions(of: database, to: distributions)
    try NTAError.mapping { () throws(StudyError) in try database.close() }
  }
}
