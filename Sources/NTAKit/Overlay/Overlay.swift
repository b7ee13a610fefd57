import NTAAnalysis
import NTAVideo

/// A recording with its tracks drawn on it: a video, or a picture of one frame.
package struct Overlay: Sendable {
  /// The position to draw.
  package let source: PositionSource
  /// Number of the first frame to draw, from 0.
  package var firstFrame = 0
  /// Maximum number of frames to draw, at least 1; `nil` for all.
  package var frameLimit: Int?

  private let settings: MeasurementSettings
  private let tracks: [Track]
  private let diameters_nm: [Int: Double]

  /// An overlay of one position's result.
  ///
  /// - Parameters:
  ///   - source: the position.
  ///   - settings: settings of the measurement; the scale bar needs the pixel size.
  ///   - tracks: tracks of the position, in px.
  ///   - diameters_nm: diameters by particle number; tracks without one are drawn grey.
  package init(
    source: PositionSource, settings: MeasurementSettings, tracks: [Track],
    diameters_nm: [Int: Double]
  ) {
    self.source = source
    self.settings = settings
    self.tracks = tracks
    self.diameters_nm = diameters_nm
  }

  /// Draws the frames into a file.
  ///
  /// - Parameters:
  ///   - path: `.mp4`, `.mov`, `.mkv` or `.avi` for a video (H.264 if FFmpeg has its encoder,
  ///     otherwise MPEG-4), `.png` for the first of the frames; an existing file is overwritten.
  ///   - progress: called with the number of frames drawn, and the expected total if it is known.
  /// - Returns: the number of frames drawn, at least 1.
  /// - Throws: ``OverlayError``; the file is then incomplete.
  @discardableResult
  package func write(
    to path: String, progress: (Int, Int?) -> Void = { _, _ in }
  ) throws(OverlayError) -> Int {
    var reader = try Self.reader(source, settings)
    let painter = OverlayPainter(
      width: reader.properties.width, height: reader.properties.height,
      pixelSize_um: settings.pixelSize_um.value, tracks: tracks, diameters_nm: diameters_nm,
      colors: DiameterColors(diameters_nm: diameters_nm.values))
    var frame = GrayImage(width: painter.width, height: painter.height)
    let limit = OverlayFile.isStill(path) ? 1 : max(frameLimit ?? .max, 1)
    let expected = reader.tally.expected.map { min(max($0 - firstFrame, 1), limit) }
    guard let first = try Self.next(&reader, into: &frame, from: firstFrame) else {
      throw .noSuchFrame(file: source.fileName, first: firstFrame)
    }
    let stretch = ContrastStretch(for: frame, polarity: settings.polarity.value)
    var file = try OverlayFile(
      path: path, painter: painter,
      frameRate_hz: settings.frameRate_hz?.value ?? reader.properties.frameRate_hz ?? 25)
    var next: FrameStamp? = first
    var index = first.index
    while let stamp = next {
      try file.append(
        painter.paint(frame, stamp: stamp, stretch: stretch),
        skipping: max(stamp.index - index - 1, 0))
      index = stamp.index
      progress(file.frameCount, expected)
      next =
        file.frameCount < limit ? try Self.next(&reader, into: &frame, from: index + 1) : nil
    }
    let count = file.frameCount
    try file.finish()
    return count
  }

  static func reader(
    _ source: PositionSource, _ settings: MeasurementSettings
  ) throws(OverlayError) -> VideoReader {
    do throws(DecodeError) {
      let reader = try VideoReader(
        source.source, frames: source.frames, frameRate_hz: settings.frameRate_hz?.value,
        pixelFormat: settings.pixelFormat?.value, channel: settings.channel?.value)
      return reader
    } catch {
      throw .decode(error)
    }
  }

  /// The next undamaged frame with at least the given index.
  static func next(
    _ reader: inout VideoReader, into frame: inout GrayImage, from first: Int
  ) throws(OverlayError) -> FrameStamp? {
    do throws(DecodeError) {
      while let stamp = try reader.next(into: &frame) {
        if stamp.index >= first, !stamp.isDamaged { return stamp }
      }
      return nil
    } catch {
      throw .decode(error)
    }
  }
}
