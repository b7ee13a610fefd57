import Foundation
import Testing

@testable import NTAAnalysis

@Suite("Polynomial of the place")
struct PlanePolynomialTests {
  @Test("Every term up to the degree, once and in order", arguments: 0...7)
  func terms(degree: Int) {
    let polynomial = PlanePolynomial(degree: degree)
    let place = SIMD2(0.7, -1.3)
    let expected = (0...degree).flatMap { sum in
      (0...sum).map { pow(place.x, Double(sum - $0)) * pow(place.y, Double($0)) }
    }
    var found: [Double] = []
    polynomial.forEachTerm(at: place) { index, value in
      #expect(index == found.count)
      found.append(value)
    }
    #expect(found.count == polynomial.termCount && found.count == expected.count)
    for (a, b) in zip(found, expected) { #expect(abs(a - b) < 1e-12) }
  }
}
