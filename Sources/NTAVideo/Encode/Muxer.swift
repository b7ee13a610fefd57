internal import CFFmpeg
import Glibc
import NTAAnalysis

/// Owner of one `AVFormatContext` that writes a file, and of the open file.
package struct Muxer: ~Copyable {
  let context: UnsafeMutablePointer<AVFormatContext>

  private init(owning context: UnsafeMutablePointer<AVFormatContext>) {
    self.context = context
  }

  deinit {
    if context.pointee.pb != nil { avio_closep(&context.pointee.pb) }
    avformat_free_context(context)
  }

  /// FFmpeg's name of the container for a file name, determined from its extension.
  package static func container(of file: String) -> String? {
    guard let dot = file.lastIndex(of: ".") else { return nil }
    return switch file[file.index(after: dot)...].lowercased() {
    case "avi": "avi"
    case "mkv": "matroska"
    case "mp4": "mp4"
    case "mov": "mov"
    // `image2pipe` writes the one image as it is; `image2` would interpret patterns in the name.
    case "png": "image2pipe"
    default: nil
    }
  }

  /// Creates a muxer whose file does not exist yet.
  static func allocating(_ file: String) throws(EncodeError) -> Muxer {
    guard let container = container(of: file) else { throw .containerUnknown(file: file) }
    _ = LibraryLog.quiet
    var context: UnsafeMutablePointer<AVFormatContext>?
    avformat_alloc_output_context2(&context, nil, container, nil)
    guard let context else { throw .outOfMemory(file: file) }
    // No dates, versions or random numbers, so that equal frames give equal bytes.
    context.pointee.flags |= AVFMT_FLAG_BITEXACT
    return Muxer(owning: context)
  }

  /// True when the container stores the encoder's headers in its own header.
  var needsGlobalHeader: Bool { context.pointee.oformat.pointee.flags & AVFMT_GLOBALHEADER != 0 }

  /// True when the container has a frame index that may precede the frames.
  private var hasIndex: Bool {
    ["mp4", "mov"].contains(String(cString: context.pointee.oformat.pointee.name))
  }

  /// Creates the file and writes its header.
  ///
  /// If `isToBeLookedAt`, the index is moved to the front of the file; cameras write it last.
  func start(
    _ encoder: borrowing VideoEncoder, file: String, isToBeLookedAt: Bool
  ) throws(EncodeError) {
    guard let stream = avformat_new_stream(context, nil) else { throw .outOfMemory(file: file) }
    stream.pointee.time_base = encoder.context.pointee.time_base
    stream.pointee.avg_frame_rate = encoder.context.pointee.framerate
    guard avcodec_parameters_from_context(stream.pointee.codecpar, encoder.context) >= 0 else {
      throw .outOfMemory(file: file)
    }
    let created = LibraryCode(
      value: avio_open2(&context.pointee.pb, "file:" + file, AVIO_FLAG_WRITE, nil, nil))
    guard !created.isFailure else { throw .cannotCreate(file: file, reason: created.reason) }
    if isToBeLookedAt {
      av_dict_set(&context.pointee.metadata, OverlayMark.key, OverlayMark.words, 0)
    }
    var options: OpaquePointer?
    defer { av_dict_free(&options) }
    if isToBeLookedAt, hasIndex {
      // Players can then start before the whole file has arrived over a network. To move the index,
      // the muxer opens the file a second time by its name.
      context.pointee.url = av_strdup("file:" + file)
      av_dict_set(&options, "movflags", "+faststart", 0)
    }
    let written = LibraryCode(value: avformat_write_header(context, &options))
    guard !written.isFailure else {
      let name = String(cString: avcodec_get_name(encoder.context.pointee.codec_id))
      throw .settingsRefused(file: file, encoder: name, reason: written.reason)
    }
  }

  /// Writes a packet whose times are in `timeBase`.
  func write(
    _ packet: borrowing Packet, timeBase: AVRational, file: String
  ) throws(EncodeError) {
    guard let stream = context.pointee.streams[0] else { return }
    packet.pointer.pointee.stream_index = 0
    // Some muxers cannot determine the duration of the last frame.
    packet.pointer.pointee.duration = 1
    av_packet_rescale_ts(packet.pointer, timeBase, stream.pointee.time_base)
    let code = LibraryCode(value: av_interleaved_write_frame(context, packet.pointer))
    guard !code.isFailure else { throw .writeFailed(file: file, reason: code.reason) }
  }

  /// Completes and closes the file.
  func end(file: String) throws(EncodeError) {
    let trailer = LibraryCode(value: av_write_trailer(context))
    if let bytes = context.pointee.pb { avio_flush(bytes) }
    let pending = LibraryCode(value: context.pointee.pb?.pointee.error ?? 0)
    let closed = LibraryCode(value: avio_closep(&context.pointee.pb))
    for code in [trailer, pending, closed] where code.isFailure {
      throw .writeFailed(file: file, reason: code.reason)
    }
  }
}
