import ArgumentParser
import Foundation
import NTAKit

/// Several runs in one command: one result folder per run, with a comparison of all runs beside them.
struct RunSeries: Sendable {
  /// One run of the series.
  private struct Member: Sendable {
    var input: String
    var name: String
    var folder: ResultFolder
  }

  /// The outcome of a run.
  private struct Outcome: Sendable {
    var member: Member
    var table: String?
    var summary: String?
    var error: NTAError?
  }

  private let members: [Member]
  private let output: ResultOutput
  private let pooling: Comparison.Pooling
  private let page: ResultFile
  private let table: ResultFile
  private let statistics: ResultFile

  init(inputs: [String], output: ResultOutput, pooling: Comparison.Pooling) {
    self.output = output
    self.pooling = pooling
    func file(_ name: String) -> ResultFile { ResultFile("\(output.path)/\(name)") }
    page = file("comparison.html")
    table = file("comparison.csv")
    statistics = file("replicates.csv")
    let reservedNames: Set = ["comparison.html", "comparison.csv", "replicates.csv"]
    members = zip(inputs, Recording.folderNames(of: inputs, except: reservedNames)).map {
      input, name in
      Member(input: input, name: name, folder: ResultFolder("\(output.path)/\(name)"))
    }
  }

  /// Measures the runs one after the other and compares them.
  ///
  /// - Throws: `NTAError`, before the first measurement, if a result cannot be written; an `ExitCode`
  ///   at the end if a run failed.
  func run(
    verbosity: VerbosityOptions,
    measure: (String, ResultFolder) async throws -> (result: RunResult, summary: String)
  ) async throws {
    for member in members { try output.check(member.folder) }
    try NTAError.mapping { () throws(FileError) in
      for file in [page, table, statistics] { try file.check(overwrite: output.overwrite) }
    }
    var outcomes: [Outcome] = []
    for (number, member) in members.enumerated() {
      if !verbosity.quiet {
        Console.say("run \(number + 1) of \(members.count): \(member.input)")
      }
      outcomes.append(await outcome(of: member, measure))
      if let error = outcomes.last?.error { Console.say("\(member.name): \(error.sentence)") }
    }
    let comparison = try compare(outcomes.filter { $0.error == nil }, verbosity)
    try StandardOutput.write(output.json ? Self.json(outcomes) : text(outcomes, comparison))
    let worst = outcomes.compactMap(\.error?.exitStatus.rawValue).max()
    if let worst { throw ExitCode(worst) }
  }

  private func outcome(
    of member: Member,
    _ measure: (String, ResultFolder) async throws -> (result: RunResult, summary: String)
  ) async -> Outcome {
    do {
      let (result, summary) = try await measure(member.input, member.folder)
      return Outcome(member: member, table: ResultText(result).text, summary: summary)
    } catch let error as NTAError {
      return Outcome(member: member, error: error)
    } catch {
      return Outcome(member: member, error: NTAError(UnexpectedError(reason: "\(error)")))
    }
  }

  /// Compares the runs that succeeded, as `nta compare` does; `nil` if fewer than two did.
  private func compare(
    _ outcomes: [Outcome], _ verbosity: VerbosityOptions
  ) throws(NTAError) -> Comparison? {
    guard outcomes.count > 1 else { return nil }
    let comparison = try NTAError.mapping { () throws(CompareError) in
      var results: [ComparedResult] = []
      for outcome in outcomes {
        results.append(try ComparedResult(path: outcome.member.folder.path))
      }
      return try Comparison(results, pooling: pooling)
    }
    for warning in comparison.warnings where !verbosity.quiet {
      Console.warn(warning.text(in: .commandLine))
    }
    let html = try comparison.html()
    try NTAError.mapping { () throws(FileError) in
      try page.write(html, overwrite: output.overwrite)
      try table.write(comparison.csv, overwrite: output.overwrite)
      try statistics.write(comparison.replicatesCSV, overwrite: output.overwrite)
    }
    return comparison
  }

  private func text(_ outcomes: [Outcome], _ comparison: Comparison?) -> String {
    var parts = outcomes.map { outcome in
      "\(outcome.member.name)\n"
        + (outcome.table ?? "failed: \(outcome.error?.sentence ?? "")\n")
    }
    if let comparison { parts.append(comparison.text) }
    return parts.joined(separator: "\n")
  }

  /// One entry per run: its input, folder and exit code, and its summary or error.
  private static func json(_ outcomes: [Outcome]) -> String {
    let entries = outcomes.map { outcome in
      let code = outcome.error?.exitStatus.rawValue ?? 0
      let summary = outcome.summary?.trimmingCharacters(in: .newlines) ?? "null"
      return "{\"error\": \(JSONText.quoted(outcome.error?.sentence)), \"exit_code\": \(code), "
        + "\"folder\": \(JSONText.quoted(outcome.member.folder.path)), "
        + "\"input\": \(JSONText.quoted(outcome.member.input)), \"summary\": \(summary)}"
    }
    return "[\n" + entries.joined(separator: ",\n") + "\n]\n"
  }
}

/// An internal error in one of several runs.
private struct UnexpectedError: StageError {
  var reason: String

  var category: ErrorCategory { .internalFault }

  func description(in wording: Wording) -> String { "\(reason); please report this bug" }
}
