import Glibc

/// Classes of a quantity > 0 that are equally many in every decade.
struct LogBins: Sendable {
  /// The classes of diameter that brightness is shown in.
  static let diameter = LogBins(perDecade: 16)

  let perDecade: Double

  /// Number of the class a value lies in; 0 begins at 1.
  func index(of value: Double) -> Int { Int((log10(value) * perDecade).rounded(.down)) }

  /// Lower border of a class, and that of the next.
  func range(_ index: Int) -> Range<Double> {
    pow(10, Double(index) / perDecade)..<pow(10, Double(index + 1) / perDecade)
  }
}
