import NTAAnalysis
import NTAVideo

/// A way in which a simulated recording departs from the ideal one, with its numbers.
///
/// Written as text, a condition is its kind and its values, separated by colons: `shear-flow:20`.
/// ``Kind/definition`` is the table of all kinds; the help, `docs/simulation.md` and `truth.json`
/// are made from it.
package struct SimulatedCondition: Sendable, Equatable {
  /// What departs from the ideal.
  package let kind: Kind
  /// One value for each parameter of the kind, in the order of its definition.
  package let values: [Double]

  /// A condition of valid values; parameters without a value get their default.
  /// - Parameters:
  ///   - kind: what departs from the ideal.
  ///   - values: one for each of the first parameters of the kind, in the units of their names.
  /// - Throws: `SimulationError` if values are missing, supernumerary or out of range.
  package init(_ kind: Kind, _ values: Double...) throws(SimulationError) {
    try self.init(kind, values: values)
  }

  /// Reads a condition from text such as `shear-flow:20`.
  /// - Parameter text: a kind, followed by its values, separated by colons.
  /// - Throws: `SimulationError` if the kind is unknown, a value is not a number, or values are
  ///   missing, supernumerary or out of range.
  package init(_ text: String) throws(SimulationError) {
    let fields = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard let kind = Kind(rawValue: fields[0]) else {
      throw .unknownCondition(name: fields[0], known: Kind.allCases.map(\.rawValue))
    }
    let values = fields.dropFirst().map { Double($0) }
    if values.contains(nil) { throw .malformedCondition(text: text, form: kind.form) }
    try self.init(kind, values: values.compactMap(\.self))
  }

  private init(_ kind: Kind, values: [Double]) throws(SimulationError) {
    let parameters = kind.definition.parameters
    var complete = values
    for parameter in parameters.dropFirst(values.count) {
      if let fallback = parameter.fallback { complete.append(fallback) }
    }
    if complete.count != parameters.count {
      let text = ([kind.rawValue] + values.map { "\($0)" }).joined(separator: ":")
      throw .malformedCondition(text: text, form: kind.form)
    }
    for (parameter, value) in zip(parameters, complete) {
      // A comparison with NaN is false, so NaN is rejected, too.
      if !parameter.range.contains(value)
        || parameter.isWhole && value != value.rounded()
      {
        throw .parameterOutOfRange(
          name: "\(parameter.name) of \(kind.rawValue)", value: value,
          allowed: (parameter.isWhole ? "whole numbers in " : "")
            + "[\(parameter.range.lowerBound), \(parameter.range.upperBound)]")
      }
    }
    self.kind = kind
    self.values = complete
  }
}

extension SimulatedCondition {
  /// The content of the table for one kind of condition.
  package struct Definition: Sendable {
    /// What happens to the recording.
    package let meaning: String
    /// The numbers that say how much, in the order in which they are written.
    package let parameters: [Parameter]
  }

  /// One number of a condition.
  package struct Parameter: Sendable {
    /// Name with unit, as in `truth.json`.
    package let name: String
    /// The admissible values.
    package let range: ClosedRange<Double>
    /// The value if none is given; `nil` if one must be given.
    package let fallback: Double?
    /// Whether only whole numbers are admissible.
    package let isWhole: Bool

    init(
      _ name: String, _ range: ClosedRange<Double>, fallback: Double? = nil, isWhole: Bool = false
    ) {
      self.name = name
      self.range = range
      self.fallback = fallback
      self.isWhole = isWhole
    }
  }
}

extension SimulationParameters {
  /// The values of a condition; `nil` if it is not among the run's conditions.
  func values(of kind: SimulatedCondition.Kind) -> [Double]? {
    conditions.first { $0.kind == kind }?.values
  }
}

extension SimulatedCondition.Kind {
  /// How a condition of this kind is written, with optional values in brackets:
  /// `roll-flow:speed_um_per_s[:vortices]`.
  package var form: String {
    rawValue
      + definition.parameters
      .map { $0.fallback == nil ? ":\($0.name)" : "[:\($0.name)]" }
      .joined()
  }
}
