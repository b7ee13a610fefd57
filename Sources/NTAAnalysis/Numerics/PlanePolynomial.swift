/// The terms of a polynomial of the place in a plane, by rising degree and falling power of x.
struct PlanePolynomial: Sendable {
  /// Largest sum of the exponents of a term, in 0...7.
  let degree: Int

  /// Number of terms, the constant included.
  var termCount: Int { (degree + 1) * (degree + 2) / 2 }

  /// Calls `body` with the index and the value of each term at a place.
  @inline(__always)
  func forEachTerm(at place: SIMD2<Double>, _ body: (Int, Double) -> Void) {
    let (x, y) = (powers(of: place.x), powers(of: place.y))
    var index = 0
    for sum in 0...degree {
      for power in 0...sum {
        body(index, x[sum - power] * y[power])
        index += 1
      }
    }
  }

  /// Powers 0 to 7, as far as the degree goes.
  private func powers(of value: Double) -> SIMD8<Double> {
    var powers = SIMD8<Double>(repeating: 1)
    for k in 0..<degree { powers[k + 1] = powers[k] * value }
    return powers
  }
}
