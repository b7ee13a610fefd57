import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

/// How high spots seem is learnt with drawn ones, and undone.
@Suite("Height response")
struct AmplitudeResponseTests {
  private static let noise: Float = 2
  private static let limit: Float = 12

  private func conditions(coding: JPEGQuantisation?) -> InjectionRecovery.Conditions {
    let floor = Self.noise * Self.noise
    return InjectionRecovery.Conditions(
      model: ImagingModel(
        sigma_px: 0.85, noise: NoiseModel(floor: floor, gain: 0.25, misfit: 0),
        saturation: .infinity, threshold: 4.5, spotCount: 100),
      scale: FixedPointScale(polarity: .bright, whiteLevel: 255, noise: Self.noise, typical: 16),
      limitAmplitude: Self.limit, background: 16, coding: coding, noise: Self.noise)
  }

  /// The table of an MPEG encoder at two eighths, with its first rows only as fine.
  private static let coding: JPEGQuantisation = {
    let matrix: [Float] = [
      8, 16, 19, 22, 26, 27, 29, 34, 16, 16, 22, 24, 27, 29, 34, 37,
      19, 22, 26, 27, 29, 34, 34, 38, 22, 22, 26, 27, 29, 34, 37, 40,
      22, 26, 27, 29, 32, 35, 40, 48, 26, 27, 29, 32, 35, 40, 48, 58,
      26, 27, 29, 34, 38, 46, 56, 69, 27, 29, 35, 38, 46, 56, 69, 83,
    ]
    var steps = matrix.map { ($0 / 4).rounded(.down) }
    steps[0] = 8
    return JPEGQuantisation(BlockQuantisation(steps: steps))
  }()

  @Test("Without loss, spots are as high as they are")
  func lossless() throws {
    let response = try #require(
      AmplitudeResponse(InjectionRecovery(conditions(coding: nil), seed: 1)))
    for measured in [20.0, 40, 100] {
      // A twentieth of a deviation of the mean of sixty spots, and the Gaussian for a pixel's integral.
      #expect(abs(response.trueAmplitude(measured: measured) / measured - 1) < 0.04)
    }
  }

  @Test("Near the limit some are counted; well above it all, as high as they are")
  func counted() throws {
    let response = try #require(
      AmplitudeResponse(InjectionRecovery(conditions(coding: nil), seed: 2)))
    let counted = response.counted(above: 1.2 * Double(Self.limit))
    func place(_ x: Double) -> Int {
      Int(((x - AmplitudeResponse.Counted.lowest) / AmplitudeResponse.Counted.step).rounded())
    }
    #expect(counted.shares[place(-0.5)] < 0.05)
    // As many are lifted over the limit as fall below it.
    #expect(abs(counted.shares[place(0)] - 0.5) < 0.15)
    #expect(counted.shares[place(0.5)] > 0.98)
    #expect(abs(counted.logs[place(0.8)] - 0.8) < 0.05)
  }

  @Test("Heights that JPEG took away are given back to other spots")
  func coded() throws {
    let response = try #require(
      AmplitudeResponse(InjectionRecovery(conditions(coding: Self.coding), seed: 3)))
    let others = InjectionRecovery(conditions(coding: Self.coding), seed: 4).spots
    for range in [22.0..<35, 35..<60, 60..<120] {
      let seen = others.filter { range.contains(Double($0.trueAmplitude)) }.compactMap { spot in
        spot.measuredAmplitude.map { (Double($0), Double(spot.trueAmplitude)) }
      }
      let before = Sample(seen.map { log($0.0 / $0.1) })
      let after = Sample(seen.map { log(response.trueAmplitude(measured: $0.0) / $0.1) })
      #expect(abs(after.mean) < 4 * after.error + 0.02)
      // The test is of something: faint spots lose a tenth and more.
      if range.upperBound <= 60 { #expect(before.mean < -0.06) }
    }
  }

  @Test(
    "The slab by a trial is the slab by the noise, where there is no loss", arguments: [0.7, 2.5])
  func slab(contrast: Double) throws {
    let response = try #require(
      AmplitudeResponse(InjectionRecovery(conditions(coding: nil), seed: 5)))
    let tried = AxialDetectionProfile(response.counted(above: 1.2 * Double(Self.limit)))
    // The noise of a fitted height near the limit is some eighth of it.
    let reckoned = AxialDetectionProfile(relativeNoise: 0.13)
    #expect(abs(tried.depth(contrast) / reckoned.depth(contrast) - 1) < 0.06)
    #expect(abs(tried.mean(contrast) - reckoned.mean(contrast)) < 0.05)
  }
}
