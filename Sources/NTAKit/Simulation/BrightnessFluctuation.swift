import Foundation
import NTAAnalysis
import NTAVideo

/// Brightness that fluctuates while particles stay in place: particles that rotate, and a laser that
/// flickers.
///
/// The amplitude of an anisotropic particle follows its orientation, whose second Legendre
/// polynomial has the autocorrelation exp(-6 D_r t) (Berne and Pecora, Dynamic Light Scattering,
/// 1976, chapter 7). It is drawn as an Ornstein-Uhlenbeck process with that autocorrelation and
/// averaged exactly over each part of the exposure.
struct BrightnessFluctuation {
  /// Factor on all light of the current frame.
  private(set) var frameFactor = 1.0
  private var particleFactors: [[Double]] = []

  private let flickerSD: Double
  private let rotationSD: Double
  private let relaxation_s: [Double]
  private let part_s: Double
  private let pause_s: Double
  private let parts: Int
  private var deviations: [Double] = []
  private var generator: SeededGenerator

  /// The fluctuation of a position.
  /// - Parameters:
  ///   - parameters: the run, with or without the conditions `rotation` and `flicker`.
  ///   - diameters_nm: the diameter of each particle, in nm.
  ///   - parts: number of instants that represent an exposure, at least 1.
  ///   - generator: draws nothing but this.
  init(
    _ parameters: SimulationParameters, diameters_nm: [Double], parts: Int,
    generator: SeededGenerator
  ) {
    self.parts = parts
    self.generator = generator
    part_s = parameters.exposure_s / Double(parts)
    pause_s = 1 / parameters.frameRate_hz - parameters.exposure_s
    flickerSD = parameters.values(of: .flicker)?[0] ?? 0
    let rotation = parameters.values(of: .rotation) ?? [0, 1]
    rotationSD = rotation[0]
    relaxation_s =
      rotationSD > 0
      ? diameters_nm.map { rotation[1] * parameters.rotationTime_s(diameter_nm: $0) } : []
  }

  /// Factor on the light of a particle, by number from 0, in a part of the current exposure.
  func factor(of particle: Int, part: Int) -> Double {
    particleFactors.isEmpty ? 1 : particleFactors[part][particle]
  }

  /// Advances to the next frame; the first call is for the first frame.
  mutating func expose() {
    if flickerSD > 0 { frameFactor = max(0, 1 + flickerSD * generator.normal()) }
    if relaxation_s.isEmpty { return }
    if deviations.isEmpty {
      deviations = relaxation_s.map { _ in generator.normal() }
    } else {
      for index in deviations.indices { _ = advance(index, by: pause_s) }
    }
    particleFactors = (0..<parts).map { _ in
      deviations.indices.map { max(0, 1 + rotationSD * advance($0, by: part_s)) }
    }
  }

  /// Moves one process on; returns its mean over the time.
  private mutating func advance(_ index: Int, by time_s: Double) -> Double {
    if time_s <= 0 { return deviations[index] }
    let ratio = time_s / relaxation_s[index]
    let decay = exp(-ratio)
    let spread = 1 - decay
    let start = deviations[index]
    let variance = -expm1(-2 * ratio)
    let jump = variance.squareRoot() * generator.normal()
    deviations[index] = decay * start + jump
    // Joint law of the end and the mean (Gillespie, PRE 54:2084, 1996); the last term vanishes
    // for short times, where its difference of large numbers may be negative.
    let slope = spread * spread / ratio / variance
    let rest = (2 * ratio - 3 + 4 * decay - decay * decay) / (ratio * ratio)
    let free = max(0, rest - slope * slope * variance)
    return start * spread / ratio + slope * jump + free.squareRoot() * generator.normal()
  }
}

extension SimulationParameters {
  /// Decay time of the orientation's second Legendre polynomial for a sphere, 1 / 6 D_r with
  /// D_r = k T / (pi eta d³), in s.
  func rotationTime_s(diameter_nm: Double) -> Double {
    // D_r is 3 D / d².
    let diameter_um = diameter_nm / 1000
    return diameter_um * diameter_um / (18 * diffusion_um2_per_s(diameter_nm: diameter_nm))
  }
}
