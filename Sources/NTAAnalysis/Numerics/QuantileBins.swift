/// Bins that hold about the same number of values each.
struct QuantileBins: Sendable {
  /// Lowest value of each bin except the first, increasing.
  private let borders: [Double]

  /// Divides values into bins.
  ///
  /// - Parameters:
  ///   - values: the values to divide.
  ///   - most: number of bins, >= 1, if there are enough values.
  ///   - fewest: minimum number of values per bin, >= 1, unless there is a single bin.
  init(_ values: [Double], most: Int, fewest: Int) {
    let sorted = values.sorted()
    let count = min(max(sorted.count / fewest, 1), most)
    var borders: [Double] = []
    for k in 1..<max(count, 1) {
      let border = sorted[k * sorted.count / count]
      // If many values are equal, bins coincide and are merged.
      if border > borders.last ?? sorted[0] { borders.append(border) }
    }
    self.borders = borders
  }

  /// Number of bins, at least 1.
  var count: Int { borders.count + 1 }

  /// Index of the bin of a value, from 0.
  func index(of value: Double) -> Int { borders.count { $0 <= value } }
}
