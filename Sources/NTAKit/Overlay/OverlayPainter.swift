import Algorithms
import NTAAnalysis
import NTAVideo

/// Draws one frame of an ``Overlay``: the enlarged, contrast-stretched recording with circles,
/// tails and legend.
struct OverlayPainter: Sendable {
  /// Length of a tail, in frames.
  static let tailFrames: Int32 = 20
  /// Radius of the circle around a detection in px of the recording, and its minimum in px of the
  /// drawing, because spots cover more pixels where pixels are small.
  private static let radius_px = 5.0
  private static let smallestRadius = 10.0

  let width: Int
  let height: Int
  /// Pixels of the drawing per pixel of the recording along each axis.
  let scale: Int

  private let colors: DiameterColors
  private let legend: OverlayLegend
  private let tracks: [Track]
  private let colorOfTrack: [Color]
  /// Indices of the tracks that span each frame, between their first and last points.
  private let tracksOfFrame: [Int32: [Int]]

  /// A painter for frames of one size; particles without a diameter are drawn grey.
  init(
    width: Int, height: Int, pixelSize_um: Double, tracks: [Track], diameters_nm: [Int: Double],
    colors: DiameterColors
  ) {
    self.width = width
    self.height = height
    self.colors = colors
    self.tracks = tracks
    scale = min(max(1280 / width, 1), 4)
    legend = OverlayLegend(colors: colors, pixelsPerMicrometer: Double(scale) / pixelSize_um)
    colorOfTrack = tracks.map { track in
      diameters_nm[track.particle].map { colors.color(diameter_nm: $0) } ?? DiameterColors.unsized
    }
    var tracksOfFrame: [Int32: [Int]] = [:]
    for (number, track) in tracks.enumerated() {
      guard let first = track.points.first, let last = track.points.last else { continue }
      for frame in first.frame...last.frame { tracksOfFrame[frame, default: []].append(number) }
    }
    self.tracksOfFrame = tracksOfFrame
  }

  /// Columns of the drawing; even, as video encoders require.
  var pictureWidth: Int { (max(width * scale, 480) + 1) / 2 * 2 }
  /// Rows of the drawing; even.
  var pictureHeight: Int { (height * scale + OverlayLegend.height + 1) / 2 * 2 }

  /// The drawing of a frame.
  func paint(_ frame: GrayImage, stamp: FrameStamp, stretch: ContrastStretch) -> ColorImage {
    var image = ColorImage(width: pictureWidth, height: pictureHeight)
    enlarge(frame, stretch, into: &image)
    let index = Int32(clamping: stamp.index)
    let shown = tracksOfFrame[index] ?? []
    for number in shown { drawTail(number, at: index, on: &image) }
    for number in shown {
      guard let point = tracks[number].points.first(where: { $0.frame == index }) else { continue }
      let place = place(of: point)
      image.ring(
        x: place.x, y: place.y, radius: max(Self.radius_px * Double(scale), Self.smallestRadius),
        thickness: max(0.6 * Double(scale), 1.2), color: colorOfTrack[number])
    }
    image.fill(
      x: 0..<image.width, y: height * scale..<image.height, with: Color(gray: 0))
    legend.draw(on: &image, top: height * scale, frame: stamp.index, time_s: stamp.time_s)
    return image
  }

  private func enlarge(
    _ frame: GrayImage, _ stretch: ContrastStretch, into image: inout ColorImage
  ) {
    for y in 0..<height {
      let start = 3 * y * scale * image.width
      var out = start
      for x in 0..<width {
        let gray = stretch.gray(frame.pixels[y * width + x])
        for _ in 0..<3 * scale {
          image.channels[out] = gray
          out += 1
        }
      }
      for copy in 1..<max(scale, 2) where copy < scale {
        let target = start + 3 * copy * image.width
        for offset in 0..<3 * width * scale {
          image.channels[target + offset] = image.channels[start + offset]
        }
      }
    }
  }

  /// Draws a particle's recent path, fading towards the past.
  private func drawTail(_ number: Int, at frame: Int32, on image: inout ColorImage) {
    for (from, to) in tracks[number].points.adjacentPairs() {
      if to.frame > frame { break }
      let age = frame - to.frame
      if age >= Self.tailFrames { continue }
      image.line(
        from: place(of: from), to: place(of: to), thickness: max(0.8 * Double(scale), 1.2),
        color: colorOfTrack[number], strength: 0.85 - 0.85 * Double(age) / Double(Self.tailFrames))
    }
  }

  /// The position of a track point in the drawing.
  private func place(of point: TrackPoint) -> SIMD2<Double> {
    let scale = Double(scale)
    return SIMD2(
      (Double(point.x) + 0.5) * scale - 0.5, (Double(point.y) + 0.5) * scale - 0.5)
  }
}
