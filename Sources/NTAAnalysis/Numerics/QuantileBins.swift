/// Classes of a quantity that hold about the same number of values each.
struct QuantileBins: Sendable {
  /// Lowest value of each class but the first, rising.
  private let borders: [Double]

  /// Divides values into classes.
  ///
  /// - Parameters:
  ///   - values: what is divided.
  ///   - most: number of classes, >= 1, where there are enough values.
  ///   - fewest: values a class holds at least, >= 1, unless there is but one class.
  init(_ values: [Double], most: Int, fewest: Int) {
    let sorted = values.sorted()
    let count = min(max(sorted.count / fewest, 1), most)
    var borders: [Double] = []
    for k in 1..<max(count, 1) {
      let border = sorted[k * sorted.count / count]
      // Where many values are equal, classes fall together.
      if border > borders.last ?? sorted[0] { borders.append(border) }
    }
    self.borders = borders
  }

  /// Number of classes, at least 1.
  var count: Int { borders.count + 1 }

  /// Class of a value, from 0.
  func index(of value: Double) -> Int { borders.count { $0 <= value } }
}
