import Foundation
import Testing

/// However a run ends, its folder holds one whole result: the earlier one or the new one.
@Suite(.serialized) struct CrashSafetyTests {
  /// Time an analysis takes, s.
  private static func duration(of run: RecordedRun) throws -> Double {
    let start = ContinuousClock.now
    _ = try Program.run(run.analysis("first"))
    return start.duration(to: .now) / .seconds(1)
  }

  /// Lets an analysis run up to an instant, 0...1 of the whole time; every second pair of rounds,
  /// 0...1 of the first 8 ms of writing.
  private static func interrupt(
    _ run: RecordedRun, round: Int, at instant: Double, whole_s: Double, with signal: Int32
  ) throws -> Program.Outcome {
    let program = try Program(run.analysis(RecordedRun.samples[round % 2]))
    if round % 4 < 2 {
      usleep(UInt32(1e6 * 1.1 * whole_s * instant))
    } else {
      while program.isRunning, try run.leftovers().isEmpty { usleep(200) }
      usleep(UInt32(8000 * instant))
    }
    program.send(signal)
    return program.outcome()
  }

  /// The system sends this when a mapped file has been cut; what is left over goes with the next run.
  @Test func aFileThatGoesWhileItIsReadIsTold() throws {
    let folder = NSTemporaryDirectory() + "nta-test-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let program = try Program([
      "simulate", "--preset", "exosome", "--frames", "500", "--quiet", "--out", folder + "/run",
    ])
    func entries() throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: folder)
    }
    for _ in 0..<600 where try entries().isEmpty { usleep(50_000) }
    program.send(SIGBUS)
    let outcome = program.outcome()
    #expect(outcome.code == 66 && !outcome.wasKilled, "\(outcome.errors)")
    #expect(outcome.errors.contains("was truncated"))
    #expect(outcome.errors.split(separator: "\n").count == 1)
    let small = ["--positions", "1", "--frames", "2", "--width", "40", "--height", "30"]
    let next = try Program.run(
      ["simulate", "--preset", "blank", "--quiet", "--out", folder + "/run"] + small)
    #expect(next.code == 0, "\(next.errors)")
    #expect(try entries() == ["run"])
  }

  @Test func killedRunsLeaveAWholeResult() throws {
    let run = try RecordedRun()
    let whole_s = try Self.duration(of: run)
    var killed = 0
    for round in 0..<50 {
      let outcome = try Self.interrupt(
        run, round: round, at: .random(in: 0...1), whole_s: whole_s, with: SIGKILL)
      if outcome.wasKilled { killed += 1 }
      #expect(run.wholeResult() != nil, "round \(round)")
    }
    #expect(killed > 10)
    // The next run clears away what they left.
    #expect(try Program.run(run.analysis("second")).code == 0)
    #expect(run.wholeResult() == "second")
    #expect(try run.leftovers() == [])
  }

  @Test func killedReportsLeaveAWholeResult() throws {
    let run = try RecordedRun()
    let result = run.folder + "/result"
    let start = ContinuousClock.now
    #expect(try Program.run(["report", result]).code == 0)
    let whole_s = start.duration(to: .now) / .seconds(1)
    #expect(run.wholeResult() == "second")
    for round in 0..<40 {
      let program = try Program(["report", result])
      usleep(UInt32(1e6 * 1.1 * whole_s * .random(in: 0...1)))
      program.send(SIGKILL)
      _ = program.outcome()
      #expect(run.wholeResult(ignoringHidden: true) == "second", "round \(round)")
    }
    // Whatever they left is in nobody's way, and gone with the next result.
    let outcome = try Program.run(run.analysis("first"))
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(run.wholeResult() == "first")
    #expect(try run.leftovers() == [])
  }

  @Test(arguments: [SIGTERM, SIGINT]) func stoppedRunsCleanUp(_ signal: Int32) throws {
    let run = try RecordedRun()
    let whole_s = try Self.duration(of: run)
    var stopped = 0
    let rounds = 24
    for round in 0..<rounds {
      let outcome = try Self.interrupt(
        run, round: round, at: (Double(round) + .random(in: 0...1)) / Double(rounds),
        whole_s: whole_s, with: signal)
      // Before the program listens the signal ends it: then nothing has been begun.
      if !outcome.wasKilled {
        #expect([0, 130].contains(outcome.code), "\(outcome.errors)")
        if outcome.code == 130 { stopped += 1 }
      }
      #expect(try run.leftovers() == [], "round \(round)")
      #expect(run.wholeResult() != nil, "round \(round)")
    }
    #expect(stopped > rounds / 4)
  }

  @Test func aFullDiskLeavesTheEarlierResult() throws {
    let run = try RecordedRun()
    // The report alone is larger than 2 kB.
    let outcome = try Program.run(run.analysis("first"), fileLimit: 4)
    #expect(outcome.code == 73, "\(outcome.errors)")
    #expect(outcome.errors.split(separator: "\n").count == 1)
    #expect(run.wholeResult() == "second")
    #expect(try run.leftovers() == [])
  }

  @Test(arguments: [300_000, 450_000])
  func aLimitOnMemoryIsTold(kilobytes: Int) throws {
    let run = try RecordedRun()
    let outcome = try Program.run(run.analysis("first"), memoryLimit: kilobytes)
    #expect(outcome.code == 70 && !outcome.wasKilled, "\(outcome.errors)")
    #expect(outcome.errors.split(separator: "\n").count == 1)
    #expect(outcome.errors.contains("needs at least 512 MB"), "\(outcome.errors)")
    #expect(run.wholeResult() == "second")
    // What only reads a result gets along with it.
    let verdict = try Program.run(
      ["verify", run.folder + "/result", "--peak", "100"], memoryLimit: kilobytes)
    #expect(verdict.code == 1 && !verdict.wasKilled, "\(verdict.errors)")
  }

  @Test func aFullDiskIsToldByEveryCommand() throws {
    let run = try RecordedRun()
    let (video, place) = (run.folder + "/run", run.folder + "/place")
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: false)
    let tracks = run.folder + "/fresh"
    let table =
      "particle,frame,x,y\n"
      + (0..<60).map { "1,\($0),\(20 + $0 % 3),\(20 + $0 % 2)\n" }.joined()
    try Data(table.utf8).write(to: URL(fileURLWithPath: tracks))
    let known = ["--pixel-size", "0.7", "--temperature", "25"]
    for arguments in [
      ["overlay", video, "--out", place + "/o.mp4"], ["overlay", video, "--out", place + "/o.png"],
      [
        "simulate", "--preset", "blank", "--positions", "1", "--frames", "4", "--out", place + "/s",
      ],
      ["size", tracks, "--frame-rate", "30", "--out", place + "/z"] + known,
      ["compare", run.folder + "/result", run.folder + "/result", "--out", place + "/c.html"],
      ["report", run.folder + "/result"],
    ] {
      let outcome = try Program.run(arguments + ["--quiet"], fileLimit: 2)
      #expect(outcome.code == 73, "\(arguments[0]): \(outcome.errors)")
      #expect(outcome.errors.split(separator: "\n").count == 1, "\(outcome.errors)")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: place) == [])
    #expect(run.wholeResult() == "second")
  }

  @Test func runsAtOnceDoNotMixTheirResults() throws {
    let run = try RecordedRun()
    let programs = try (0..<6).map { try Program(run.analysis(RecordedRun.samples[$0 % 2])) }
    for program in programs {
      let outcome = program.outcome()
      #expect(outcome.code == 0, "\(outcome.errors)")
    }
    #expect(run.wholeResult() != nil)
    #expect(try run.leftovers() == [])

    // Without --overwrite one of them may write.
    let rivals = try (0..<4).map {
      try Program(run.analysis(RecordedRun.samples[$0 % 2], out: "fresh", overwrite: false))
    }
    let codes = rivals.map { $0.outcome().code }
    #expect(codes.count { $0 == 0 } == 1, "\(codes)")
    #expect(codes.allSatisfy { [0, 64, 73].contains($0) }, "\(codes)")
    #expect(run.wholeResult("fresh") != nil)
  }

  @Test func aResultMayLieInItsInput() throws {
    let run = try RecordedRun()
    for _ in 0..<2 {
      let outcome = try Program.run(run.analysis("first", out: "run/result"))
      #expect(outcome.code == 0, "\(outcome.errors)")
      #expect(run.wholeResult("run/result") == "first")
    }
    // A folder that holds anything else is never replaced.
    #expect(try Program.run(run.analysis("first", out: "run")).code == 64)
  }
}
