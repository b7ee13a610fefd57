import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Band-pass")
struct DifferenceOfGaussiansTests {
  @Test("Agrees with the plain sums", arguments: [Float(0.6), 0.8, 1.2, 1.7, 2.5, 4])
  func twin(sigma: Float) {
    var generator = SeededGenerator(seed: 11)
    for (width, height) in [(64, 40), (33, 21), (7, 5), (100, 3)] {
      var image = FixedPointImage(width: width, height: height)
      for y in 0..<height {
        for x in 0..<width {
          image.pixels[y * image.stride + x] = Int16(generator.uniform(-16_000, 16_000))
        }
      }
      var result = FixedPointImage(width: width, height: height)
      var scratch = DifferenceOfGaussiansScratch()
      let bandpass = DifferenceOfGaussians(sigma: sigma)
      bandpass.apply(to: image, into: &result, scratch: &scratch)
      let plain = PlainBandpass(bandpass).apply(to: image)
      // Each product loses less than one step by rounding, and a tap is right to a 131,072th.
      let products = bandpass.narrow.taps.count + bandpass.widening.taps.count
      let bound = 2 * Double(products) + 4
      var mean = 0.0
      for y in 0..<height {
        for x in 0..<width {
          let difference = Double(result[x, y]) - plain[y * width + x]
          #expect(abs(difference) <= bound)
          mean += difference / Double(width * height)
        }
      }
      #expect(abs(mean) < 2)
    }
  }

  @Test("The wide Gaussian at every other pixel goes on as a picture of half the size")
  func halved() {
    var generator = SeededGenerator(seed: 13)
    let bandpass = DifferenceOfGaussians(sigma: 1.2)
    for (width, height) in [(150, 41), (33, 20)] {
      var image = FixedPointImage(width: width, height: height)
      for i in image.pixels.indices { image.pixels[i] = Int16(generator.uniform(-9000, 9000)) }
      var result = FixedPointImage(width: width, height: height)
      var half = FixedPointImage(width: width / 2, height: height / 2)
      var scratch = DifferenceOfGaussiansScratch()
      bandpass.apply(to: image, into: &result, halved: &half, scratch: &scratch)
      let plain = PlainBandpass(bandpass)
      let wide = plain.wide(of: image)
      var small = FixedPointImage(width: half.width, height: half.height)
      let before = half
      bandpass.apply(toSmooth: &half, into: &small, scratch: &scratch)
      let smooth = (0..<half.width * half.height).map {
        Double(before[$0 % half.width, $0 / half.width])
      }
      let expected = plain.difference(ofSmooth: smooth, half.width, half.height)
      for y in 0..<half.height {
        for x in 0..<half.width {
          #expect(half[x, y] == before[x, y])
          #expect(abs(Double(half[x, y]) - wide[2 * y * width + 2 * x]) < 20)
          #expect(abs(Double(small[x, y]) - expected[y * half.width + x]) < 20)
        }
      }
    }
  }

  @Test("Answers white noise as it says", arguments: [Float(0.8), 1.2, 2.5])
  func noiseGain(sigma: Float) {
    var generator = SeededGenerator(seed: 12)
    var image = FixedPointImage(width: 320, height: 240)
    for i in image.pixels.indices { image.pixels[i] = Int16(600 * generator.normal()) }
    var result = image
    var scratch = DifferenceOfGaussiansScratch()
    let bandpass = DifferenceOfGaussians(sigma: sigma)
    bandpass.apply(to: image, into: &result, scratch: &scratch)
    // Neighbours within the narrow Gaussian are alike: 12 sigma² pixels count as one.
    let independent = Float(320 * 240) / (12 * sigma * sigma)
    let expected = 600 * bandpass.noiseGain
    let bound = 4 * 0.8 / min(independent, 8000).squareRoot()
    #expect(abs(result.robustDeviation / expected - 1) < bound + 0.01)
  }

  @Test("Answers a spot as it says, and uneven light hardly", arguments: [0.8, 1.2, 2.5])
  func response(sigma: Double) {
    var renderer = SpotRenderer(width: 96, height: 96)
    let spot = DrawnSpot(x: 48, y: 48, height: 100, sigma: sigma)
    renderer.addGaussian(x: 48, y: 48, sigma_px: sigma, total: spot.total)
    let scale = FixedPointScale.eightBit()
    var image = FixedPointImage(width: 96, height: 96)
    for y in 0..<96 {
      for x in 0..<96 {
        let light = Double(renderer.light[y * 96 + x]) + Double(x)
        image.pixels[y * image.stride + x] = Int16(light * Double(scale.stepsPerLevel))
      }
    }
    var result = image
    var scratch = DifferenceOfGaussiansScratch()
    let seen = (sigma * sigma + 1.0 / 12).squareRoot()
    let bandpass = DifferenceOfGaussians(sigma: Float(seen))
    bandpass.apply(to: image, into: &result, scratch: &scratch)
    let height = spot.height * sigma * sigma / (seen * seen)
    let expected = Double(bandpass.peakResponse(toSpotOf: Float(seen))) * height
    let answer = Double(result[48, 48]) / Double(scale.stepsPerLevel)
    #expect(abs(answer / expected - 1) < 0.03)
    // Far from the spot a slope is no structure.
    #expect(abs(Double(result[20, 20]) / Double(scale.stepsPerLevel)) < 0.2)
  }
}

/// The band-pass by its definition: one sum over all taps for each pixel, in real numbers.
private struct PlainBandpass {
  let narrow: SymmetricKernel
  let widening: SymmetricKernel

  init(_ bandpass: DifferenceOfGaussians) {
    narrow = bandpass.narrow
    widening = bandpass.widening
  }

  func apply(to image: FixedPointImage) -> [Double] {
    difference(ofSmooth: smooth(of: image), image.width, image.height)
  }

  func wide(of image: FixedPointImage) -> [Double] {
    blurred(smooth(of: image), image.width, image.height, widening)
  }

  private func smooth(of image: FixedPointImage) -> [Double] {
    let (width, height) = (image.width, image.height)
    let light = (0..<width * height).map { Double(image[$0 % width, $0 / width]) }
    return blurred(light, width, height, narrow)
  }

  func difference(ofSmooth smooth: [Double], _ width: Int, _ height: Int) -> [Double] {
    let wide = blurred(smooth, width, height, widening)
    return smooth.indices.map { i in
      let (x, y) = (i % width, i / width)
      if y % 2 == 0 { return smooth[i] - wide[i] }
      let below = min(y + 1, height - 1)
      return smooth[i] - 0.5 * (wide[(y - 1) * width + x] + wide[below * width + x])
    }
  }

  private func blurred(
    _ values: [Double], _ width: Int, _ height: Int, _ kernel: SymmetricKernel
  ) -> [Double] {
    var result = [Double](repeating: 0, count: width * height)
    let reach = kernel.taps.count - 1
    for y in 0..<height {
      for x in 0..<width {
        var sum = 0.0
        for j in -reach...reach {
          for i in -reach...reach {
            let u = min(max(x + i * kernel.step, 0), width - 1)
            let v = min(max(y + j * kernel.step, 0), height - 1)
            sum += Double(kernel.taps[abs(i)] * kernel.taps[abs(j)]) * values[v * width + u]
          }
        }
        result[y * width + x] = sum
      }
    }
    return result
  }
}
