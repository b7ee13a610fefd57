import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Brightness in focus")
struct InFocusIntensityTests {
  private static let optics = SimulatedOptics()

  private static func light(_ diameter_nm: Double, _ index: Double) -> Double {
    optics.relativeBrightness(diameter_nm: diameter_nm, index: index)
  }

  /// Vesicles need more light than silica: both kinds are 30 grey levels at 100 nm.
  @Test("The material of drawn particles", arguments: [1.40, 1.46])
  func material(index: Double) throws {
    let scale = 30 / Self.light(100, index)
    let slab = DrawnSlab(
      kinds: stride(from: 85.0, through: 190, by: 15).map {
        .init(diameter_nm: $0, brightness: scale * Self.light($0, index), count: 250)
      })
    let beads = BeadBrightness(
      amplitude: scale * Self.light(110, 1.59), relativeError: 0.1, diameter_nm: 110,
      refractiveIndex: 1.59)
    let passages = slab.passages(seed: 271)
    let (measured, _) = slab.measured(passages)
    let focus = try #require(measured.inFocusIntensity([]))
    let classes = focus.material(beside: beads, wavelength_nm: Self.optics.wavelength_nm)
    #expect(classes.count >= 4)
    for found in classes where found.tracks > 100 {
      #expect(
        abs(found.refractiveIndex - index) < 0.01, "\(found.mean_nm) nm: \(found.refractiveIndex)")
      #expect(found.interval95.contains(index))
    }
    // What they are seen at on average, out of focus for the most part, would be something else.
    let tracks = slab.sized(passages).filter { (110..<130).contains($0.diameter_nm) }
    let mean = tracks.flatMap(\.amplitudes).map { log(Double($0)) }
    let seen = exp(mean.reduce(0, +) / Double(mean.count))
    let naive = EffectiveIndex(
      beadDiameter_nm: 110, beadIndex: 1.59, wavelength_nm: Self.optics.wavelength_nm)?
      .index(diameter_nm: 120, brightness: seen / beads.amplitude)
    #expect(abs((naive ?? 0) - index) > 0.01, "\(naive ?? 0)")
  }
}
