import Foundation
import NTAAnalysis
import NTAVideo

/// Draws the particles of one exposure with light-sheet profile, defocus and motion blur.
struct ParticleRenderer {
  private let parameters: SimulationParameters
  private var renderer: SpotRenderer

  /// The light drawn last, in grey levels at gain 1.
  var light: [Float] { renderer.light }

  /// Light below this many grey levels per pixel is not drawn.
  private static let faintest = 0.005

  init(parameters: SimulationParameters) {
    self.parameters = parameters
    renderer = SpotRenderer(width: parameters.camera.width, height: parameters.camera.height)
  }

  /// Draws the current frame of a position over the light of its background.
  mutating func draw(_ motion: PositionMotion, over background: [Float]) {
    renderer.reset(to: background)
    let (optics, field) = (parameters.optics, motion.field)
    let pixel = parameters.pixelSize_um
    let share = 1 / Double(motion.instants.count)
    for (part, instant) in motion.instants.enumerated() {
      for index in motion.light.indices {
        let depth = instant.z_um[index]
        let total =
          motion.light[index] * motion.fluctuation.factor(of: index, part: part) * share
          * field.illumination(y_um: instant.y_um[index], z_um: depth)
        let defocus = field.defocus_um(x_um: instant.x_um[index], z_um: depth)
        let sigma_px = optics.spotSigma_um(defocus_um: defocus) / pixel
        let faintest = ParticleRenderer.faintest * share * 2 * Double.pi * sigma_px * sigma_px
        if total <= faintest { continue }
        // A Gaussian falls to this limit where exp(-r²/2) = faintest / peak.
        let reach = min(5, (2 * log(total / faintest)).squareRoot() + 0.5)
        let (x, y) = (instant.x_um[index] / pixel, instant.y_um[index] / pixel)
        if index >= motion.sampleCount {
          drawAiryRings(x: x, y: y, sigma_px: sigma_px, total: total)
        }
        drawSpot(
          x: x, y: y, sigma_px: sigma_px, total: total,
          ringFraction: field.ringFraction(defocus_um: defocus),
          reach_sigmas: reach)
      }
    }
  }

  /// Draws the rings around the disc of an aggregate, which has the total light.
  private mutating func drawAiryRings(x: Double, y: Double, sigma_px: Double, total: Double) {
    for ring in SimulatedAggregates.rings {
      renderer.addRing(
        x: x, y: y, radius_px: ring.radius_sigmas * sigma_px, sigma_px: max(0.5 * sigma_px, 0.5),
        total: total * ring.share)
    }
  }

  /// Draws a spot; a ring appears above twice the sigma in focus.
  mutating func drawSpot(
    x: Double, y: Double, sigma_px: Double, total: Double, ringFraction: Double,
    reach_sigmas: Double
  ) {
    let focused_px = parameters.optics.focusedSigma_um / parameters.pixelSize_um
    // The ring appears above twice the focused sigma and reaches full strength at three times.
    let strength = min(max(sigma_px / focused_px - 2, 0), 1) * ringFraction
    if strength > 0 {
      renderer.addRing(
        x: x, y: y, radius_px: 1.5 * sigma_px, sigma_px: max(focused_px / 2, 0.5),
        total: total * strength)
    }
    renderer.addGaussian(
      x: x, y: y, sigma_px: sigma_px, total: total * (1 - strength), reach_sigmas: reach_sigmas)
  }
}
