import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Camera sensor")
struct CameraSensorTests {
  private static func exposed(_ camera: SimulatedCamera, light: Float) -> [Double] {
    var sensor = CameraSensor(camera: camera)
    var generator = SeededGenerator(seed: 11)
    var image = GrayImage(
      width: camera.width, height: camera.height, whiteLevel: camera.whiteLevel)
    sensor.expose(
      [Float](repeating: light, count: camera.width * camera.height), into: &image,
      generator: &generator)
    return image.pixels.map(Double.init)
  }

  private static func camera(bitDepth: Int = 8) -> SimulatedCamera {
    var camera = SimulatedCamera()
    camera.width = 200
    camera.height = 150
    camera.bitDepth = bitDepth
    return camera
  }

  /// Light of 1.5 grey levels is 6 electrons, whose number is drawn exactly.
  @Test("Variance grows with the light", arguments: [Float(0), 1.5, 12, 80])
  func variance(light: Float) {
    var camera = CameraSensorTests.camera()
    camera.offset = 20
    camera.gain = 1.5
    let pixels = CameraSensorTests.exposed(camera, light: light)
    let n = Double(pixels.count)
    let mean = pixels.reduce(0, +) / n
    let variance = pixels.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n
    // Rounding to whole grey levels adds 1/12.
    let expected = 1.5 * 1.5 * (1 + Double(light) / 4) + 1.0 / 12
    #expect(abs(mean - (20 + 1.5 * Double(light))) < 4 * (expected / n).squareRoot())
    // 5 SD of a normal law's variance leave room for the Poisson law's kurtosis.
    #expect(abs(variance / expected - 1) < 5 * (2 / n).squareRoot())
  }

  @Test("Light beyond the range is clipped")
  func clipped() {
    let pixels = CameraSensorTests.exposed(CameraSensorTests.camera(), light: 1000)
    #expect(pixels.allSatisfy { $0 == 255 })
  }

  @Test("A black level below zero clips the dark part of the noise")
  func blackLevel() {
    var camera = CameraSensorTests.camera()
    camera.offset = -10
    // Light 12 has a noise of sqrt(1 + 12 / 4) = 2 about 12 - 10 = 2.
    let pixels = CameraSensorTests.exposed(camera, light: 12)
    let count = Double(pixels.count)
    let zeros = pixels.filter { $0 == 0 }
    // A normal number below 0.5, which is rounded to 0: Phi(-0.75).
    let share = 0.22663
    let error = (share * (1 - share) / count).squareRoot()
    #expect(abs(Double(zeros.count) / count - share) < 4 * error)
  }

  @Test("16 bits divide each level into 256")
  func deep() {
    let coarse = CameraSensorTests.exposed(CameraSensorTests.camera(), light: 40)
    let fine = CameraSensorTests.exposed(CameraSensorTests.camera(bitDepth: 16), light: 40)
    for (coarse, fine) in zip(coarse, fine) { #expect(abs(fine / 256 - coarse) <= 0.502) }
  }
}
