import NTAAnalysis
import NTAVideo

/// The video or picture an overlay is written to; encoding errors become ``OverlayError``.
struct OverlayFile: ~Copyable {
  private var writer: VideoWriter

  /// Frames written so far.
  var frameCount: Int { writer.frameCount }

  /// Creates the file.
  init(
    path: String, painter: OverlayPainter, frameRate_hz: Double
  ) throws(OverlayError) {
    do throws(EncodeError) {
      writer = try VideoWriter(
        path: path, width: painter.pictureWidth, height: painter.pictureHeight,
        frameRate_hz: frameRate_hz, encoding: Self.encoding(for: path))
    } catch {
      throw .encode(error)
    }
  }

  /// True if the file holds a single picture.
  static func isStill(_ path: String) -> Bool { Muxer.container(of: path) == "image2pipe" }

  /// PNG for a picture; H.264 if this FFmpeg has its encoder, otherwise MPEG-4.
  private static func encoding(for path: String) -> VideoEncoding {
    if isStill(path) { return .colorPNG }
    let first = VideoEncoding.colorH264(crf: 18)
    return first.isAvailable ? first : .colorMPEG4(quality: 3)
  }

  /// Adds a frame after a gap of `lost` frames, so that the video keeps the recording's timing.
  mutating func append(_ image: ColorImage, skipping lost: Int) throws(OverlayError) {
    do throws(EncodeError) {
      writer.skip(frames: lost)
      try writer.append(image)
    } catch {
      throw .encode(error)
    }
  }

  /// Completes the file.
  consuming func finish() throws(OverlayError) {
    do throws(EncodeError) { try writer.finish() } catch { throw .encode(error) }
  }
}
