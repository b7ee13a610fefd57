import Algorithms
import Foundation

/// Injection-recovery test: what the detector finds of simulated spots of known amplitude.
///
/// Spots are drawn at random positions on simulated noise of the recording, compressed as the
/// recording was, and detected with its threshold. The detected fraction and the measured amplitude
/// are thus known as a function of true amplitude, whatever the bias of codec and fit.
/// ``AmplitudeResponse`` summarises the result.
package struct InjectionRecovery: Sendable {
  /// A simulated spot.
  struct Spot: Sendable {
    /// True amplitude: that of a noise-free fit, grey levels.
    var trueAmplitude: Float
    /// Measured amplitude, grey levels; nil if it was not detected.
    var measuredAmplitude: Float?
  }

  /// The simulated spots.
  let spots: [Spot]

  /// Conditions of a recording.
  package struct Conditions: Sendable {
    var model: ImagingModel
    var scale: FixedPointScale
    /// Detection threshold as an amplitude, grey levels, > 0.
    package var limitAmplitude: Float
    /// Background level, grey levels as recorded.
    var background: Float
    /// Quantisation of the lossy codec; nil for lossless recordings.
    package var coding: JPEGQuantisation?
    /// Standard deviation of the noise of a background pixel as recorded, grey levels.
    var noise: Float

    package init(
      model: ImagingModel, scale: FixedPointScale, limitAmplitude: Float, background: Float,
      coding: JPEGQuantisation? = nil, noise: Float
    ) {
      self.model = model
      self.scale = scale
      self.limitAmplitude = limitAmplitude
      self.background = background
      self.coding = coding
      self.noise = noise
    }

    /// Camera gain: shot-noise variance per grey level of signal.
    ///
    /// In lossy recordings, the measured gain includes codec errors that grow with the signal. The
    /// camera gain cannot exceed the value at which background shot noise alone explains the total
    /// noise.
    var gain: Float {
      coding == nil ? model.noise.gain : min(model.noise.gain, noise * noise / max(background, 1))
    }
  }

  private static let edge = 512
  /// Maximum number of simulated spots.
  ///
  /// Amplitudes scatter by a seventh near the threshold, and the error of their mean propagates to
  /// all sizes.
  private static let mostSpots = 6144
  private static let mostFrames = 32
  /// Ranges of ln(amplitude / threshold): most spots are near the threshold, the others up to
  /// `highest`.
  private static let near = (low: -0.5, high: 1.3, share: 0.7)
  private static let highest = 4.5
  /// Fraction of the grey-level range up to which spots are drawn; saturated spots do not constrain
  /// their amplitude.
  private static let usable: Float = 0.8
  /// Maximum distance between a detection and its simulated spot, px.
  private static let reach: Float = 2

  /// Simulates spots and detects them.
  ///
  /// - Parameters:
  ///   - conditions: conditions of the recording.
  ///   - detectionCount: number of detections in the recording, >= 0; fewer detections need fewer
  ///     simulated spots.
  ///   - seed: seed of the random numbers.
  ///   - threads: number of frames processed in parallel, at least 1.
  package init(_ conditions: Conditions, detectionCount: Int = .max, seed: UInt64, threads: Int = 1)
  {
    let layout = Layout(spotSigma: conditions.model.sigma_px)
    var generator = SeededGenerator(seed: seed, stream: 0x7269_616C)
    let table = NoiseTable()
    let frames = min(
      max(min(detectionCount, Self.mostSpots) / layout.spotCount, 1), Self.mostFrames)
    var workers = (0..<min(max(threads, 1), frames)).map { _ in DrawnFrame(conditions, layout) }
    var spots: [Spot] = []
    // Random numbers are drawn sequentially, so the result does not depend on the number of
    // threads; frames are rendered and detected in parallel.
    for batch in (0..<frames).chunks(ofCount: workers.count) {
      let drawings = batch.map { _ in
        Drawing(conditions, layout, table, &generator)
      }
      spots += parallelMap(drawings, workers: &workers) { $0.trial(of: $1) }.flatMap(\.self)
    }
    self.spots = spots
  }

  /// Grid on which spots are placed in a frame.
  private struct Layout: Sendable {
    /// Spacing of the spots, px; large enough to keep them isolated, whatever their offset within a
    /// codec block.
    let pitch: Int
    /// Number of spots per row, and number of rows.
    let across: Int
    /// Edge of the frame, px.
    var edge: Int { across * pitch }
    var spotCount: Int { across * across }

    init(spotSigma: Float) {
      pitch = max(16, Int((12 * spotSigma).rounded(.up)))
      across = max(InjectionRecovery.edge / pitch, 1)
    }

    /// Index of the spot in whose grid cell a position in px lies.
    func nearest(x: Float, y: Float) -> Int {
      min(Int(y) / pitch, across - 1) * across + min(Int(x) / pitch, across - 1)
    }
  }

  /// All random quantities of a frame.
  private struct Drawing: Sendable {
    var places: [SIMD2<Double>] = []
    var amplitudes: [Float] = []
    /// Standard normal deviates, one per pixel.
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
        amplitudes.append(InjectionRecovery.trueAmplitude(conditions, &generator))
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

  /// Renders simulated spots as the recording would show them, and detects them.
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
      // Integration over the pixel adds a variance of 1/12 px², so the rendered spot is narrower.
      let sigma2 = Double(conditions.model.sigma_px * conditions.model.sigma_px)
      for (place, amplitude) in zip(drawing.places, drawing.amplitudes) {
        renderer.addGaussian(
          x: place.x, y: place.y, sigma_px: max(sigma2 - 1 / 12, 0.1).squareRoot(),
          total: Double(amplitude) * 2 * .pi * max(sigma2, 0.1 + 1 / 12))
      }
      InjectionRecovery.expose(renderer.light, conditions, drawing.deviates, into: &image)
      conditions.coding?.code(&image)
      var detections: [Detection] = []
      detector.detect(in: image, into: &detections)
      var spots = drawing.amplitudes.map { Spot(trueAmplitude: $0) }
      for detection in detections {
        let index = layout.nearest(x: detection.x, y: detection.y)
        let place = SIMD2<Float>(drawing.places[index])
        let (dx, dy) = (detection.x - place.x, detection.y - place.y)
        if dx * dx + dy * dy < InjectionRecovery.reach * InjectionRecovery.reach {
          spots[index].measuredAmplitude = detection.intensity
        }
      }
      return spots
    }
  }

  private static func trueAmplitude(
    _ conditions: Conditions, _ generator: inout SeededGenerator
  ) -> Float {
    let white = Float(conditions.scale.whiteLevel)
    let room =
      conditions.scale.polarity == .bright ? white - conditions.background : conditions.background
    let top = min(log(Double(max(usable * room / conditions.limitAmplitude, 1))), highest)
    let isNear = generator.uniform() < near.share || top <= near.high
    return conditions.limitAmplitude
      * Float(
        exp(
          isNear
            ? generator.uniform(near.low, min(near.high, max(top, 0)))
            : generator.uniform(near.high, top)))
  }

  /// Adds background and camera noise, and quantises.
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
      let sample = conditions.background + sign * signal + noise[i] * deviation
      samples[i] = UInt16(min(max(sample.rounded(), 0), white))
    }
  }
}
