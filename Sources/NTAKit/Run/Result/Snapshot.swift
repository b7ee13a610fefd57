import NTAAnalysis
import NTAVideo

/// One frame of a run as it is shown to people, with what was found in it.
package struct Snapshot: Sendable, Equatable {
  /// A particle seen in the frame.
  package struct Spot: Sendable, Equatable {
    /// Column, from the centre of the picture's leftmost pixel.
    package var x: Double
    /// Row, from the centre of the picture's topmost pixel.
    package var y: Double
    /// Its diameter; `nil` if it was not sized.
    package var diameter_nm: Double?
  }

  /// The middle of the frame, stretched to 8 bits.
  package var picture: GrayImage
  /// Column of the recording that is the picture's leftmost.
  package var left_px: Int
  /// Row of the recording that is the picture's topmost.
  package var top_px: Int
  /// Number of the frame, from 0.
  package var frame: Int
  /// Position, from 1.
  package var position: Int
  /// The particles that lie in the picture.
  package var spots: [Spot]

  /// Largest picture, so that a report stays small.
  private static let largestWidth = 480
  private static let largestHeight = 320
  /// Grey levels are rounded to this step: the noise in the last bits is most of a PNG's bytes.
  private static let graySteps: UInt16 = 8

  /// The middle of a frame, without spots yet.
  init(of image: GrayImage, frame: Int, position: Int, polarity: Polarity) {
    let stretch = ContrastStretch(for: image, polarity: polarity)
    let width = min(image.width, Self.largestWidth)
    let height = min(image.height, Self.largestHeight)
    left_px = (image.width - width) / 2
    top_px = (image.height - height) / 2
    picture = GrayImage(width: width, height: height)
    for y in 0..<height {
      for x in 0..<width {
        let gray = UInt16(stretch.gray(image[left_px + x, top_px + y]))
        picture[x, y] = gray / Self.graySteps * Self.graySteps
      }
    }
    self.frame = frame
    self.position = position
    spots = []
  }

  /// Marks the particles of a position that are seen in the frame.
  ///
  /// - Parameters:
  ///   - tracks: the tracks of the position.
  ///   - diameters_nm: diameters by particle number.
  ///   - pixelAspect: width of a pixel over its height; tracks are in units of the shorter side.
  mutating func mark(
    _ tracks: [Track], diameters_nm: [Int: Double], pixelAspect: Double = 1
  ) {
    let (across, down) = (max(pixelAspect, 1), max(1 / pixelAspect, 1))
    spots = tracks.compactMap { track in
      guard let point = track.points.first(where: { $0.frame == Int32(clamping: frame) }) else {
        return nil
      }
      let x = Double(point.x) / across - Double(left_px)
      let y = Double(point.y) / down - Double(top_px)
      guard x >= 0, y >= 0, x < Double(picture.width), y < Double(picture.height) else {
        return nil
      }
      return Spot(x: x, y: y, diameter_nm: diameters_nm[track.particle])
    }
  }
}
