import Foundation

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

/// A spot to draw.
struct DrawnSpot {
  var x: Double
  var y: Double
  /// Height of the Gaussian at its centre before pixels integrate it, in grey levels.
  var height: Double
  var sigma: Double

  var total: Double { height * 2 * Double.pi * sigma * sigma }
}

/// Draws frames with known spots and known noise.
struct DrawnFrames {
  let width: Int
  let height: Int
  var background = 20.0
  /// Standard deviation of the read noise, in grey levels.
  var readNoise = 2.0
  /// Grey levels of variance per grey level of light above the background.
  var gain = 0.3
  var whiteLevel: UInt16 = 255
  var generator: SeededGenerator

  init(width: Int, height: Int, seed: UInt64) {
    self.width = width
    self.height = height
    generator = SeededGenerator(seed: seed)
  }

  /// Variance of a dark pixel, rounding to whole numbers included.
  var floor: Double { readNoise * readNoise + 1.0 / 12 }

  /// One frame; `still` is light that every frame has, added before the noise.
  mutating func frame(_ spots: [DrawnSpot], isDark: Bool = false) -> GrayImage {
    var renderer = SpotRenderer(width: width, height: height)
    for spot in spots {
      renderer.addGaussian(x: spot.x, y: spot.y, sigma_px: spot.sigma, total: spot.total)
    }
    var image = GrayImage(width: width, height: height, whiteLevel: whiteLevel)
    let white = Double(whiteLevel)
    for i in renderer.light.indices {
      let light = Double(renderer.light[i])
      let noise = (readNoise * readNoise + gain * light).squareRoot() * generator.normal()
      let level = background + light + noise
      let shown = isDark ? white - level : level
      image.pixels[i] = UInt16(min(max(shown.rounded(), 0), white))
    }
    return image
  }

  /// Spots on a grid `pitch` px apart, each at a random place within ±0.5 px of its node.
  mutating func grid(pitch: Int, height spotHeight: Double, sigma: Double) -> [DrawnSpot] {
    var spots: [DrawnSpot] = []
    for y in stride(from: pitch / 2, through: height - pitch / 2, by: pitch) {
      for x in stride(from: pitch / 2, through: width - pitch / 2, by: pitch) {
        spots.append(
          DrawnSpot(
            x: Double(x) + generator.uniform(-0.5, 0.5),
            y: Double(y) + generator.uniform(-0.5, 0.5),
            height: spotHeight, sigma: sigma))
      }
    }
    return spots
  }

  /// Spots at random places, no nearer to each other than `distance`.
  mutating func scattered(
    _ count: Int, distance: Double, height spotHeight: Double, sigma: Double
  ) -> [DrawnSpot] {
    var spots: [DrawnSpot] = []
    while spots.count < count {
      let x = generator.uniform(8, Double(width) - 9)
      let y = generator.uniform(8, Double(height) - 9)
      let isFree = spots.allSatisfy { hypot($0.x - x, $0.y - y) >= distance }
      if isFree { spots.append(DrawnSpot(x: x, y: y, height: spotHeight, sigma: sigma)) }
    }
    return spots
  }
}

extension FixedPointScale {
  /// The scale of 8-bit video.
  static func eightBit(_ polarity: Polarity = .bright) -> FixedPointScale {
    FixedPointScale(polarity: polarity, whiteLevel: 255, noise: 2, typical: 20)
  }
}

extension ImagingModel {
  /// The model that belongs to drawn frames.
  static func of(_ frames: DrawnFrames, sigma: Double, threshold: Float = 4.5) -> ImagingModel {
    ImagingModel(
      sigma_px: Float((sigma * sigma + 1.0 / 12).squareRoot()),
      noise: NoiseModel(floor: Float(frames.floor), gain: Float(frames.gain), misfit: 0),
      saturation: .infinity, threshold: threshold, spotCount: 0)
  }
}

extension [GrayImage] {
  /// The frames as a position's are held.
  var compact: [CompactFrame] { map { CompactFrame($0) } }
}
