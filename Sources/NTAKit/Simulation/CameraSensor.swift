import Foundation
import NTAAnalysis
import NTAVideo

/// Converts light into a noisy digital image; the last stage of a simulated frame.
struct CameraSensor: Sendable {
  private let camera: SimulatedCamera
  private let table = NoiseTable()
  private var noise: [Float]

  init(camera: SimulatedCamera) {
    self.camera = camera
    noise = [Float](repeating: 0, count: camera.width)
  }

  /// Electrons per pixel below which a Gaussian approximates the Poisson distribution poorly.
  private static let fewElectrons: Float = 10

  /// Exposes one frame.
  /// - Parameters:
  ///   - light: grey levels at gain 1, above the offset, row by row.
  ///   - image: receives the frame; must have the camera's size and white level.
  ///   - generator: the source of the noise.
  mutating func expose(
    _ light: [Float], into image: inout GrayImage, generator: inout SeededGenerator
  ) {
    precondition(light.count == image.pixels.count && image.width == camera.width)
    let scale = Float(camera.bitDepth == 8 ? 1 : 256)
    let law = PixelLaw(
      offset: Float(camera.offset) * scale, gain: Float(camera.gain) * scale,
      readVariance: Float(camera.readNoise * camera.readNoise),
      variancePerLevel: Float(1 / camera.electronsPerGrayLevel),
      white: Float(camera.whiteLevel))
    precondition(image.height == camera.height && image.whiteLevel == camera.whiteLevel)
    let few = CameraSensor.fewElectrons / Float(camera.electronsPerGrayLevel)
    for row in 0..<camera.height {
      table.fill(&noise, from: &generator)
      let start = row * camera.width
      let isDim = law.digitise(light, from: start, noise: noise, few: few, into: &image.pixels)
      if isDim {
        for column in 0..<camera.width where light[start + column] < few {
          image.pixels[start + column] = dimPixel(
            light[start + column], noise: noise[column], law: law, &generator)
        }
      }
    }
  }

  /// A pixel of few electrons, whose number is drawn from the exact Poisson distribution.
  private func dimPixel(
    _ light: Float, noise: Float, law: PixelLaw, _ generator: inout SeededGenerator
  ) -> UInt16 {
    let electrons = Double(max(light, 0)) * camera.electronsPerGrayLevel
    let counted = Float(Double(generator.poisson(electrons)) / camera.electronsPerGrayLevel)
    let value = law.offset + law.gain * (counted + law.readVariance.squareRoot() * noise)
    return UInt16(min(max(value.rounded(), 0), law.white))
  }
}

/// The noise model of a pixel, with parameters converted once per frame.
private struct PixelLaw {
  let offset: Float
  let gain: Float
  let readVariance: Float
  let variancePerLevel: Float
  let white: Float

  /// Digitises one row with Gaussian noise; returns true if any pixel has less light than `few`.
  func digitise(
    _ light: [Float], from start: Int, noise: [Float], few: Float, into pixels: inout [UInt16]
  ) -> Bool {
    var dimmest = Float.greatestFiniteMagnitude
    for column in 0..<noise.count {
      let level = light[start + column]
      dimmest = level < dimmest ? level : dimmest
      let variance = readVariance + variancePerLevel * (level > 0 ? level : 0)
      let value = offset + gain * (level + variance.squareRoot() * noise[column]) + 0.5
      let clipped = value < 0 ? 0 : value > white ? white : value
      pixels[start + column] = UInt16(clipped)
    }
    return dimmest < few
  }
}
