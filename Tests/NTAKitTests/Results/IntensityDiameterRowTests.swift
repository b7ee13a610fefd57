import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Brightness against diameter")
struct IntensityDiameterRowTests {
  private static func particle(_ diameter_nm: Double, _ intensity: Double, frames: Int)
    -> ParticleResult
  {
    ParticleResult(
      position: 1, particle: 1, firstFrame: 0, frames: frames, diffusion_um2_per_s: 4,
      diffusionStandardError_um2_per_s: 1, diameter_nm: diameter_nm, diameterLower95_nm: 50,
      diameterUpper95_nm: 200, intensity: intensity, localizationError_nm: 50, x_um: 0, y_um: 0)
  }

  @Test("Every track is in the cell that holds it, and in no other")
  func cells() {
    let particles = [
      Self.particle(101, 20, frames: 10), Self.particle(105, 21, frames: 5),
      Self.particle(105, 300, frames: 7), Self.particle(60, 20, frames: 4),
      Self.particle(.infinity, 20, frames: 9), Self.particle(100, 0, frames: 9),
    ]
    let rows = IntensityDiameterRow.all(of: particles)
    #expect(rows.map(\.tracks) == [1, 2, 1])
    #expect(rows.map(\.frames) == [4, 15, 7])
    for particle in particles.prefix(4) {
      let holding = rows.filter {
        $0.diameter_nm.contains(particle.diameter_nm) && $0.intensity.contains(particle.intensity)
      }
      #expect(holding.count == 1)
    }
    #expect(IntensityDiameterRow.all(of: []).isEmpty)
  }
}
