import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

/// A reader with a calculator arrives at the concentration that is printed.
struct ConcentrationTextTests {
  /// All numbers of a text, also those as `1.23 × 10⁸`.
  private static func numbers(_ text: String) -> [Double] {
    let superscripts = Dictionary(uniqueKeysWithValues: zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789"))
    return text.matches(of: /([0-9]+(?:\.[0-9]+)?)(?: × 10([⁰¹²³⁴⁵⁶⁷⁸⁹]+))?/).compactMap { match in
      let exponent = match.2.map { String($0.compactMap { superscripts[$0] }) } ?? "0"
      return Double("\(match.1)e\(exponent)")
    }
  }

  @Test("particles in view, divided by area and depth and times dilution, are the concentration")
  func product() throws {
    for (count, area_um2, depth_um, dilution) in [
      (37.123, 153_421.7, 11.873, 500.0), (0.8126, 8012.4, 27.41, 1), (148.9, 1.5e5, 9.9, 12.5),
    ] {
      var result = TinyRun.result()
      let measured = count / (area_um2 * depth_um) * 1e12
      let sample = measured * dilution
      result.settings.dilution = Setting(dilution, from: .runFile)
      result.concentration = ConcentrationResult(
        measured_per_mL: measured, sample_per_mL: sample,
        interval95_per_mL: 0.9 * sample...1.1 * sample, dilution: dilution,
        method: .selfCalibrated, depth_um: depth_um, particlesPerFrame: count,
        area_um2: area_um2)
      let text = MethodsText.paragraph(SummaryDocument(result))
      let start = try #require(text.range(of: "On average "))
      let printed = Self.numbers(String(text[start.lowerBound...]))
      // Count, area, depth, 1 mL, 10¹² (as 10 and its exponent), cell, dilution, sample.
      let (n, area, depth) = (printed[0], printed[1], printed[2])
      let rest = printed.dropFirst(3).filter { $0 != 1 && $0 != 10 } + []
      let product = n / (area * depth) * 1e12
      // Four digits each of two factors, five of one.
      #expect(abs(product / measured - 1) < 1.2e-3, "\(text)")
      #expect(rest.contains { abs($0 / product - 1) < 2e-3 }, "\(printed)")
      #expect(printed.contains { abs($0 / (product * dilution) - 1) < 6e-3 }, "\(printed)")
      #expect(text.contains("dilution of \(NumberText.plain(dilution))"))
    }
  }
}
