import NTAAnalysis
import NTAVideo

/// Pixels that glow without light.
struct HotPixels {
  /// Each pixel's index in the picture and its level, in grey levels at gain 1.
  let levels: [(pixel: Int, level: Float)]

  /// Adds the pixels to the light of a picture.
  func add(to light: inout [Float]) {
    for (pixel, level) in levels { light[pixel] += level }
  }

  /// Scales the light of a picture that contains the pixels, but not what they add.
  func scale(_ light: inout [Float], by factor: Float) {
    for index in light.indices { light[index] *= factor }
    for (pixel, level) in levels { light[pixel] += level * (1 - factor) }
  }
}
