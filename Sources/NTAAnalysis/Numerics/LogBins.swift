import Glibc

/// Logarithmic bins of a quantity > 0, equally many in each decade.
package struct LogBins: Sendable {
  /// The diameter bins of the intensity results.
  package static let diameter = LogBins(perDecade: 16)

  let perDecade: Double

  package init(perDecade: Double) {
    self.perDecade = perDecade
  }

  /// Index of the bin of a value; bin 0 begins at 1.
  package func index(of value: Double) -> Int { Int((log10(value) * perDecade).rounded(.down)) }

  /// Lower and upper edge of a bin.
  package func range(_ index: Int) -> Range<Double> {
    pow(10, Double(index) / perDecade)..<pow(10, Double(index + 1) / perDecade)
  }
}
