import Foundation
import NTAKit
import Testing

// The library as another package uses it: this code stands in README.md, letter by letter.
// begin
func measure(_ run: String, writingTo folder: String) async throws {
  let recording = try Recording(inputs: [run])
  var options = SettingOptions()
  options.pixelSize_um = 0.713
  options.temperature_C = 24.2
  let resolved = try SettingsResolver.resolve(options: options, recording: recording)
  let result = try await Pipeline(resolved).analyze(recording)
  print("D50:", result.size?.statistics.d50_nm ?? .nan, "nm")
  try ResultFolder(folder).write(result, log: RunLog())
}
// end

@Suite("The example of README.md")
struct ReadmeExampleTests {
  @Test("README.md holds the code above, and the code above runs")
  func example() async throws {
    let source = try String(contentsOfFile: #filePath, encoding: .utf8)
    let afterBegin = try #require(source.range(of: "// begin\n"))
    let end = try #require(source.range(of: "// end\n"))
    let code = source[afterBegin.upperBound..<end.lowerBound]
    let readme = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "../../README.md")
    let text = try String(contentsOf: readme, encoding: .utf8)
    #expect(text.contains("```swift\nimport NTAKit\n\n\(code)```\n"))

    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    var parameters = SimulationParameters.preset(.beads110)
    parameters.camera.width = 160
    parameters.camera.height = 120
    parameters.positions = 1
    parameters.frames = 12
    var run = SimulatedRun(try Simulator(parameters, seed: 401))
    run.format = SimulatedVideoFormat(.raw)
    try run.write(to: folder.appending(path: "run").path)
    let result = folder.appending(path: "result").path
    try await measure(folder.appending(path: "run").path, writingTo: result)
    #expect(try FileManager.default.contentsOfDirectory(atPath: result).contains("summary.json"))
  }
}
