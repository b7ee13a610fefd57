import Algorithms
import Foundation

/// The noise of a pixel in a picture of which parts are clipped to black or see no light at all.
///
/// A median over all pixels is then 0, and thresholds that rest on it let every flicker pass for a
/// particle. Two cases are told apart. Where samples lie at the clip but vary around it, the tail above
/// the clip is that of a normal distribution whose lower part is missing (Tobit): the probits of the
/// shares of samples above successive levels rise by 1/σ per level. Where whole regions never change,
/// as in a letterbox or behind a field stop, the noise is that of the rest.
enum CensoredNoise {
  /// Shares of samples at the clip, and of constant pixels, from which the plain estimate is doubted.
  private static let fewest = 0.05
  private static let sampleCount = 20_000
  /// Samples above a level that are needed for its share.
  private static let fewestSamples = 60

  /// Standard deviation of a pixel's noise, in grey levels; nil where nothing is clipped or dead.
  ///
  /// - Parameters:
  ///   - frames: at least two frames of one size; fewer give nil.
  ///   - polarity: bright spots are clipped at 0, dark ones at the white level.
  /// - Returns: the deviation, > 0, or nil.
  static func deviation(of frames: [GrayImage], polarity: Polarity) -> Float? {
    guard frames.count >= 2 else { return nil }
    let clip: UInt16 = polarity == .bright ? 0 : frames[0].whiteLevel
    let (width, height) = (frames[0].width, frames[0].height)
    let step = max(1, width * height / sampleCount) | 1
    var alive: [[Int32]] = []
    var (clipped, dead, places) = (0, 0, 0)
    for place in stride(from: 0, to: width * (height - 1) - 1, by: step) {
      places += 1
      let samples = frames.map { $0.pixels[place] }
      clipped += samples.count { $0 == clip }
      if isDead(place, in: frames) {
        dead += 1
      } else {
        alive.append(samples.map { distance($0, from: clip) })
      }
    }
    let clippedFraction = Double(clipped) / Double(max(places * frames.count, 1))
    let deadFraction = Double(dead) / Double(max(places, 1))
    guard max(clippedFraction, deadFraction) > fewest, alive.count >= 20 else { return nil }
    let levels = alive.joined().sorted()
    let zeros = levels.prefix { $0 == 0 }.count
    if Double(zeros) > fewest * Double(levels.count) { return tailDeviation(levels) }
    var changes: [Int32] = []
    for samples in alive {
      for (a, b) in samples.adjacentPairs() { changes.append(b - a) }
    }
    return Float(0.5).squareRoot() * robustDeviation(ofWholeNumbers: changes)
  }

  private static func distance(_ sample: UInt16, from clip: UInt16) -> Int32 {
    abs(Int32(sample) - Int32(clip))
  }

  /// True if a pixel and its neighbours right and below have one and the same level in all frames.
  private static func isDead(_ place: Int, in frames: [GrayImage]) -> Bool {
    let level = frames[0].pixels[place]
    let width = frames[0].width
    return frames.allSatisfy { frame in
      frame.pixels[place] == level && frame.pixels[place + 1] == level
        && frame.pixels[place + width] == level
    }
  }

  /// Deviation of a normal distribution of which only the part above 0 is seen.
  ///
  /// - Parameter levels: samples above the clip in whole levels, sorted.
  /// - Returns: nil if too few samples lie above the clip.
  private static func tailDeviation(_ levels: [Int32]) -> Float? {
    // Shares of samples at or above each level; particles make a tail that falls slowly, which
    // the first levels are hardly touched by.
    var probits: [Double] = []
    for level in 1...Int32(64) {
      let above = levels.count - levels.partitioningIndex { $0 >= level }
      let share = Double(above) / Double(levels.count)
      guard above >= fewestSamples, share < 0.98 else {
        if share >= 0.98 { continue }
        break
      }
      probits.append(Normal.quantile(1 - share))
      if probits.count > 1, share < 0.05 { break }
    }
    guard probits.count >= 2 else { return nil }
    let rise = (probits[probits.count - 1] - probits[0]) / Double(probits.count - 1)
    return rise > 0 ? Float(1 / rise) : nil
  }
}
