import Foundation
import NTAAnalysis
import NTAVideo

/// Static scene of a simulated position: stray light, dirt and hot pixels.
struct StaticScene {
  /// Light of each pixel above the offset, in grey levels at gain 1.
  let light: [Float]
  /// The part of it that is no light.
  let hotPixels: HotPixels

  /// Draws the scene of one position.
  /// - Parameters:
  ///   - camera: sensor, stray light, and numbers of dirt spots and hot pixels.
  ///   - strayLightFactor: factor on the camera's stray light.
  ///   - cameraGenerator: draws properties of the camera, which are the same at every position.
  ///   - positionGenerator: draws the dirt of this position.
  init(
    camera: SimulatedCamera, strayLightFactor: Double,
    cameraGenerator: inout SeededGenerator, positionGenerator: inout SeededGenerator
  ) {
    var renderer = SpotRenderer(width: camera.width, height: camera.height)
    renderer.reset(
      to: StaticScene.strayLight(
        camera, level: camera.strayLight * strayLightFactor,
        direction: cameraGenerator.uniform(0, 2 * Double.pi)))
    for _ in 0..<camera.dirtSpots {
      renderer.addGaussian(
        x: positionGenerator.uniform(0, Double(camera.width)),
        y: positionGenerator.uniform(0, Double(camera.height)),
        sigma_px: positionGenerator.uniform(1, 3), total: positionGenerator.uniform(100, 1000))
    }
    var light = renderer.light
    let hotPixels = HotPixels(
      levels: (0..<camera.hotPixels).map { _ in
        let pixel = Int(cameraGenerator.uniform() * Double(light.count))
        return (pixel, Float(cameraGenerator.uniform(20, 150)))
      })
    hotPixels.add(to: &light)
    self.hotPixels = hotPixels
    self.light = light
  }

  /// A plane that rises along `direction`, in rad, with the given mean.
  private static func strayLight(
    _ camera: SimulatedCamera, level: Double, direction: Double
  ) -> [Float] {
    let slopeX = cos(direction)
    let slopeY = sin(direction)
    let reach = abs(slopeX) + abs(slopeY)
    var light: [Float] = []
    light.reserveCapacity(camera.width * camera.height)
    for row in 0..<camera.height {
      let v = 2 * (Double(row) + 0.5) / Double(camera.height) - 1
      for column in 0..<camera.width {
        let u = 2 * (Double(column) + 0.5) / Double(camera.width) - 1
        let slope = (slopeX * u + slopeY * v) / reach
        light.append(Float(level * (1 + camera.strayGradient * slope)))
      }
    }
    return light
  }
}
