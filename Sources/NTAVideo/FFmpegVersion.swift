internal import CFFmpeg
import NTAAnalysis

/// Version of the FFmpeg libraries that are linked.
package enum FFmpegVersion {
  /// The version as FFmpeg states it, such as `5.1.9-0+deb12u1`.
  package static var text: String { String(cString: av_version_info()) }
}
