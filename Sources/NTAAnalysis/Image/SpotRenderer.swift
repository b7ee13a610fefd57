import Foundation

/// Renders spots into an image of floating-point grey levels.
///
/// Gaussian spots are integrated exactly over each pixel. The origin is the centre of the top-left
/// pixel, x to the right, y down, in px. The part of a spot outside the image or beyond the spot's
/// reach is lost (6e-7 of the total beyond 5 sigma).
package struct SpotRenderer: Sendable {
  /// Number of columns, at least 1.
  package let width: Int
  /// Number of rows, at least 1.
  package let height: Int
  /// Intensity of each pixel, row by row from the top, in grey levels.
  package private(set) var light: [Float]
  private var columns: [Float] = []
  private var rows: [Float] = []

  /// Creates a renderer with an image of zeros.
  package init(width: Int, height: Int) {
    precondition(width >= 1 && height >= 1, "an image has at least one pixel")
    self.width = width
    self.height = height
    light = [Float](repeating: 0, count: width * height)
  }

  /// Resets the image to a background of `width * height` values, in grey levels.
  package mutating func reset(to background: [Float]) {
    precondition(background.count == width * height, "the background has the image's size")
    light = background
  }

  /// Adds a Gaussian spot.
  /// - Parameters:
  ///   - x: column of its centre, in px; may lie outside.
  ///   - y: row of its centre, in px.
  ///   - sigma_px: sigma of the Gaussian, greater than 0 px.
  ///   - total: total intensity over all pixels, in grey levels.
  ///   - reach_sigmas: distance on each axis to which it is drawn, in sigmas, greater than 0.
  package mutating func addGaussian(
    x: Double, y: Double, sigma_px: Double, total: Double, reach_sigmas: Double = 5
  ) {
    let reach = reach_sigmas * sigma_px + 0.5
    guard let across = pixels(x - reach, x + reach, width),
      let down = pixels(y - reach, y + reach, height)
    else { return }
    SpotRenderer.integrate(&columns, centre: x, sigma: sigma_px, over: across, factor: total)
    SpotRenderer.integrate(&rows, centre: y, sigma: sigma_px, over: down, factor: 1)
    for row in down {
      let weight = rows[row - down.lowerBound]
      let start = row * width + across.lowerBound
      for column in 0..<across.count { light[start + column] += weight * columns[column] }
    }
  }

  /// Adds a ring with a Gaussian profile, the image of a strongly defocused particle.
  ///
  /// Each pixel is sampled at four points; the total is accurate to 1 % for `sigma_px` >= 0.5.
  /// - Parameters:
  ///   - x: column of its centre, in px.
  ///   - y: row of its centre, in px.
  ///   - radius_px: radius of the brightest circle, at least 0 px.
  ///   - sigma_px: sigma of the profile across the circle, greater than 0 px.
  ///   - total: total intensity over all pixels, in grey levels.
  package mutating func addRing(
    x: Double, y: Double, radius_px: Double, sigma_px: Double, total: Double
  ) {
    let reach = radius_px + 5 * sigma_px + 0.5
    guard let across = pixels(x - reach, x + reach, width),
      let down = pixels(y - reach, y + reach, height)
    else { return }
    // Integral of exp(-(r - radius)² / (2 sigma²)) over the plane.
    let ratio = radius_px / sigma_px
    let area =
      2 * Double.pi * sigma_px * sigma_px
      * (exp(-ratio * ratio / 2)
        + ratio * (Double.pi / 2).squareRoot() * (1 + erf(ratio / 2.0.squareRoot())))
    let amplitude = total / area / 4
    for row in down {
      for column in across {
        var sum = 0.0
        for part in 0..<4 {
          let dx = Double(column) + Double(part % 2) / 2 - 0.25 - x
          let dy = Double(row) + Double(part / 2) / 2 - 0.25 - y
          let distance = ((dx * dx + dy * dy).squareRoot() - radius_px) / sigma_px
          sum += exp(-distance * distance / 2)
        }
        light[row * width + column] += Float(amplitude * sum)
      }
    }
  }

  /// The noise-free image, rounded to whole grey levels and clipped to `0...whiteLevel`.
  package func image(whiteLevel: UInt16 = 255) -> GrayImage {
    var image = GrayImage(width: width, height: height, whiteLevel: whiteLevel)
    let top = Float(whiteLevel)
    for index in light.indices {
      image.pixels[index] = UInt16(min(max(light[index].rounded(), 0), top))
    }
    return image
  }

  /// The pixels of a row (or column) of `count` pixels whose centres lie in [lower, upper].
  private func pixels(_ lower: Double, _ upper: Double, _ count: Int) -> Range<Int>? {
    if !(upper >= 0 && lower <= Double(count - 1)) { return nil }
    let first = Int(max(0, lower.rounded(.up)))
    let last = Int(min(Double(count - 1), upper.rounded(.down)))
    return first <= last ? first..<last + 1 : nil
  }

  /// Computes the fraction of a one-dimensional Gaussian on each pixel, times a factor.
  private static func integrate(
    _ shares: inout [Float], centre: Double, sigma: Double, over pixels: Range<Int>,
    factor: Double
  ) {
    shares.removeAll(keepingCapacity: true)
    let scale = 1 / (sigma * 2.0.squareRoot())
    var before = erf((Double(pixels.lowerBound) - 0.5 - centre) * scale)
    for pixel in pixels {
      let after = erf((Double(pixel) + 0.5 - centre) * scale)
      shares.append(Float((after - before) / 2 * factor))
      before = after
    }
  }
}
