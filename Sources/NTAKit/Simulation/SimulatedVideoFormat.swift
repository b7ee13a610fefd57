import NTAAnalysis
import NTAVideo

/// How the videos of a simulated run are stored.
package struct SimulatedVideoFormat: Sendable, Equatable {
  /// The encodings, by the names a user gives.
  package enum Encoding: String, Sendable, CaseIterable {
    /// Lossless; the only encoding for 16 bits.
    case ffv1
    /// JPEG frames.
    case mjpeg
    /// Uncompressed 8-bit AVI.
    case raw
    /// H.264, if FFmpeg has libx264.
    case h264
    /// MPEG-4 part 2.
    case mpeg4
    /// JPEG 2000 frames.
    case jpeg2000
  }
  /// File name extensions of the containers.
  package enum Container: String, Sendable, CaseIterable {
    /// Stores frame times exactly.
    case avi
    /// Rounds frame times to milliseconds.
    case mkv
    /// For H.264 and MPEG-4.
    case mp4
  }
  /// How frames are stored.
  package let encoding: Encoding
  /// The container of the file.
  package let container: Container
  /// Quantiser of lossy encodings: 1 to 31 (MJPEG, MPEG-4, JPEG 2000), 0 to 51 (H.264); lower is better.
  package let quality: Int

  /// A format.
  /// - Parameters:
  ///   - encoding: the encoding of frames.
  ///   - container: the container; `nil` gives MP4 for H.264 and MPEG-4, and AVI for the others.
  ///   - quality: the quantiser; `nil` gives 3 for MJPEG, MPEG-4 and JPEG 2000, and 18 for H.264.
  package init(_ encoding: Encoding, container: Container? = nil, quality: Int? = nil) {
    self.encoding = encoding
    switch encoding {
    case .ffv1, .mjpeg, .raw, .jpeg2000:
      self.container = container ?? .avi
      self.quality = quality ?? 3
    case .h264:
      self.container = container ?? .mp4
      self.quality = quality ?? 18
    case .mpeg4:
      self.container = container ?? .mp4
      self.quality = quality ?? 3
    }
  }

  /// The video writer's encoding for a camera's bit depth, 8 or 16.
  /// - Throws: `SimulationError` for more than 8 bits with a lossy or 8-bit encoding, or a quality
  ///   out of range.
  func videoEncoding(bitDepth: Int) throws(SimulationError) -> VideoEncoding {
    if bitDepth > 8 && encoding != .ffv1 {
      throw .unsuitableEncoding(
        encoding: encoding.rawValue, reason: "it holds 8 bits; use ffv1 for 16")
    }
    let allowed = encoding == .h264 ? 0...51 : 1...31
    if !allowed.contains(quality) {
      throw .parameterOutOfRange(
        name: "the quality", value: Double(quality),
        allowed: "[\(allowed.lowerBound), \(allowed.upperBound)]")
    }
    switch encoding {
    case .ffv1: return bitDepth > 8 ? .ffv1Deep : .ffv1
    case .mjpeg: return .mjpeg(quality: quality)
    case .raw: return .rawGray8
    case .h264: return .h264(crf: quality)
    case .mpeg4: return .mpeg4(quality: quality)
    case .jpeg2000: return .jpeg2000(quality: quality)
    }
  }
}
