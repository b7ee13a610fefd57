import Testing

@testable import NTAAnalysis

@Suite("Normal distribution")
struct NormalTests {
  /// Values of tables (Abramowitz and Stegun, table 26.1 and 26.5).
  @Test(
    "Probabilities and quantiles are those of tables",
    arguments: [
      (0.0, 0.5), (1, 0.841344746), (-1, 0.158655254), (1.959963985, 0.975),
      (-2.326347874, 0.01), (3.090232306, 0.999),
    ])
  func tables(z: Double, probability: Double) {
    #expect(abs(Normal.probability(below: z) - probability) < 1e-9)
    #expect(abs(Normal.quantile(probability) - z) < 1e-7)
  }

  @Test("The ends are finite")
  func ends() {
    // The quantile of 1e-12 is -7.034.
    #expect(abs(Normal.quantile(0) + 7.034) < 0.001)
    #expect(abs(Normal.quantile(1) - 7.034) < 0.001)
  }
}
