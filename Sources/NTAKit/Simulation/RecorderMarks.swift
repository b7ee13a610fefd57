import Foundation
import NTAAnalysis
import NTAVideo

/// What recording programs draw into the picture: a clock, a scale bar and a logo.
struct RecorderMarks {
  private let hasClock: Bool
  private let hasScaleBar: Bool
  private let hasLogo: Bool
  private let frameRate_hz: Double
  private let barLength_px: Int
  /// Edge of a letter's dot.
  private let dot_px: Int

  /// The marks of a run; `nil` without any.
  init?(_ parameters: SimulationParameters) {
    hasClock = parameters.values(of: .clock) != nil
    hasScaleBar = parameters.values(of: .scaleBar) != nil
    hasLogo = parameters.values(of: .logo) != nil
    if !hasClock && !hasScaleBar && !hasLogo { return nil }
    frameRate_hz = parameters.frameRate_hz
    barLength_px = Int((RecorderMarks.barLength_um / parameters.pixelSize_um).rounded())
    dot_px = max(1, parameters.camera.width / 320)
  }

  /// Length of the scale bar, in µm.
  static let barLength_um = 50.0

  /// Draws the marks into a frame in white: the clock at the upper left, the logo at the upper right,
  /// the scale bar at the lower right.
  /// - Parameters:
  ///   - image: the frame.
  ///   - frame: its number, from 0, which the clock shows as time.
  func draw(on image: inout GrayImage, frame: Int) {
    let edge = 4 * dot_px
    if hasClock {
      image.write(time(frame), x: edge, y: edge, dot: dot_px)
    }
    if hasLogo {
      let width = (3 * Lettering.advance + 3) * dot_px
      let left = image.width - edge - width
      image.fill(x: left..<left + width, y: edge..<edge + 13 * dot_px, with: image.whiteLevel / 2)
      image.write("nta", x: left + 2 * dot_px, y: edge + 3 * dot_px, dot: dot_px)
    }
    if hasScaleBar {
      let right = image.width - edge
      let bottom = image.height - edge
      image.fill(
        x: right - barLength_px..<right, y: bottom - 2 * dot_px..<bottom, with: image.whiteLevel)
      image.write("50 µm", x: right - barLength_px, y: bottom - 13 * dot_px, dot: dot_px)
    }
  }

  /// Minutes, seconds and hundredths.
  private func time(_ frame: Int) -> String {
    let hundredths = Int((Double(frame) / frameRate_hz * 100).rounded(.down))
    return String(
      format: "%02d:%02d.%02d", hundredths / 6000, hundredths / 100 % 60, hundredths % 100)
  }
}

extension GrayImage {
  /// Fills the part of a rectangle that lies inside the image.
  fileprivate mutating func fill(x: Range<Int>, y: Range<Int>, with level: UInt16) {
    for row in y.clamped(to: 0..<height) {
      for column in x.clamped(to: 0..<width) { self[column, row] = level }
    }
  }

  /// Writes a text in white with the top-left corner of its first letter at a pixel.
  fileprivate mutating func write(_ text: String, x: Int, y: Int, dot: Int) {
    for (place, character) in text.enumerated() {
      let left = x + place * Lettering.advance * dot
      for (column, row) in Lettering.dots(of: character) {
        fill(
          x: left + column * dot..<left + (column + 1) * dot,
          y: y + row * dot..<y + (row + 1) * dot, with: whiteLevel)
      }
    }
  }
}
