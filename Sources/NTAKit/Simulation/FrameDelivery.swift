import Foundation
import NTAAnalysis
import NTAVideo

/// What becomes of a camera's frames on their way into the file: frames are lost, repeated, or
/// converted to another rate.
///
/// The file has its frames at equal intervals, whatever was lost.
struct FrameDelivery {
  private let rate_hz: Double
  private let fileRate_hz: Double
  private let isTelecine: Bool
  private let lostEvery: Int?
  private let repeatedEvery: Int?
  /// Frames still to be lost at random, and those among which they are drawn.
  private var randomlyLost: Int
  private var atRisk: Int
  private var arrived = 0
  private var delivered = 0
  private var last: GrayImage?
  private var generator: SeededGenerator

  /// The delivery of one position's frames.
  init(_ parameters: SimulationParameters, generator: SeededGenerator) {
    let frames = parameters.frames
    rate_hz = parameters.frameRate_hz
    fileRate_hz = parameters.fileRate_hz
    isTelecine = parameters.values(of: .telecine) != nil
    lostEvery = parameters.values(of: .lostFrames).map { Int($0[0]) }
    repeatedEvery = parameters.values(of: .repeatedFrames).map { Int($0[0]) }
    // The same number at each position, so that the parts of a single video have equal lengths.
    let share = parameters.values(of: .randomLostFrames)?[0] ?? 0
    let spared = frames - frames / (lostEvery ?? .max)
    atRisk = spared
    randomlyLost = Int((share * Double(spared)).rounded(.down))
    self.generator = generator
  }

  /// The frames that the file receives when the camera has given its next one.
  mutating func receive(_ image: GrayImage) -> [GrayImage] {
    arrived += 1
    if let lostEvery, arrived.isMultiple(of: lostEvery) { return [] }
    if isLostRandomly() { return [] }
    delivered += 1
    let before = last ?? image
    let isRepeated = repeatedEvery.map { delivered.isMultiple(of: $0) } ?? false
    let current = isRepeated ? before : image
    // A picture that is kept would be copied when the next one is exposed.
    if isTelecine || repeatedEvery != nil { last = current }
    return converted(current, after: before)
  }

  /// Selection sampling: exactly as many are lost as shall be (Knuth, volume 2, algorithm 3.4.2 S).
  private mutating func isLostRandomly() -> Bool {
    if randomlyLost == 0 { return false }
    let isLost = generator.uniform() < Double(randomlyLost) / Double(atRisk)
    atRisk -= 1
    if isLost { randomlyLost -= 1 }
    return isLost
  }

  private func converted(_ image: GrayImage, after before: GrayImage) -> [GrayImage] {
    if isTelecine {
      // Four frames A B C D give the fields AA BB BC CD DD.
      switch (delivered - 1) % 4 {
      case 2: return [FrameDelivery.woven(upper: before, lower: image)]
      case 3: return [FrameDelivery.woven(upper: before, lower: image), image]
      default: return [image]
      }
    }
    if fileRate_hz == rate_hz { return [image] }
    // The file shows, at each of its times, the latest frame; rounding of a ratio does not count.
    let ratio = fileRate_hz / rate_hz
    let first = (Double(delivered - 1) * ratio - 1e-6).rounded(.up)
    let next = (Double(delivered) * ratio - 1e-6).rounded(.up)
    return [GrayImage](repeating: image, count: Int(next - first))
  }

  /// The even rows of one frame and the odd rows of another.
  private static func woven(upper: GrayImage, lower: GrayImage) -> GrayImage {
    var image = upper
    for row in stride(from: 1, to: image.height, by: 2) {
      let pixels = row * image.width..<(row + 1) * image.width
      image.pixels.replaceSubrange(pixels, with: lower.pixels[pixels])
    }
    return image
  }
}

extension SimulationParameters {
  /// Frame rate that the videos state, in Hz.
  var fileRate_hz: Double {
    if values(of: .telecine) != nil { return frameRate_hz * 1.25 }
    return values(of: .fileRate)?[0] ?? frameRate_hz
  }
}
