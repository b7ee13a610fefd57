import Foundation
import Testing

/// Stops the built program in the midst of its work, as Ctrl-C does.
struct InterruptionTests {
  private static var program: URL {
    let build = CommandLine.arguments.compactMap { argument in
      argument.hasSuffix(".xctest") ? URL(fileURLWithPath: argument) : nil
    }.first
    let bundle = build ?? URL(fileURLWithPath: CommandLine.arguments[0])
    return bundle.deletingLastPathComponent().appendingPathComponent("nta")
  }

  @Test(
    "an interrupted command ends with 130 and leaves nothing",
    arguments: [["--positions", "40"], ["--positions", "40", "--single-video"]])
  func simulate(options: [String]) throws {
    let folder = NSTemporaryDirectory() + "nta-test-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let process = Process()
    process.executableURL = Self.program
    process.arguments =
      ["simulate", "--preset", "exosome", "--frames", "500", "--out", "\(folder)/run"] + options
    let errors = Pipe()
    process.standardError = errors
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    // Wait for the work to begin: its folder is there then.
    for _ in 0..<600 where try entries(of: folder).isEmpty { Thread.sleep(forTimeInterval: 0.05) }
    #expect(try entries(of: folder).count == 1)
    process.interrupt()
    let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 130 && process.terminationReason == .exit)
    #expect(text.hasSuffix("nta: interrupted; no unfinished result was left behind\n"))
    #expect(try entries(of: folder).isEmpty)
  }

  private func entries(of folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder)
  }
}
