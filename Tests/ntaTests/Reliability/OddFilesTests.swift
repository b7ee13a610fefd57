import Foundation
import Testing

/// File names and files that are not what they seem, given to the program.
struct OddFilesTests {
  @Test(arguments: ["two words.avi", "ü µ 粒子.avi", "new\nline.avi", "-i.avi", "a,\"b\";c.avi"])
  func oddNamesAreMeasured(_ name: String) throws {
    let run = try RecordedRun()
    let videos = try FileManager.default.contentsOfDirectory(atPath: run.folder + "/run")
    let video = try #require(videos.first { $0.hasSuffix(".avi") })
    try FileManager.default.moveItem(
      atPath: run.folder + "/run/" + video, toPath: run.folder + "/run/" + name)
    let outcome = try Program.run(
      ["analyze", "--out", "../odd", "--json", "--quiet", "--", name], in: run.folder + "/run")
    #expect(outcome.code == 0, "\(outcome.errors)")
    let summary = try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    let input = try #require(summary["input"] as? [String: Any])
    #expect(input["videos"] as? [String] == [name])
  }

  @Test func linksFoldersAndPipesAreTold() throws {
    let run = try RecordedRun()
    let videos = try FileManager.default.contentsOfDirectory(atPath: run.folder + "/run")
    let video = try #require(videos.first { $0.hasSuffix(".avi") })
    let manager = FileManager.default
    try manager.createSymbolicLink(
      atPath: run.folder + "/link.avi", withDestinationPath: "run/" + video)
    try manager.createSymbolicLink(
      atPath: run.folder + "/loop.avi", withDestinationPath: "loop.avi")
    try manager.createDirectory(
      atPath: run.folder + "/folder.avi", withIntermediateDirectories: false)
    #expect(mkfifo(run.folder + "/pipe.avi", 0o600) == 0)
    let known = ["--pixel-size", "0.7", "--temperature", "25", "--out", run.folder + "/fresh"]
    for (name, code) in [("loop.avi", 66), ("folder.avi", 66), ("pipe.avi", 66), ("link.avi", 0)] {
      let outcome = try Program.run(["analyze", run.folder + "/" + name] + known)
      #expect(outcome.code == Int32(code), "\(name): \(outcome.errors)")
    }
    // Pipes beside the video that nobody writes to must not be waited for.
    #expect(mkfifo(run.folder + "/run/notes.txt", 0o600) == 0)
    #expect(try Program.run(run.analysis("first")).code == 0)
    try manager.removeItem(atPath: run.folder + "/run/run.yaml")
    #expect(mkfifo(run.folder + "/run/run.yaml", 0o600) == 0)
    let outcome = try Program.run(run.analysis("first"))
    #expect(outcome.code == 66, "\(outcome.errors)")
    #expect(outcome.errors.contains("not a regular file"))
  }

  @Test(.enabled(if: Program.Unprivileged.isPossible, "nobody can run the program here"))
  func whatIsForbiddenIsTold() throws {
    let run = try RecordedRun()
    let program = try Program.Unprivileged(in: run.folder)
    let videos = try FileManager.default.contentsOfDirectory(atPath: run.folder + "/run")
    let video = try #require(videos.first { $0.hasSuffix(".avi") })
    // A folder that anybody may write to, so that only what is tested is forbidden.
    let open = run.folder + "/open"
    try FileManager.default.createDirectory(atPath: open, withIntermediateDirectories: false)
    chmod(open, 0o777)
    let analysis = ["analyze", run.folder + "/run", "--quiet", "--overwrite", "--out"]
    #expect(try program.run(analysis + [open + "/result"]).code == 0)
    // Where, what forbids it, and the code that says which side is to blame.
    let closed: [(String, mode_t, [String], Int32)] = [
      ("run/" + video, 0o000, analysis + [open + "/result"], 66),
      ("run/run.yaml", 0o000, analysis + [open + "/result"], 66),
      ("run", 0o000, analysis + [open + "/result"], 66),
      ("open", 0o555, analysis + [open + "/other"], 73),
      ("result/summary.json", 0o000, ["verify", run.folder + "/result", "--peak", "100"], 66),
      ("result", 0o555, ["report", run.folder + "/result"], 73),
    ]
    for (name, mode, arguments, code) in closed {
      let path = run.folder + "/" + name
      var before = stat()
      #expect(stat(path, &before) == 0)
      chmod(path, mode)
      let outcome = try program.run(arguments)
      chmod(path, before.st_mode & 0o7777)
      #expect(outcome.code == code, "\(name): \(outcome.errors)")
      #expect(outcome.errors.split(separator: "\n").count == 1, "\(outcome.errors)")
      #expect(outcome.errors.hasPrefix("nta: "), "\(outcome.errors)")
    }
    #expect(run.wholeResult() == "second")
  }

  @Test func absurdSettingsAreMisuse() throws {
    let run = try RecordedRun()
    for option in [
      "--pixel-size", "--frame-rate", "--exposure", "--temperature", "--viscosity", "--dilution",
      "--depth", "--smallest-diameter",
    ] {
      for value in ["nan", "inf", "-inf", "-1", "1e300", "1e-400x", ""] {
        let outcome = try Program.run(run.analysis("first") + ["\(option)=\(value)"])
        #expect(outcome.code == 64, "\(option)=\(value): \(outcome.errors)")
        #expect(outcome.errors.split(separator: "\n").count == 1, "\(outcome.errors)")
      }
    }
    // Above 0, but nothing that could be: 1e-300 µm of depth made 1e307 particles in a mL.
    for option in ["--pixel-size", "--frame-rate", "--viscosity", "--dilution", "--depth"] {
      let outcome = try Program.run(run.analysis("first") + ["\(option)=1e-300"])
      #expect(outcome.code == 64, "\(option): \(outcome.errors)")
    }
    for option in ["--positions", "--cycles", "--min-track-length", "--threads"] {
      for value in ["-9223372036854775808", "-1", "0", "9223372036854775807", "1e3", "2.5"] {
        let outcome = try Program.run(run.analysis("first") + ["\(option)=\(value)"])
        #expect(outcome.code == 64, "\(option)=\(value): \(outcome.errors)")
      }
    }
    #expect(run.wholeResult() == "second")
  }
}
