import Foundation
import Testing

/// Runs the built program, as a user would.
struct CommandLineTests {
  private func withFolder(_ body: (String) throws -> Void) throws {
    let path = NSTemporaryDirectory() + "nta-test-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: path) }
    try body(path)
  }

  @Test("every command explains itself with an example")
  func help() throws {
    for command in [
      "analyze", "calibrate", "track", "size", "verify", "compare", "simulate", "probe",
      "report", "overlay",
    ] {
      let outcome = try run([command, "--help"])
      #expect(outcome.code == 0)
      // The usage line has the command's name too; an example has more than its options.
      let examples = outcome.output.matches(of: /nta [a-z]+ [a-z-]/).filter {
        $0.output.hasPrefix("nta \(command) ")
      }
      #expect(!examples.isEmpty, "\(command)")
    }
  }

  @Test("help fits a terminal of 80 columns, no example is broken, and every command can be quiet")
  func helpWidth() throws {
    for command in [
      [], ["analyze"], ["calibrate"], ["track"], ["size"], ["verify"], ["compare"], ["simulate"],
      ["probe"], ["report"], ["overlay"],
    ] {
      let lines = try run(command + ["--help"]).output.split(
        separator: "\n", omittingEmptySubsequences: false)
      for line in lines { #expect(line.count <= 80, "\(line)") }
      #expect(command.isEmpty || lines.contains { $0.hasPrefix("  -q, --quiet ") }, "\(command)")
      let start = try #require(lines.firstIndex { $0.hasPrefix("EXAMPLE: nta ") }, "\(command)")
      let more = lines[(start + 1)...].prefix { !$0.isEmpty }
      for line in more { #expect(line.hasPrefix("         nta "), "\(line)") }
    }
  }

  @Test("bad input ends with the right code, one line, and nothing written")
  func badInput() throws {
    try withFolder { folder in
      try Data("no video\n".utf8).write(to: URL(fileURLWithPath: "\(folder)/text.avi"))
      try Data().write(to: URL(fileURLWithPath: "\(folder)/empty.avi"))
      try Data("particle,frame,x\n1,0,1\n".utf8).write(
        to: URL(fileURLWithPath: "\(folder)/short.csv"))
      let known = ["--pixel-size", "0.7", "--temperature", "25"]
      let cases: [([String], Int32)] = [
        (["analyze", "\(folder)/none", "--out", "\(folder)/out"] + known, 66),
        (["analyze", "\(folder)/text.avi", "--out", "\(folder)/out"] + known, 65),
        (["analyze", "\(folder)/empty.avi", "--out", "\(folder)/out"] + known, 65),
        (["analyze", "\(folder)/text.avi", "--out", "\(folder)/out"], 64),
        (["analyze", "\(folder)/text.avi"], 64),
        (["analyze", "\(folder)/text.avi", "--out", "\(folder)/text.avi/out"] + known, 73),
        (["analyze", "\(folder)/text.avi", "--out", folder] + known, 64),
        (["size", "\(folder)/short.csv", "--out", "\(folder)/out"] + known, 65),
        (["verify", "\(folder)/none", "--peak", "100"], 66),
        (["verify", folder, "--peak", "0"], 64),
        (["overlay", "\(folder)/text.avi", "--out", "\(folder)/out.gif"] + known, 64),
        (["overlay", "\(folder)/text.avi", "--out", "\(folder)/out.mp4"] + known, 65),
        (["overlay", "\(folder)/text.avi", "--out", "\(folder)/o.png", "--position", "2"], 64),
        (["nonsense"], 64),
      ]
      for (arguments, code) in cases {
        let outcome = try run(arguments)
        #expect(outcome.code == code, "\(arguments): \(outcome.errors)")
        #expect(outcome.output.isEmpty, "\(arguments)")
        #expect(outcome.errors.hasPrefix("nta: "), "\(outcome.errors)")
        #expect(outcome.errors.split(separator: "\n").count == 1, "\(outcome.errors)")
      }
      let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      #expect(names == ["empty.avi", "short.csv", "text.avi"])
    }
  }

  @Test("several runs: a folder each, statistics of all, and the worst code where one fails")
  func series() throws {
    try withFolder { folder in
      for seed in 1...2 {
        let simulated = try run([
          "simulate", "--preset", "beads-110", "--out", "\(folder)/run\(seed)", "--seed", "\(seed)",
          "--positions", "2", "--frames", "12", "--width", "200", "--height", "160", "--encoding",
          "raw", "--quiet",
        ])
        #expect(simulated.code == 0, "\(simulated.errors)")
      }
      try FileManager.default.createDirectory(
        atPath: "\(folder)/empty", withIntermediateDirectories: true)
      let inputs = ["run1", "empty", "run2"].map { "\(folder)/\($0)" }
      let outcome = try run(
        ["analyze"] + inputs
          + ["--out", "\(folder)/out", "--replicates", "--quiet", "--export", "fcs"])
      // The folder without videos cannot be analysed; the two others are whole.
      #expect(outcome.code == 66, "\(outcome.errors)")
      #expect(outcome.errors.split(separator: "\n").count == 1, "\(outcome.errors)")
      #expect(outcome.errors.hasPrefix("nta: empty: "), "\(outcome.errors)")
      let names = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/out").sorted()
      #expect(names == ["comparison.csv", "comparison.html", "replicates.csv", "run1", "run2"])
      for name in ["run1", "run2"] {
        #expect(FileManager.default.fileExists(atPath: "\(folder)/out/\(name)/particles.fcs"))
      }
      #expect(outcome.output.contains("95 % interval") && outcome.output.contains("CV"))
      let statistics = try String(contentsOfFile: "\(folder)/out/replicates.csv", encoding: .utf8)
      #expect(statistics.contains("all results,mode_nm,2,"))

      let again = try run(["analyze"] + inputs + ["--out", "\(folder)/out", "--quiet"])
      #expect(again.code == 64 && again.output.isEmpty, "\(again.errors)")
      let json = try run(
        ["analyze"] + [inputs[0], inputs[2]]
          + ["--out", "\(folder)/out", "--overwrite", "--json", "--quiet"])
      #expect(json.code == 0, "\(json.errors)")
      let entries = try JSONSerialization.jsonObject(with: Data(json.output.utf8))
      let codes = (entries as? [[String: Any]])?.map { $0["exit_code"] as? Int }
      #expect(codes == [0, 0])
    }
  }

  private func run(_ arguments: [String]) throws -> Program.Outcome {
    try Program.run(arguments)
  }
}
