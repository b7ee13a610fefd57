import Foundation
import Testing

/// `nta batch` and `nta merge` as a user runs them.
struct BatchCommandTests {
  /// Short runs of nothing but dirt, which are quickly measured.
  private final class Runs {
    let folder = NSTemporaryDirectory() + "nta-test-" + UUID().uuidString

    init(count: Int) throws {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let simulated = try Program.run([
        "simulate", "--preset", "blank", "--positions", "2", "--frames", "12", "--width", "160",
        "--height", "120", "--encoding", "raw", "--out", folder + "/first", "--quiet",
      ])
      #expect(simulated.code == 0, "\(simulated.errors)")
      try FileManager.default.createDirectory(
        atPath: folder + "/runs", withIntermediateDirectories: true)
      for number in 1...count {
        try FileManager.default.createSymbolicLink(
          atPath: folder + "/runs/run\(number)", withDestinationPath: folder + "/first")
      }
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func batch(_ out: String, _ more: [String] = []) -> [String] {
      ["batch", folder + "/runs", "--out", folder + "/" + out, "--results", "none"] + more
    }

    /// The tables of a study, which hold all that its runs say.
    func tables(_ out: String) throws -> [Data] {
      try ["runs.csv", "distributions.csv"].map {
        try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(out)/\($0)"))
      }
    }

    /// Number of runs in the tables.
    func count(_ out: String) throws -> Int {
      let text = try String(contentsOfFile: "\(folder)/\(out)/runs.csv", encoding: .utf8)
      return text.split(separator: "\n").count - 1
    }
  }

  @Test("a batch that is killed at any time goes on, and the study is the same")
  func killed() throws {
    let runs = try Runs(count: 12)
    let whole = try Program.run(runs.batch("whole"))
    #expect(whole.code == 0, "\(whole.errors)")
    #expect(whole.output.hasPrefix("runs        12\nmeasured    12\n"))
    #expect(whole.errors.contains("nta: 12 of 12 runs"))
    for round in 1...4 {
      let program = try Program(runs.batch("killed", ["--quiet"]))
      Thread.sleep(forTimeInterval: 0.15 * Double(round))
      program.send(round == 4 ? SIGINT : SIGKILL)
      _ = program.outcome()
    }
    let resumed = try Program.run(runs.batch("killed", ["--quiet"]))
    #expect(resumed.code == 0 && resumed.errors.isEmpty, "\(resumed.errors)")
    #expect(try runs.tables("killed") == runs.tables("whole"))
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: runs.folder + "/killed").sorted() == [
        "distributions.csv", "runs.csv", "study.sqlite",
      ])
  }

  @Test("a full disk stops the batch with one line, and it goes on later")
  func fullDisk() throws {
    let runs = try Runs(count: 6)
    // 120 kB hold the tables, but not six runs.
    let full = try Program.run(runs.batch("study", ["--quiet"]), fileLimit: 240)
    #expect(full.code == 73, "\(full.errors)")
    #expect(full.errors.split(separator: "\n").count == 1)
    #expect(full.errors.contains("study.sqlite: cannot be written"))
    let resumed = try Program.run(runs.batch("study", ["--quiet"]))
    #expect(resumed.code == 0, "\(resumed.errors)")
    #expect(try runs.count("study") == 6)
  }

  @Test("shards are merged to the study of one batch, and some failed runs end with 1")
  func shards() throws {
    let runs = try Runs(count: 3)
    try Data("no video".utf8).write(
      to: URL(fileURLWithPath: runs.folder + "/bad.avi"))
    try FileManager.default.createDirectory(
      atPath: runs.folder + "/runs/bad", withIntermediateDirectories: true)
    try FileManager.default.moveItem(
      atPath: runs.folder + "/bad.avi", toPath: runs.folder + "/runs/bad/bad.avi")
    let whole = try Program.run(runs.batch("whole"))
    #expect(whole.code == 1)
    #expect(whole.errors.contains("nta: bad: "))
    #expect(whole.output.contains("failed      1\n"))
    let parts = try (1...2).map { number in
      let part = try Program.run(
        runs.batch("part\(number)", ["--shard", "\(number)/2", "--quiet"]))
      #expect(part.code == (number == 1 ? 1 : 0))
      return "\(runs.folder)/part\(number)/study.sqlite"
    }
    let merged = try Program.run(
      ["merge"] + parts.reversed() + ["--out", runs.folder + "/merged/study.sqlite"])
    #expect(merged.code == 0, "\(merged.errors)")
    #expect(try runs.tables("merged") == runs.tables("whole"))
    let again = try Program.run(
      ["merge"] + parts + ["--out", runs.folder + "/merged/study.sqlite"])
    #expect(again.code == 64 && again.errors.contains("--overwrite"))
  }

  @Test("what is wrong with a sheet is told line by line before anything is measured")
  func sheet() throws {
    let runs = try Runs(count: 1)
    let sheet = runs.folder + "/sheet.csv"
    try Data("run;dilution\nruns/run1;0,5\nnone;10\n".utf8).write(
      to: URL(fileURLWithPath: sheet))
    let outcome = try Program.run(["batch", sheet, "--out", runs.folder + "/study"])
    #expect(outcome.code == 66 && outcome.output.isEmpty)
    let lines = outcome.errors.split(separator: "\n")
    #expect(lines.count == 2 && lines.allSatisfy { $0.hasPrefix("nta: \(sheet): line ") })
    #expect(!FileManager.default.fileExists(atPath: runs.folder + "/study"))
  }
}
