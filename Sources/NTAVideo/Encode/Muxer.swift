import CFFmpeg
import Glibc

/// Owner of one `AVFormatContext` that writes a file, and of the open file.
struct Muxer: ~Copyable {
  let context: UnsafeMutablePointer<AVFormatContext>

  private init(owning context: UnsafeMutablePointer<AVFormatContext>) {
    self.context = context
  }

  deinit {
    if context.pointee.pb != nil { avio_closep(&context.pointee.pb) }
    avformat_free_context(context)
  }

  /// Name of the container for a file name, by its extension.
  static func container(of file: String) -> String? {
    guard let dot = file.lastIndex(of: ".") else { return nil }
    return switch file[file.index(after: dot)...].lowercased() {
    case "avi": "avi"
    case "mkv": "matroska"
    case "mp4": "mp4"
    case "mov": "mov"
    // Writes the one image as it is; `image2` would read patterns out of the name.
    case "png": "image2pipe"
    default: nil
    }
  }

  /// A container that is not yet a file.
  static func allocating(_ file: String) throws(EncodeError) -> Muxer {
    guard let container = container(of: file) else { throw .containerUnknown(file: file) }
    _ = LibraryLog.quiet
    var context: UnsafeMutablePointer<AVFormatContext>?
    avformat_alloc_output_context2(&context, nil, container, nil)
    guard let context else { throw .outOfMemory(file: file) }
    // No dates, versions or random numbers.
    context.pointee.flags |= AVFMT_FLAG_BITEXACT
    return Muxer(owning: context)
  }

  /// True when the encoder must put its headers into the container's.
  var needsGlobalHeader: Bool { context.pointee.oformat.pointee.flags & AVFMT_GLOBALHEADER != 0 }

  /// True when the container has an index of its frames that may stand in front of them.
  private var hasIndex: Bool {
    ["mp4", "mov"].contains(String(cString: context.pointee.oformat.pointee.name))
  }

  /// Creates the file and writes its header.
  ///
  /// One that is to be looked at begins with its index, if it has one; cameras write theirs last.
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
    var options: OpaquePointer?
    defer { av_dict_free(&options) }
    if isToBeLookedAt, hasIndex {
      // It then starts to play before all of it has come over a network. The muxer opens the file a
      // second time for that, by its name.
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
    // Some muxers cannot know how long the last frame lasts.
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
