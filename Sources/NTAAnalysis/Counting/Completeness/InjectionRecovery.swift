import Foundation

/// What the detector makes of spots of known light, as one recording would show them.
///
/// Spots are drawn on the recording's noise, at random places, coded as the recording was, and
/// detected with its threshold: how many of each light are found, and how high they seem, is known
/// then however the codec and the fit may bend it.
struct InjectionRecovery: Sendable {
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
    var model: ImagingModel
    var scale: FixedPointScale
    /// Height at the threshold, > 0 grey levels.
    var limitAmplitude: Float
    /// Light without particles, grey levels as recorded.
    var ground: Float
    /// How blocks were coded; nil for recordings without loss.
    var coding: JPEGQuantisation?
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
  private static let mostFrames = 32
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
  ///   - threads: how many frames are looked at at once, at least 1.
  init(_ conditions: Conditions, sightings: Int = .max, seed: UInt64, threads: Int = 1) {
    let layout = Layout(spotSigma: conditions.model.sigma_px)
    var generator = SeededGenerator(seed: seed, stream: 0x7269_616C)
    let table = NoiseTable()
    let frames = min(
      max(min(sightings, Self.mostSpots) / layout.spotCount, 1), Self.mostFrames)
    var workers = (0..<min(max(threads, 1), frames)).map { _ in DrawnFrame(conditions, layout) }
    var spots: [Spot] = []
    // Random numbers come one after the other; what is made of them, in several frames at once.
    for first in stride(from: 0, to: frames, by: workers.count) {
      let drawings = (first..<min(first + workers.count, frames)).map { _ in
        Drawing(conditions, layout, table, &generator)
      }
      spots += parallelMap(drawings, workers: &workers) { $0.trial(of: $1) }.flatMap(\.self)
    }
    self.spots = spots
  }

  /// Where spots are drawn in a frame.
  private struct Layout: Sendable {
    /// Distance of the spots, px: enough for them to be alone, wherever in a block of a codec each of
    /// them lies.
    let pitch: Int
    /// Spots in a row, and rows.
    let across: Int
    /// Edge of the frame, px.
    var edge: Int { across * pitch }
    var spotCount: Int { across * across }

    init(spotSigma: Float) {
      pitch = max(16, Int((12 * spotSigma).rounded(.up)))
      across = max(InjectionRecovery.edge / pitch, 1)
    }

    /// Number of the spot nearest to a place in px.
    func nearest(x: Float, y: Float) -> Int {
      min(Int(y) / pitch, across - 1) * across + min(Int(x) / pitch, across - 1)
    }
  }

  /// All that is random about a frame.
  private struct Drawing: Sendable {
    var places: [SIMD2<Double>] = []
    var lights: [Float] = []
    /// Standard normal numbers, one a pixel.
    var deviates: [Float]

    init(
      _ conditions: Conditions, _ layout: Layout, _ table: NoiseTable,
      _ generator: inout SeededGenerator
    ) {
      for cell in 0..<layout.spotCount {
        let middle = SIMD2(Double(cell % layout.across), Double(cell / layout.across)) + 0.5
        let x = middle.x * Double(layout.pitch) + generator.uniform(-4, 4)
        let y = middle.y * Double(layout.pitch) + generator.uniform(-4, 4)
        places.append(SIMD2(x, y))
        lights.append(InjectionRecovery.light(conditions, &generator))
      }
      deviates = []
      deviates.reserveCapacity(layout.edge * layout.edge)
      var row = [Float](repeating: 0, count: layout.edge)
      for _ in 0..<layout.edge {
        table.fill(&row, from: &generator)
        deviates += row
      }
    }
  }

  /// Shows drawings as the recording would, and detects.
  private struct DrawnFrame: Sendable {
    let conditions: Conditions
    let layout: Layout
    private let dark: [Float]
    private var detector: Detector
    private var renderer: SpotRenderer
    private var image: GrayImage

    init(_ conditions: Conditions, _ layout: Layout) {
      (self.conditions, self.layout) = (conditions, layout)
      let edge = layout.edge
      dark = [Float](repeating: 0, count: edge * edge)
      detector = Detector(
        model: conditions.model, width: edge, height: edge, scale: conditions.scale)
      detector.imposedLimit = conditions.limitAmplitude
      renderer = SpotRenderer(width: edge, height: edge)
      image = GrayImage(width: edge, height: edge, whiteLevel: conditions.scale.whiteLevel)
    }

    mutating func trial(of drawing: Drawing) -> [Spot] {
      renderer.reset(to: dark)
      // A pixel adds up the light that falls on it, which widens the spot.
      let sigma2 = Double(conditions.model.sigma_px * conditions.model.sigma_px)
      for (place, light) in zip(drawing.places, drawing.lights) {
        renderer.addGaussian(
          x: place.x, y: place.y, sigma_px: max(sigma2 - 1 / 12, 0.1).squareRoot(),
          total: Double(light) * 2 * .pi * max(sigma2, 0.1 + 1 / 12))
      }
      InjectionRecovery.expose(renderer.light, conditions, drawing.deviates, into: &image)
      conditions.coding?.code(&image)
      var detections: [Detection] = []
      detector.detect(in: image, into: &detections)
      var spots = drawing.lights.map { Spot(light: $0) }
      for detection in detections {
        let index = layout.nearest(x: detection.x, y: detection.y)
        let place = SIMD2<Float>(drawing.places[index])
        let (dx, dy) = (detection.x - place.x, detection.y - place.y)
        if dx * dx + dy * dy < InjectionRecovery.reach * InjectionRecovery.reach {
          spots[index].height = detection.intensity
        }
      }
      return spots
    }
  }

  private static func light(
    _ conditions: Conditions, _ generator: inout SeededGenerator
  ) -> Float {
    let white = Float(conditions.scale.whiteLevel)
    let room =
      conditions.scale.polarity == .bright ? white - conditions.ground : conditions.ground
    let top = min(log(Double(max(usable * room / conditions.limitAmplitude, 1))), highest)
    let isNear = generator.uniform() < near.share || top <= near.high
    return conditions.limitAmplitude
      * Float(
        exp(
          isNear
            ? generator.uniform(near.low, min(near.high, max(top, 0)))
            : generator.uniform(near.high, top)))
  }

  /// Adds the ground and the camera's noise, and rounds.
  private static func expose(
    _ light: [Float], _ conditions: Conditions, _ deviates: [Float], into image: inout GrayImage
  ) {
    let white = Float(image.whiteLevel)
    let sign: Float = conditions.scale.polarity == .bright ? 1 : -1
    let floor = conditions.noise * conditions.noise
    let gain = conditions.gain
    let signals = light.span
    let noise = deviates.span
    var samples = image.pixels.mutableSpan
    let count = samples.count
    precondition(signals.count == count && noise.count == count)
    for i in 0..<count {
      let signal = signals[i]
      let deviation = (floor + gain * signal).squareRoot()
      let sample = conditions.ground + sign * signal + noise[i] * deviation
      samples[i] = UInt16(min(max(sample.rounded(), 0), white))
    }
  }
}
