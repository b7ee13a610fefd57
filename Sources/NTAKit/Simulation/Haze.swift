import Foundation
import NTAAnalysis
import NTAVideo

/// The light of particles far out of focus: wide Gaussian spots, all alike, that diffuse as spheres
/// of 100 nm and drift with the liquid.
///
/// Spots of `sigma` in µm at a density `n` per µm² have a mean level and around it a relative
/// standard deviation of `1 / sqrt(4 pi n) / sigma` (Campbell's theorem); `n` follows from it.
struct Haze {
  private let sigma_um: Double
  private let lightPerSpot: Double
  private let pixel_um: Double
  private let frameTime_s: Double
  private let drift_um_per_s: (x: Double, y: Double)
  private let cell_px: Int
  private var box: BrownianBox
  private var coarse: SpotRenderer
  private var generator: SeededGenerator

  /// Spots extend to this many sigmas.
  private static let reach_sigmas = 4.0

  /// The haze of a run; `nil` without it.
  init?(_ parameters: SimulationParameters, generator: SeededGenerator) {
    guard let values = parameters.values(of: .haze) else { return nil }
    let (level, relativeSD) = (values[0], values[1])
    sigma_um = values[2]
    pixel_um = parameters.pixelSize_um
    frameTime_s = 1 / parameters.frameRate_hz
    drift_um_per_s = (parameters.driftX_um_per_s, parameters.driftY_um_per_s)
    let density_per_um2 = 1 / (4 * Double.pi * pow(sigma_um * relativeSD, 2))
    // Level x area of a pixel per spot and area.
    lightPerSpot = level / (density_per_um2 * pixel_um * pixel_um)
    // A fifth of sigma resolves the spots to better than 1 % of their amplitude.
    cell_px = max(1, Int(sigma_um / pixel_um / 5))
    let size = (parameters.camera.width, parameters.camera.height)
    coarse = SpotRenderer(
      width: (size.0 - 1) / cell_px + 2, height: (size.1 - 1) / cell_px + 2)
    let margin_um = Haze.reach_sigmas * sigma_um
    let edge_um = parameters.pixelSize_um
    let borders = [size.0, size.1].map { -margin_um...Double($0) * edge_um + margin_um }
    let area_um2 = borders.map { $0.upperBound - $0.lowerBound }.reduce(1, *)
    var generator = generator
    let count = generator.poisson(density_per_um2 * area_um2)
    let diffusion = parameters.diffusion_um2_per_s(diameter_nm: 100)
    box = BrownianBox(
      borders_um: borders + [-1...1],
      diffusion_um2_per_s: [Double](repeating: diffusion, count: count), generator: &generator)
    self.generator = generator
  }

  /// Adds the haze of the current frame to the light of a picture, and moves on to the next frame.
  mutating func expose(over light: inout [Float], width: Int) {
    let height = light.count / width
    coarse.reset(to: [Float](repeating: 0, count: coarse.width * coarse.height))
    let cell_um = Double(cell_px) * pixel_um
    // A coarse pixel holds the light of its area; it stands for the level at its centre.
    let total = lightPerSpot / Double(cell_px * cell_px)
    for index in box.x_um.indices {
      coarse.addGaussian(
        x: box.x_um[index] / cell_um, y: box.y_um[index] / cell_um, sigma_px: sigma_um / cell_um,
        total: total, reach_sigmas: Haze.reach_sigmas)
    }
    for y in 0..<height {
      let (row, v) = y.quotientAndRemainder(dividingBy: cell_px)
      let down = Float(v) / Float(cell_px)
      for x in 0..<width {
        let (column, u) = x.quotientAndRemainder(dividingBy: cell_px)
        let across = Float(u) / Float(cell_px)
        let corner = row * coarse.width + column
        let upper = coarse.light[corner] * (1 - across) + coarse.light[corner + 1] * across
        let below = corner + coarse.width
        let lower = coarse.light[below] * (1 - across) + coarse.light[below + 1] * across
        light[y * width + x] += upper * (1 - down) + lower * down
      }
    }
    box.step(
      time_s: frameTime_s, driftX_um_per_s: drift_um_per_s.x, driftY_um_per_s: drift_um_per_s.y,
      generator: &generator)
    box.wrap()
  }
}
