import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Brownian motion")
struct BrownianMotionTests {
  /// Some hundred beads in a wide, thin field, filmed for 40 frames.
  private static func parameters(exposure_s: Double) -> SimulationParameters {
    var parameters = SimulationParameters(
      name: "motion",
      populations: [
        SimulatedPopulation(
          kind: .normal, centre_nm: 100, spread: 0, concentration_per_mL: 4e8, index: 1.59)
      ])
    parameters.camera.width = 160
    parameters.camera.height = 160
    parameters.frames = 40
    parameters.exposure_s = exposure_s
    parameters.driftSpread_um_per_s = 0
    return parameters
  }

  /// Steps along x and y in µm of every particle, over `lag` frames, without those that were
  /// carried to the other side of the box.
  private static func steps_um(_ parameters: SimulationParameters, lag: Int) throws -> [[Double]] {
    var paths: [[ParticleState]] = []
    try Simulator(parameters, seed: 21).paths(position: 1) { paths.append($1) }
    return paths[0].indices.flatMap { index in
      [\ParticleState.x, \.y].map { axis in
        stride(from: 0, to: paths.count - lag, by: lag).compactMap { frame in
          let step =
            (paths[frame + lag][index][keyPath: axis] - paths[frame][index][keyPath: axis])
            * parameters.pixelSize_um
          return abs(step) < 60 ? step : nil
        }
      }
    }
  }

  @Test("Stokes and Einstein: 100 nm at 25 °C diffuses at 4.907 µm²/s")
  func stokesEinstein() {
    let parameters = BrownianMotionTests.parameters(exposure_s: 0)
    #expect(abs(parameters.diffusion_um2_per_s(diameter_nm: 100) - 4.907) < 0.0005)
  }

  @Test("The mean squared displacement is 4 D t", arguments: [1, 2, 8])
  func meanSquaredDisplacement(lag: Int) throws {
    let parameters = BrownianMotionTests.parameters(exposure_s: 0)
    let diffusion = parameters.diffusion_um2_per_s(diameter_nm: 100)
    let steps = try BrownianMotionTests.steps_um(parameters, lag: lag).flatMap { $0 }
    let mean = steps.reduce(0) { $0 + $1 * $1 } / Double(steps.count)
    let expected = 2 * diffusion * Double(lag) / 30
    // Steps that do not overlap are independent; a square of a normal number has variance 2.
    #expect(abs(mean / expected - 1) < 4 * (2 / Double(steps.count)).squareRoot())
  }

  @Test("Blur takes a third of the exposure from the time", arguments: [0.008, 0.02, 1.0 / 30])
  func blur(exposure_s: Double) throws {
    let parameters = BrownianMotionTests.parameters(exposure_s: exposure_s)
    let diffusion = parameters.diffusion_um2_per_s(diameter_nm: 100)
    let tracks = try BrownianMotionTests.steps_um(parameters, lag: 1)
    let count = Double(tracks.map(\.count).reduce(0, +))
    let mean = tracks.joined().reduce(0) { $0 + $1 * $1 } / count
    let products = tracks.map { zip($0, $0.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 } }
    let covariance = products.reduce(0, +) / (count - Double(tracks.count))
    // Berglund, PRE 82:011917 (2010): variance and covariance of blurred steps.
    let variance = 2 * diffusion * (1.0 / 30 - exposure_s / 3)
    let neighbours = diffusion * exposure_s / 3
    let spread = 2 * (variance * variance + 2 * neighbours * neighbours) / count
    #expect(abs(mean - variance) < 4 * spread.squareRoot())
    // Var(mean of products) is at most (a² + 3 b²) / n for a tridiagonal covariance.
    let spreadOfProducts = (variance * variance + 3 * neighbours * neighbours) / count
    #expect(abs(covariance - neighbours) < 4 * spreadOfProducts.squareRoot())
  }

  @Test("Drift and vibration move all particles alike")
  func commonMotion() throws {
    var parameters = BrownianMotionTests.parameters(exposure_s: 0)
    parameters.driftX_um_per_s = 30
    let tracks = try BrownianMotionTests.steps_um(parameters, lag: 1)
    let along = tracks.enumerated().filter { $0.offset % 2 == 0 }.flatMap(\.element)
    let mean = along.reduce(0, +) / Double(along.count)
    let spread = (2 * parameters.diffusion_um2_per_s(diameter_nm: 100) / 30).squareRoot()
    #expect(abs(mean - 1) < 4 * spread / Double(along.count).squareRoot())

    parameters.driftX_um_per_s = 0
    parameters.vibrationAmplitude_um = 5
    parameters.vibrationFrequency_hz = 7.5
    let shaken = try BrownianMotionTests.steps_um(parameters, lag: 1)
    let shakenAlong = shaken.enumerated().filter { $0.offset % 2 == 0 }.flatMap(\.element)
    let square = shakenAlong.reduce(0) { $0 + $1 * $1 } / Double(shakenAlong.count)
    // A quarter period a frame: the squared steps of A sin average to A², whatever the phase.
    #expect(abs(square - 25 - spread * spread) < 2.5)
  }

  @Test("The density stays uniform under strong drift")
  func uniformDensity() throws {
    var parameters = BrownianMotionTests.parameters(exposure_s: 0.008)
    parameters.driftX_um_per_s = 200
    var inView: [Int] = []
    var total = 0
    try Simulator(parameters, seed: 22).paths(position: 1) { _, states in
      total = states.count
      inView.append(
        states.count { (-0.5..<159.5).contains($0.x) && (-0.5..<159.5).contains($0.y) })
    }
    let side = 160 * 0.713
    let share = side * side / ((side + 20) * (side + 20))
    let spread = (Double(total) * share * (1 - share)).squareRoot()
    for count in [inView[0], inView[20], inView[39]] {
      #expect(abs(Double(count) - Double(total) * share) < 4 * spread)
    }
  }
}
