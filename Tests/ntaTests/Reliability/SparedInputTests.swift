import Foundation
import Testing

/// What a command reads stays, whatever may be replaced.
struct SparedInputTests {
  private let run: RecordedRun
  private let video: String
  private let known = ["--pixel-size", "0.7", "--temperature", "25", "--quiet"]

  init() throws {
    run = try RecordedRun()
    let names = try FileManager.default.contentsOfDirectory(atPath: run.folder + "/run")
    video = run.folder + "/run/" + (try #require(names.first { $0.hasSuffix(".avi") }))
  }

  private func expectSpared(_ path: String, _ arguments: [String]) throws {
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    let outcome = try Program.run(arguments + ["--overwrite"])
    #expect(outcome.code == 64, "\(arguments): \(outcome.errors)")
    #expect(outcome.errors.contains("would overwrite the input"), "\(outcome.errors)")
    #expect(outcome.errors.split(separator: "\n").count == 1, "\(outcome.errors)")
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before, "\(path)")
  }

  @Test func recordingsAreSpared() throws {
    let folder = run.folder + "/run"
    try expectSpared(video, ["overlay", video, "--out", video] + known)
    try expectSpared(video, ["overlay", folder, "--out", video] + known)
    try expectSpared(video, ["track", folder, "--out", video] + known)
    try expectSpared(
      folder + "/run.yaml", ["track", folder, "--out", folder + "/run.yaml"] + known)
    try expectSpared(
      video, ["calibrate", folder, "--standard", "ps-110", "--out", video, "--quiet"])
    // The same file by another name.
    let link = run.folder + "/link.avi"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: video)
    try expectSpared(video, ["overlay", folder, "--out", link] + known)
  }

  @Test func tablesAreSpared() throws {
    let tracks = run.folder + "/result/tracks.csv"
    let text = "particle,frame,x,y\n" + (0..<20).map { "1,\($0),\($0 % 3),\($0 % 5)\n" }.joined()
    try Data(text.utf8).write(to: URL(fileURLWithPath: tracks))
    let rate = known + ["--frame-rate", "30"]
    try expectSpared(tracks, ["track", tracks, "--out", tracks] + rate)
    // A result of its own would have no such table.
    try expectSpared(tracks, ["size", tracks, "--out", run.folder + "/result"] + rate)
  }

  @Test func comparedResultsAreSpared() throws {
    let result = run.folder + "/result"
    let summary = result + "/summary.json"
    try expectSpared(summary, ["compare", result, result, "--out", summary])
    try expectSpared(
      result + "/distribution.csv",
      ["compare", result, result, "--out", result + "/distribution.html"])
  }
}
