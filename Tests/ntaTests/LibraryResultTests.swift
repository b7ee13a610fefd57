import Foundation
import NTAKit
import Testing

@testable import nta

/// A program that uses the library as README.md shows gets what the command line gets.
@Suite("The library beside the command line")
struct LibraryResultTests {
  private struct Summary: Decodable {
    struct Input: Decodable { var sample: String? }
    var input: Input
    var warnings: [WarningText]
  }

  @Test("warnings and the sample's name are complete and the same, each warning once")
  func same() async throws {
    let folder = NSTemporaryDirectory() + "nta-test-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let run = folder + "/run"
    let simulated = try Program.run([
      "simulate", "--preset", "blank", "--positions", "1", "--frames", "8", "--width", "80",
      "--height", "60", "--encoding", "raw", "--out", run, "--quiet",
    ])
    try #require(simulated.code == 0, "\(simulated.errors)")
    // A recording with a warning of its own, and settings with another.
    try Data("P5 1 1 255\n0".utf8).write(to: URL(fileURLWithPath: run + "/note.pgm"))
    let yaml = try String(contentsOfFile: run + "/run.yaml", encoding: .utf8)
    try yaml.split(separator: "\n").filter { !$0.hasPrefix("exposure_s") }.joined(separator: "\n")
      .write(toFile: run + "/run.yaml", atomically: true, encoding: .utf8)

    let analyzed = try Program.run([
      "analyze", run, "--out", folder + "/result", "--sample", "mine",
    ])
    try #require(analyzed.code == 0, "\(analyzed.errors)")
    let summary = try JSONDecoder().decode(
      Summary.self, from: Data(contentsOf: URL(fileURLWithPath: folder + "/result/summary.json")))

    let recording = try Recording(inputs: [run])
    var options = SettingOptions()
    options.sample = "mine"
    let resolved = try SettingsResolver.resolve(options: options, recording: recording)
    let result = try await NTAKit.Pipeline(resolved).analyze(recording)

    #expect(result.warnings.map(\.kind) == [.imagesIgnored, .exposureUnknown, .noParticles])
    #expect(result.warnings.map { $0.text(in: .commandLine) } == summary.warnings)
    #expect(summary.warnings.contains { $0.message.contains("give --exposure in seconds") })
    #expect(result.sample == "mine" && summary.input.sample == "mine")
    let printed = analyzed.errors.split(separator: "\n").filter { $0.contains("warning: ") }
    #expect(
      printed.map(String.init)
        == summary.warnings.map { "nta: warning: \($0.message) (\($0.code))" })
  }
}
