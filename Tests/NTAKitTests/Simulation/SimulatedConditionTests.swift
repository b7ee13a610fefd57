import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Simulated condition")
struct SimulatedConditionTests {
  @Test("A condition is read from its kind and values, and missing values have defaults")
  func reading() throws {
    let roll = try SimulatedCondition("roll-flow:-12.5")
    #expect(roll.kind == .rollFlow)
    #expect(roll.values == [-12.5, 1])
    #expect(try SimulatedCondition("roll-flow:3:2") == SimulatedCondition(.rollFlow, 3, 2))
  }

  @Test(
    "A condition that makes no sense is refused",
    arguments: [
      "", "flow", "shear-flow", "shear-flow:", "shear-flow:fast", "shear-flow:1:2",
      "shear-flow:nan",
      "shear-flow:1e9", "roll-flow:1:1.5", "roll-flow:1:0", "Shear-flow:1",
    ])
  func refused(text: String) {
    #expect(throws: SimulationError.self) { try SimulatedCondition(text) }
  }

  @Test("Errors name the kinds, or how the kind is written")
  func errors() throws {
    let unknown = try #require(throws: SimulationError.self) { try SimulatedCondition("sheer:1") }
    for kind in SimulatedCondition.Kind.allCases {
      #expect(unknown.description(in: .library).contains(kind.rawValue))
    }
    let malformed = try #require(throws: SimulationError.self) {
      try SimulatedCondition("roll-flow")
    }
    #expect(
      malformed.description(in: .library).contains("roll-flow:speed_um_per_s[:vortices]"))
  }

  @Test("A kind is given once")
  func repeated() throws {
    var parameters = SimulatorTests.parameters(.blank)
    parameters.conditions = [
      try SimulatedCondition("shear-flow:1"), try SimulatedCondition("shear-flow:2"),
    ]
    #expect(throws: SimulationError.repeatedCondition(name: "shear-flow")) {
      try Simulator(parameters, seed: 1)
    }
  }

  @Test("truth.json states each condition with its numbers; without conditions it has no such key")
  func truth() throws {
    var parameters = SimulatorTests.parameters(.blank)
    #expect(try !SimulationTruth(Simulator(parameters, seed: 1)).json().contains("conditions"))
    parameters.conditions = [try SimulatedCondition("shear-flow:21")]
    let truth = SimulationTruth(try Simulator(parameters, seed: 1))
    let condition = try #require(truth.conditions?.first)
    #expect(condition.name == "shear-flow")
    #expect(condition.values == ["speed_um_per_s": 21, "gradient_per_s": 1.5])
    let read = try JSONDecoder().decode(SimulationTruth.self, from: Data(try truth.json().utf8))
    #expect(read == truth)
  }

  /// A condition of each kind.
  private static let examples = [
    "shear-flow:30", "poiseuille-flow:30", "roll-flow:30", "extension-flow:30", "beam-profile:0.3",
    "tilt:30", "haze:10", "rotation:0.3:100", "flicker:0.1", "aggregates:2", "denoise:0.5", "clock",
    "scale-bar", "logo", "lost-frames:2", "random-lost-frames:0.5", "repeated-frames:2",
    "file-rate:60", "telecine",
  ]

  /// The frames of the file of one position.
  private static func recorded(_ conditions: [String]) throws -> [GrayImage] {
    var parameters = SimulatorTests.parameters(.beads110)
    parameters.populations[0].concentration_per_mL = 4e8
    parameters.frames = 12
    parameters.conditions = try conditions.map { try SimulatedCondition($0) }
    let simulator = try Simulator(parameters, seed: 2)
    var delivery = simulator.delivery(position: 1)
    var images: [GrayImage] = []
    simulator.simulate(position: 1) { images += delivery.receive($0.image) }
    return images
  }

  @Test("Each kind changes the recording, alone and in the company of others")
  func everyKind() throws {
    #expect(
      try SimulatedConditionTests.examples.map { try SimulatedCondition($0).kind }
        == SimulatedCondition.Kind.allCases)
    let plain = try SimulatedConditionTests.recorded([])
    let company = SimulatedConditionTests.examples.filter { $0 != "telecine" }
    let together = try SimulatedConditionTests.recorded(company)
    #expect(try SimulatedConditionTests.recorded(company) == together)
    for example in SimulatedConditionTests.examples {
      #expect(try SimulatedConditionTests.recorded([example]) != plain, "\(example)")
    }
    for example in company {
      #expect(
        try SimulatedConditionTests.recorded(company.filter { $0 != example }) != together,
        "\(example)")
    }
  }

  @Test("Optional values come last, and defaults are admissible")
  func table() {
    for kind in SimulatedCondition.Kind.allCases {
      let parameters = kind.definition.parameters
      let firstOptional = parameters.firstIndex { $0.fallback != nil } ?? parameters.count
      #expect(parameters[firstOptional...].allSatisfy { $0.fallback != nil })
      #expect(parameters.allSatisfy { $0.fallback.map($0.range.contains) ?? true })
    }
  }

  /// `scripts/condition-table` writes the table anew.
  @Test("docs/simulation.md has the table of conditions")
  func documentation() throws {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../../docs/simulation.md").standardizedFileURL
    var lines = try String(contentsOf: path, encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let isRow = { (line: String) in line.hasPrefix("| `") && !line.hasPrefix("| `--") }
    let table = SimulatedCondition.Kind.allCases.map(SimulatedConditionTests.row)
    if ProcessInfo.processInfo.environment["NTA_WRITE_CONDITION_TABLE"] != nil {
      lines.removeAll(where: isRow)
      let start = try #require(lines.firstIndex { $0.hasPrefix("| ---") }) + 1
      lines.insert(contentsOf: table, at: start)
      try Data(lines.joined(separator: "\n").utf8).write(to: path)
    }
    #expect(lines.filter(isRow) == table)
  }

  private static func row(_ kind: SimulatedCondition.Kind) -> String {
    let values = kind.definition.parameters.map { parameter in
      let range =
        "\(parameter.range.lowerBound.shortText) to \(parameter.range.upperBound.shortText)"
      let fallback = parameter.fallback.map { ", default \($0.shortText)" } ?? ""
      return "\(parameter.name): \(parameter.isWhole ? "whole, " : "")\(range)\(fallback)"
    }
    return "| `\(kind.form)` | \(values.joined(separator: "; ")) | \(kind.definition.meaning) |"
  }
}

extension Double {
  /// The number without a fraction of zero.
  fileprivate var shortText: String { Int(exactly: self).map(String.init) ?? "\(self)" }
}
