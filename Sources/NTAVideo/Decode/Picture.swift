import CFFmpeg

/// Owner of one `AVFrame`, filled again and again.
struct Picture: ~Copyable {
  let pointer: UnsafeMutablePointer<AVFrame>

  /// Nil when memory has run out.
  init?() {
    guard let pointer = av_frame_alloc() else { return nil }
    self.pointer = pointer
  }

  deinit {
    var pointer: UnsafeMutablePointer<AVFrame>? = pointer
    av_frame_free(&pointer)
  }

  /// The frame's presentation time as the decoder guesses it best.
  var ticks: Int64? {
    pointer.pointee.best_effort_timestamp.knownTicks ?? pointer.pointee.pts.knownTicks
  }

  /// True when the decoder says that it concealed an error.
  var isConcealed: Bool {
    pointer.pointee.decode_error_flags != 0
      || pointer.pointee.flags & AV_FRAME_FLAG_CORRUPT != 0
  }
}
