import Foundation

/// A small recording, and the two results that analyses under two sample names give.
final class RecordedRun: Sendable {
  let folder: String
  /// Bytes of a result by sample name and file; without the log, which holds times.
  let results: [String: [String: Data]]

  static let samples = ["first", "second"]

  init() throws {
    folder = NSTemporaryDirectory() + "nta-test-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    // Nothing but dirt: quickly measured, and a result all the same.
    let simulated = try Program.run([
      "simulate", "--preset", "blank", "--positions", "1", "--frames", "8", "--width", "80",
      "--height", "60", "--encoding", "raw", "--out", folder + "/run", "--quiet",
    ])
    guard simulated.code == 0 else { throw Failure(reason: simulated.errors) }
    var results: [String: [String: Data]] = [:]
    for sample in Self.samples {
      let outcome = try Program.run(Self.analysis(sample, folder, "result"))
      guard outcome.code == 0 else { throw Failure(reason: outcome.errors) }
      results[sample] = try Self.contents(of: folder + "/result")
    }
    self.results = results
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  struct Failure: Error { var reason: String }

  /// Arguments that analyse the recording and replace the result.
  func analysis(_ sample: String, out: String = "result", overwrite: Bool = true) -> [String] {
    Self.analysis(sample, folder, out, overwrite: overwrite)
  }

  private static func analysis(
    _ sample: String, _ folder: String, _ out: String, overwrite: Bool = true
  ) -> [String] {
    ["analyze", folder + "/run", "--out", folder + "/" + out, "--sample", sample, "--quiet"]
      + (overwrite ? ["--overwrite"] : [])
  }

  /// The sample whose whole result is there; nil for anything else.
  func wholeResult(_ out: String = "result", ignoringHidden: Bool = false) -> String? {
    let log = try? String(contentsOfFile: folder + "/\(out)/run.log", encoding: .utf8)
    guard let log,
      let found = try? Self.contents(of: folder + "/" + out, ignoringHidden: ignoringHidden)
    else { return nil }
    return Self.samples.first { results[$0] == found && log.contains("--sample \($0)") }
  }

  /// Names beside recording and result.
  func leftovers() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      .filter { !["run", "result", "fresh"].contains($0) }
  }

  private static func contents(
    of path: String, ignoringHidden: Bool = false
  ) throws -> [String: Data] {
    var contents: [String: Data] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: path)
    where name != "run.log" && !(ignoringHidden && name.hasPrefix(".")) {
      contents[name] = try Data(contentsOf: URL(fileURLWithPath: path + "/" + name))
    }
    return contents
  }
}
