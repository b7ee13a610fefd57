import ArgumentParser
import NTAKit

/// Options for departures from the ideal recording.
struct SimulatedConditionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Depart from the ideal, as in --condition shear-flow:20. May be repeated.",
      discussion: table, valueName: "name:values"),
    transform: condition)
  var condition: [SimulatedCondition] = []

  private static let table = SimulatedCondition.Kind.allCases
    .map { "\($0.form)\n\($0.definition.meaning)" }
    .joined(separator: "\n\n")

  private static func condition(_ text: String) throws -> SimulatedCondition {
    do throws(SimulationError) {
      return try SimulatedCondition(text)
    } catch {
      throw ValidationError(error.description(in: .commandLine))
    }
  }
}
