import NTAAnalysis
import NTAVideo

/// A recursive average over frames, as cameras use it against noise.
///
/// Each frame becomes `(1 - weight) x frame + weight x previous result`. White noise keeps
/// `(1 - weight) / (1 + weight)` of its variance, and whatever moves leaves a trail.
struct TemporalDenoiser {
  private let weight: Float
  private var average: [Float] = []

  /// The filter of a run; `nil` without it.
  init?(_ parameters: SimulationParameters) {
    guard let values = parameters.values(of: .denoise) else { return nil }
    weight = Float(values[0])
  }

  /// Replaces a frame by the average up to it; the first frame stays.
  mutating func filter(_ image: inout GrayImage) {
    if average.isEmpty {
      average = image.pixels.map(Float.init)
      return
    }
    for index in average.indices {
      let value = Float(image.pixels[index])
      average[index] = value + weight * (average[index] - value)
      image.pixels[index] = UInt16(average[index].rounded())
    }
  }
}
