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
    for option in ["--positions", "--cycles", "--min-track-length", "--threads"] {
      for value in ["-9223372036854775808", "-1", "0", "9223372036854775807", "1e3", "2.5"] {
        let outcome = try Program.run(run.analysis("first") + ["\(option)=\(value)"])
        #expect(outcome.code == 64, "\(option)=\(value): \(outcome.errors)")
      }
    }
    #expect(run.wholeResult() == "second")
  }
}
