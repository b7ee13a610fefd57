internal import CFFmpeg
import NTAAnalysis

/// A return code of the FFmpeg libraries.
struct LibraryCode: Equatable {
  let value: Int32

  static let endOfFile = LibraryCode(value: nta_AVERROR_EOF)
  static let tryAgain = LibraryCode(value: nta_AVERROR_EAGAIN)

  /// True for the code of a call that failed.
  var isFailure: Bool { value < 0 }

  /// The FFmpeg code of a POSIX error number.
  static func system(_ code: Int32) -> LibraryCode {
    LibraryCode(value: nta_averror(code))
  }

  /// FFmpeg's message for the code.
  var reason: String {
    let capacity = Int(AV_ERROR_MAX_STRING_SIZE)
    let bytes = [CChar](unsafeUninitializedCapacity: capacity) { buffer, count in
      av_strerror(value, buffer.baseAddress, buffer.count)
      count = buffer.firstIndex(of: 0) ?? buffer.count
    }
    return String(decoding: bytes.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

/// Silences FFmpeg's log: failures reach the user as errors, damage as counts.
enum LibraryLog {
  static let quiet: Void = av_log_set_level(AV_LOG_QUIET)
}
