import Testing

@testable import NTAAnalysis

@Suite("Noise of clipped pictures")
struct CensoredNoiseTests {
  /// Frames that a survey looks at.
  private static let frameCount = 6

  @Test(
    "Noise of which a part is clipped to black has the deviation that was drawn",
    arguments: [-1, -0.5, 0, 0.5, 1], [2.0, 6])
  func clipped(level: Double, deviation: Double) throws {
    // The clip lies `level` deviations above the mean: 16 to 84 % of the samples are black.
    let noise = DrawnNoise(mean: -level * deviation, deviation: deviation)
    let frames = noise.frames(Self.frameCount, seed: 551)
    let measured = try #require(CensoredNoise.deviation(of: frames, polarity: .bright))
    #expect(abs(Double(measured) / deviation - 1) < 0.1, "\(measured)")
    let scale = FixedPointScale(for: frames, polarity: .bright)
    #expect(scale.noiseFloor == measured && scale.noise >= measured)
  }

  @Test("Dark spots are looked for in pictures that are clipped to white")
  func clippedToWhite() throws {
    let noise = DrawnNoise(mean: 255, deviation: 5)
    let frames = noise.frames(Self.frameCount, seed: 552)
    let measured = try #require(CensoredNoise.deviation(of: frames, polarity: .dark))
    #expect(abs(measured / 5 - 1) < 0.1, "\(measured)")
    #expect(CensoredNoise.deviation(of: frames, polarity: .bright) == nil)
  }

  @Test("The noise between black borders is that of the picture", arguments: [12, 24, 36])
  func letterbox(border: Int) throws {
    let noise = DrawnNoise(deviation: 3, border: border)
    let frames = noise.frames(Self.frameCount, seed: 553)
    let measured = try #require(CensoredNoise.deviation(of: frames, polarity: .bright))
    #expect(abs(measured / 3 - 1) < 0.1, "\(measured)")
  }

  @Test("Clipped noise between black borders has the deviation that was drawn")
  func clippedLetterbox() throws {
    let noise = DrawnNoise(mean: 2, deviation: 4, border: 24)
    let frames = noise.frames(Self.frameCount, seed: 554)
    let measured = try #require(CensoredNoise.deviation(of: frames, polarity: .bright))
    #expect(abs(measured / 4 - 1) < 0.1, "\(measured)")
  }

  @Test("Where nothing is clipped nothing is said")
  func unclipped() {
    let frames = DrawnNoise().frames(Self.frameCount, seed: 555)
    #expect(CensoredNoise.deviation(of: frames, polarity: .bright) == nil)
    #expect(CensoredNoise.deviation(of: frames, polarity: .dark) == nil)
    #expect(FixedPointScale(for: frames, polarity: .bright).noiseFloor == 0)
    // At 2.5 deviations only 0.6 % of the samples are black.
    let barely = DrawnNoise(mean: 10, deviation: 4).frames(Self.frameCount, seed: 556)
    #expect(CensoredNoise.deviation(of: barely, polarity: .bright) == nil)
    #expect(CensoredNoise.deviation(of: [frames[0]], polarity: .bright) == nil)
  }

  @Test("A black recording has no noise")
  func black() {
    let frames = [GrayImage](repeating: GrayImage(width: 64, height: 48), count: 6)
    #expect(CensoredNoise.deviation(of: frames, polarity: .bright) == nil)
  }
}
