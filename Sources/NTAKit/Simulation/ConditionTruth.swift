import NTAAnalysis
import NTAVideo

/// A condition of a simulated run as `truth.json` states it.
package struct ConditionTruth: Sendable, Equatable, Codable {
  /// Name of the condition.
  package let name: String
  /// What happens to the recording.
  package let meaning: String
  /// The numbers of the condition and what follows from them, by names with units.
  package let values: [String: Double]

  /// What is true of a condition under the other parameters of the run.
  init(_ condition: SimulatedCondition, parameters: SimulationParameters) {
    let definition = condition.kind.definition
    name = condition.kind.rawValue
    meaning = definition.meaning
    let given = Dictionary(
      uniqueKeysWithValues: zip(definition.parameters.map(\.name), condition.values))
    let derived =
      condition.kind == .telecine
      ? ["rate_hz": parameters.fileRate_hz]
      : FlowField(condition, parameters: parameters)?.numbers ?? [:]
    values = given.merging(derived) { given, _ in given }
  }
}
