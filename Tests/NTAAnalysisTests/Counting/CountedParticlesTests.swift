import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Counted particles")
struct CountedParticlesTests {
  private static let area_um2 = 1e5
  private static let frames = 50

  /// Positions with as many particles in every frame as given, each seen throughout.
  private static func counted(
    _ perFrame: [Int], shares: [Double] = [1, 0], depth_um: [Double] = [10, 20],
    depthError: Double = 0
  ) -> CountedParticles {
    var tracks: [SizedTrack] = []
    for (index, count) in perFrame.enumerated() {
      for particle in 0..<count {
        tracks.append(
          SizedTrack(
            observation: index, particle: particle, firstFrame: 0, frames: frames, curve: [],
            diffusion: DiffusionEstimate(curve: [0, 1, 0], diffusion_um2_per_s: [1, 2, 4]),
            diameter_nm: 100 + Double(particle % 7), amplitudes: [], gaps: [], intensity: 30,
            variance_um2: 0.01, x_um: 0, y_um: 0))
      }
    }
    return CountedParticles.count(
      SizedTracks(tracks), weights: tracks.map { Double($0.frames) },
      positions: perFrame.map { count in
        CountedParticles.Position(
          frames: frames, coincidenceFraction: 0, isUsed: count >= PositionLimits().minimumTracks)
      }, perFrame: shares,
      volume: ObservedVolume(
        area_um2: area_um2, stated: nil, perFrame: shares, relativeDepth: depth_um,
        width: AxialCalibration.Width(value_um: 1, relativeError: depthError)))
  }

  @Test("So many particles in so much liquid")
  func concentration() throws {
    let counted = Self.counted([30])
    let result = try #require(counted.result(dilution: 500))
    // 30 in 1e5 µm² times 10 µm are 30 in 1e6 µm³, and 1e12 of these are a millilitre.
    #expect(abs(result.measured_per_mL / 3e7 - 1) < 1e-12)
    #expect(abs(result.sample_per_mL / 1.5e10 - 1) < 1e-12)
    #expect(abs(result.depth_um - 10) < 1e-12 && result.dilution == 500)
    #expect(abs((counted.ofPosition[0] ?? 0) / 3e7 - 1) < 1e-12)
  }

  @Test("Each size has its own volume")
  func volumes() throws {
    // Of 40 a frame 10 are of 10 µm and 30 of 20 µm: 1e7 and 1.5e7 per mL.
    let result = try #require(Self.counted([40], shares: [0.25, 0.75]).result(dilution: 1))
    #expect(abs(result.measured_per_mL / 2.5e7 - 1) < 1e-12)
  }

  @Test("One or two positions know what Poisson's law leaves open", arguments: [[64], [60, 68]])
  func poisson(perFrame: [Int]) throws {
    let result = try #require(Self.counted(perFrame).result(dilution: 1))
    let relative = 1 / Double(perFrame.reduce(0, +)).squareRoot()
    let interval = result.interval95_per_mL
    #expect(abs(log(interval.upperBound / result.sample_per_mL) - 1.96 * relative) < 1e-9)
    #expect(abs(log(result.sample_per_mL / interval.lowerBound) - 1.96 * relative) < 1e-9)
  }

  @Test("What is not known of the depth widens the interval")
  func depth() throws {
    let result = try #require(Self.counted([60, 60], depthError: 0.06).result(dilution: 1))
    let relative = (1 / 120.0 + 0.06 * 0.06).squareRoot()
    let upper = result.interval95_per_mL.upperBound
    #expect(abs(log(upper / result.sample_per_mL) - 1.96 * relative) < 1e-9)
  }

  @Test("Positions that differ by more than chance widen the interval")
  func scatter() throws {
    let even = try #require(Self.counted([60, 60, 60, 60]).result(dilution: 1))
    let uneven = try #require(Self.counted([45, 60, 75, 60]).result(dilution: 1))
    #expect(uneven.measured_per_mL == even.measured_per_mL)
    func relative(_ result: ConcentrationResult) -> Double {
      log(result.interval95_per_mL.upperBound / result.sample_per_mL) / 1.96
    }
    #expect(abs(relative(even) - 1 / 240.0.squareRoot()) < 1e-9)
    // The standard error of the mean of 45, 60, 75 and 60.
    #expect(abs(relative(uneven) - (450.0 / 3 / 4).squareRoot() / 60) < 1e-9)
  }

  /// The share of intervals that hold the truth, over drawn runs of three positions.
  @Test("The interval holds the truth as often as it says")
  func coverage() throws {
    var generator = SeededGenerator(seed: 221)
    var held = 0
    let runs = 200
    for _ in 0..<runs {
      let counts = (0..<6).map { _ in generator.poisson(50) }
      guard let result = Self.counted(counts).result(dilution: 1) else { continue }
      if result.interval95_per_mL.contains(5e7) { held += 1 }
    }
    // Four standard errors of 200 trials of 95 %, and six positions that know their scatter ill.
    #expect(Double(held) / Double(runs) > 0.95 - 4 * 0.0154)
  }

  @Test("Without a depth there is no concentration")
  func noDepth() {
    let counted = Self.counted([30], depth_um: [0, 0])
    #expect(counted.result(dilution: 1) == nil)
    #expect(counted.ofPosition == [nil])
  }
}
