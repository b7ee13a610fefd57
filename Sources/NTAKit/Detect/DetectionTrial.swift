import Foundation

/// What the detector makes of spots of known light, as one recording would show them.
///
/// Spots are drawn on the recording's noise, at random places, coded as the recording was, and
/// detected with its threshold: how many of each light are found, and how high they seem, is known
/// then however the codec and the fit may bend it.
struct DetectionTrial: Sendable {
  /// A drawn spot.
  struct Spot: Sendable {
    /// Height it would be fitted with if there were no noise, grey levels.
    var light: Float
    /// Height it was found with; nil when it was not found.
    var height: Float?
  }

  /// The drawn spots.
  let spots: [Spot]

  /// Conditions of a recording.
  struct Conditions: Sendable {
    var model: SpotModel
    var scale: LightScale
    /// Height at the threshold, > 0 grey levels.
    var limitHeight: Float
    /// Light without particles, grey levels as recorded.
    var ground: Float
    /// How blocks were coded; nil for recordings without loss.
    var coding: BlockCoding?
    /// Standard deviation of a pixel when it was recorded, grey levels.
    var noise: Float

    /// Variance that light on a pixel adds, grey levels of it for each of light.
    ///
    /// A codec's errors pass for noise of the light in what is measured. The camera's own cannot be
    /// more than what the ground's light would have all its noise by.
    var gain: Float {
      coding == nil ? model.noise.gain : min(model.noise.gain, noise * noise / max(ground, 1))
    }
  }

  private static let edge = 512
  /// Heights scatter by a seventh near the threshold, and the scatter of their means goes into every size.
  private static let mostSpots = 6144
  /// Logarithms of light over the limit: most near it, some over all that is seen.
  private static let near = (low: -0.5, high: 1.3, share: 0.7)
  private static let highest = 4.5
  /// Part of the range up to which spots are drawn: saturated ones tell nothing of their height.
  private static let usable: Float = 0.8
  /// Distance up to which a detection is the spot's, px.
  private static let reach: Float = 2

  /// Draws and detects.
  ///
  /// - Parameters:
  ///   - conditions: those of the recording.
  ///   - sightings: spots in the recording, >= 0: how few it is told by need no better a trial.
  ///   - seed: of the random numbers.
  init(_ conditions: Conditions, sightings: Int = .max, seed: UInt64) {
    let model = conditions.model
    // Far enough apart to be alone, wherever in a block of a codec each of them lies.
    let pitch = max(16, Int((12 * model.sigma_px).rounded(.up)))
    let across = max(Self.edge / pitch, 1)
    let edge = across * pitch
    var detector = Detector(
      model: model, width: edge, height: edge, scale: conditions.scale)
    detector.imposedLimit = conditions.limitHeight
    var generator = SeededGenerator(seed: seed, stream: 0x7269_616C)
    let table = NoiseTable()
    var renderer = SpotRenderer(width: edge, height: edge)
    var image = GrayImage(
      width: edge, height: edge, whiteLevel: conditions.scale.whiteLevel)
    var detections: [Detection] = []
    var spots: [Spot] = []
    let wanted = min(sightings, Self.mostSpots)
    let frames = min(max(wanted / (across * across), 1), 32)
    let dark = [Float](repeating: 0, count: edge * edge)
    for _ in 0..<frames {
      renderer.reset(to: dark)
      var drawn: [(x: Float, y: Float, light: Float)] = []
      for cell in 0..<across * across {
        let x = (Double(cell % across) + 0.5) * Double(pitch) + generator.uniform(-4, 4)
        let y = (Double(cell / across) + 0.5) * Double(pitch) + generator.uniform(-4, 4)
        let light = Self.light(conditions, &generator)
        // A pixel adds up the light that falls on it, which widens the spot.
        let sigma2 = Double(model.sigma_px * model.sigma_px)
        renderer.addGaussian(
          x: x, y: y, sigma_px: max(sigma2 - 1 / 12, 0.1).squareRoot(),
          total: Double(light) * 2 * .pi * max(sigma2, 0.1 + 1 / 12))
        drawn.append((Float(x), Float(y), light))
      }
      Self.expose(renderer.light, conditions, table, &generator, into: &image)
      conditions.coding?.code(&image)
      detector.detect(in: image, into: &detections)
      var found = [Float?](repeating: nil, count: drawn.count)
      for detection in detections {
        let column = min(Int(detection.x) / pitch, across - 1)
        let row = min(Int(detection.y) / pitch, across - 1)
        let spot = drawn[row * across + column]
        let (dx, dy) = (detection.x - spot.x, detection.y - spot.y)
        if dx * dx + dy * dy < Self.reach * Self.reach {
          found[row * across + column] = detection.intensity
        }
      }
      spots += zip(drawn, found).map { Spot(light: $0.light, height: $1) }
    }
    self.spots = spots
  }

  private static func light(
    _ conditions: Conditions, _ generator: inout SeededGenerator
  ) -> Float {
    let white = Float(conditions.scale.whiteLevel)
    let room =
      conditions.scale.polarity == .bright ? white - conditions.ground : conditions.ground
    let top = min(log(Double(max(usable * room / conditions.limitHeight, 1))), highest)
    let isNear = generator.uniform() < near.share || top <= near.high
    return conditions.limitHeight
      * Float(
        exp(
          isNear
            ? generator.uniform(near.low, min(near.high, max(top, 0)))
            : generator.uniform(near.high, top)))
  }

  /// Adds the ground and the camera's noise, and rounds.
  private static func expose(
    _ light: [Float], _ conditions: Conditions, _ table: NoiseTable,
    _ generator: inout SeededGenerator, into image: inout GrayImage
  ) {
    let white = Float(image.whiteLevel)
    let sign: Float = conditions.scale.polarity == .bright ? 1 : -1
    let floor = conditions.noise * conditions.noise
    let gain = conditions.gain
    var deviates = [Float](repeating: 0, count: image.width)
    for y in 0..<image.height {
      table.fill(&deviates, from: &generator)
      for x in 0..<image.width {
        let signal = light[y * image.width + x]
        let variance = floor + gain * signal
        let sample =
          conditions.ground + sign * signal + deviates[x] * variance.squareRoot()
        image.pixels[y * image.width + x] = UInt16(min(max(sample.rounded(), 0), white))
      }
    }
  }
}
