import NTAAnalysis
import NTAVideo

/// One frame of a run with the particles detected in it, for display.
package struct Snapshot: Sendable, Equatable {
  /// A particle in the frame.
  package struct Spot: Sendable, Equatable {
    /// x coordinate, px; the origin is the centre of the picture's top-left pixel.
    package var x: Double
    /// y coordinate, px, downwards.
    package var y: Double
    /// Diameter of the particle; `nil` if it was not sized.
    package var diameter_nm: Double?
  }

  /// The central part of the frame, with its contrast stretched to 8 bits.
  package var picture: GrayImage
  /// Column of the recording at the left edge of the picture.
  package var left_px: Int
  /// Row of the recording at the top edge of the picture.
  package var top_px: Int
  /// Frame number, from 0.
  package var frame: Int
  /// Position number, from 1.
  package var position: Int
  /// The particles within the picture.
  package var spots: [Spot]

  /// Maximum size of the picture, which keeps reports small.
  private static let largestWidth = 480
  private static let largestHeight = 320
  /// Grey levels are rounded to multiples of this, because noise in the lowest bits would take up
  /// most of the PNG file.
  private static let graySteps: UInt16 = 8

  /// A snapshot of the central part of a frame, without particles.
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

  /// Adds the particles of a position that were detected in the frame.
  ///
  /// - Parameters:
  ///   - tracks: the tracks of the position.
  ///   - diameters_nm: diameters by particle number.
  ///   - pixelAspect: width of a pixel divided by its height; tracks are in units of the shorter side.
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
