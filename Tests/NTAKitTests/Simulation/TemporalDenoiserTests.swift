import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Denoising and marks in the picture")
struct TemporalDenoiserTests {
  private static func images(_ conditions: String..., frames: Int) throws -> [GrayImage] {
    var parameters = SimulatorTests.parameters(.blank)
    parameters.camera.width = 160
    parameters.camera.height = 120
    parameters.camera.strayLight = 60
    parameters.camera.dirtSpots = 0
    parameters.camera.hotPixels = 0
    parameters.frames = frames
    parameters.conditions = try conditions.map { try SimulatedCondition($0) }
    var images: [GrayImage] = []
    try Simulator(parameters, seed: 6).simulate(position: 1) { images.append($0.image) }
    return images
  }

  @Test(
    "White noise keeps (1 - w) / (1 + w) of its variance, and neighbouring frames correlate by w")
  func noise() throws {
    let weight = 0.6
    let frames = try TemporalDenoiserTests.images("denoise:\(weight)", frames: 60)
    let plain = try TemporalDenoiserTests.images(frames: 60)
    func moments(_ frames: ArraySlice<GrayImage>) -> (variance: Double, covariance: Double) {
      let count = Double(frames.count)
      var (variance, covariance) = (0.0, 0.0)
      for pixel in frames[frames.startIndex].pixels.indices {
        let series = frames.map { Double($0.pixels[pixel]) }
        let mean = series.reduce(0, +) / count
        variance += series.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        covariance += zip(series, series.dropFirst()).reduce(0) {
          $0 + ($1.0 - mean) * ($1.1 - mean)
        }
      }
      let all = count * Double(160 * 120)
      return (variance / all, covariance / all)
    }
    // Of the filter's start only 0.6^20 is left. The mean of n = 40 frames has the share
    // v = ((1 + w) / (1 - w) - 2 w / n (1 - w)²) / n = 0.0953 of the variance, 1 / n without filter.
    let filtered = moments(frames[20...])
    let noise = moments(plain[20...]).variance * 40 / 39
    let expected = noise * (1 - weight) / (1 + weight)
    // 19,200 pixels of about 10 independent frames: an error of 0.3 %. Rounding adds 1 / 12.
    #expect(abs((filtered.variance - 1.0 / 12) / (expected * (1 - 0.0953)) - 1) < 0.015)
    // The sum of the n - 1 products about the mean is (n - 1) w - (n + 1) v + 2 / n (1 - w).
    let neighbours = (39 * weight - 41 * 0.0953 + 2 / (40 * (1 - weight))) / 40
    #expect(abs(filtered.covariance / (expected * neighbours) - 1) < 0.015)
  }

  @Test("A moving object leaves a trail of w, w², ...")
  func trail() throws {
    var parameters = SimulatorTests.parameters(.blank)
    parameters.conditions = [try SimulatedCondition("denoise:0.5")]
    var denoiser = try #require(TemporalDenoiser(parameters))
    var levels: [UInt16] = []
    for frame in 0..<4 {
      var image = GrayImage(width: 1, height: 1, filledWith: frame == 1 ? 200 : 40)
      denoiser.filter(&image)
      levels.append(image.pixels[0])
    }
    #expect(levels == [40, 120, 80, 60])
  }

  @Test("The clock runs; scale bar and logo stand still and are as long as they say")
  func marks() throws {
    let plain = try TemporalDenoiserTests.images(frames: 3)
    func marked(_ condition: String) throws -> [[Int]] {
      let images = try TemporalDenoiserTests.images(condition, frames: 3)
      return zip(plain, images).map { before, after in
        before.pixels.indices.filter { before.pixels[$0] != after.pixels[$0] }
      }
    }
    let clock = try marked("clock")
    #expect(clock[0] != clock[1] && clock[1] != clock[2])
    #expect(clock.joined().allSatisfy { $0 % 160 < 54 && $0 / 160 < 16 })
    let bar = try marked("scale-bar")
    #expect(bar[0] == bar[1] && bar[1] == bar[2])
    let lowest = try #require(bar[0].last) / 160
    // 50 µm of 0.713 µm.
    #expect(bar[0].count { $0 / 160 == lowest } == 70)
    let logo = try marked("logo")
    #expect(logo[0] == logo[1] && logo[0].count > 100)
    #expect(logo[0].allSatisfy { $0 % 160 > 130 && $0 / 160 < 20 })
  }
}
