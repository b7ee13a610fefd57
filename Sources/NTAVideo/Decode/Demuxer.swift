internal import CFFmpeg
import Glibc
import NTAAnalysis

/// Owner of one `AVFormatContext` and its input file; knows the picture stream.
struct Demuxer: ~Copyable {
  let context: UnsafeMutablePointer<AVFormatContext>
  let stream: UnsafeMutablePointer<AVStream>
  /// The demuxer's name in FFmpeg, which may list several containers.
  let container: String
  private let bytes: InputFile

  private init(
    owning context: UnsafeMutablePointer<AVFormatContext>,
    stream: UnsafeMutablePointer<AVStream>, container: String, bytes: consuming InputFile
  ) {
    self.context = context
    self.stream = stream
    self.container = container
    self.bytes = bytes
  }

  // The input file is closed afterwards, when `bytes` is destroyed.
  deinit {
    var context: UnsafeMutablePointer<AVFormatContext>? = context
    avformat_close_input(&context)
  }

  /// Containers and still image formats that are accepted.
  ///
  /// Playlists, subtitle and text formats, device and network inputs are left out: a file that
  /// only resembles one of them must not make the program open other files or draw text.
  private static let accepted: Set<Substring> = [
    "avi", "matroska", "mov", "asf", "nut", "ogg", "flv", "mpegts", "mpeg", "dv", "ivf", "mxf",
    "yuv4mpegpipe", "gif", "apng", "png_pipe", "jpeg_pipe", "tiff_pipe", "bmp_pipe", "pgm_pipe",
    "ppm_pipe", "pam_pipe", "j2k_pipe", "jpegls_pipe", "webp_pipe", "dpx_pipe",
  ]

  /// Opens a file; its format is determined from its content, never from its name.
  init(path: String) throws(DecodeError) {
    let bytes = try InputFile(path: path)
    var format: UnsafePointer<AVInputFormat>?
    let probed = LibraryCode(
      value: av_probe_input_buffer2(bytes.pointer, &format, "", nil, 0, 0))
    guard !probed.isFailure, let format else { throw .notVideo(file: path, format: nil) }
    let container = String(cString: format.pointee.name)
    guard !Self.accepted.isDisjoint(with: container.split(separator: ",")) else {
      throw .notVideo(file: path, format: container)
    }

    guard let fresh = avformat_alloc_context() else { throw .outOfMemory(file: path) }
    fresh.pointee.pb = bytes.pointer
    var context: UnsafeMutablePointer<AVFormatContext>? = fresh
    var options: OpaquePointer?
    av_dict_set(&options, "protocol_whitelist", "file", 0)
    defer { av_dict_free(&options) }
    // Frees the context on failure.
    let opened = LibraryCode(value: avformat_open_input(&context, nil, format, &options))
    guard !opened.isFailure, let context else {
      if opened == .system(ENOMEM) { throw .outOfMemory(file: path) }
      throw .incompleteContainer(file: path, container: container)
    }
    self = try Self.describing(context, container: container, bytes: bytes, path: path)
  }

  /// Finds the picture stream of an opened container.
  private static func describing(
    _ opened: UnsafeMutablePointer<AVFormatContext>, container: String,
    bytes: consuming InputFile, path: String
  ) throws(DecodeError) -> Demuxer {
    // Freed by hand on each throw, because its owner is created only once a stream is found.
    var context: UnsafeMutablePointer<AVFormatContext>? = opened
    do throws(DecodeError) {
      // Checked before the library decodes a frame to determine its format.
      try checkSizes(opened, path: path)
      let found = LibraryCode(value: avformat_find_stream_info(opened, nil))
      try checkSizes(opened, path: path)
      // The search does not require a decoder: a codec unknown here may still be raw video.
      let index = av_find_best_stream(opened, AVMEDIA_TYPE_VIDEO, -1, -1, nil, 0)
      guard index >= 0, let stream = opened.pointee.streams[Int(index)],
        stream.pointee.disposition & AV_DISPOSITION_ATTACHED_PIC == 0
      else {
        throw found.isFailure
          ? .incompleteContainer(file: path, container: container)
          : .noVideoStream(file: path, container: container)
      }
      for other in 0..<Int(opened.pointee.nb_streams) where other != Int(index) {
        opened.pointee.streams[other]?.pointee.discard = AVDISCARD_ALL
      }
      return Demuxer(owning: opened, stream: stream, container: container, bytes: bytes)
    } catch {
      avformat_close_input(&context)
      throw error
    }
  }

  private static func checkSizes(
    _ context: UnsafeMutablePointer<AVFormatContext>, path: String
  ) throws(DecodeError) {
    for index in 0..<Int(context.pointee.nb_streams) {
      guard let parameters = context.pointee.streams[index]?.pointee.codecpar else { continue }
      try PictureLimits.check(
        width: Int(parameters.pointee.width), height: Int(parameters.pointee.height), file: path)
    }
  }

  /// Reads the picture stream's next packet.
  ///
  /// Damage between packets is skipped.
  /// - Returns: how often damage was skipped; nil at the end.
  func read(into packet: borrowing Packet, frame: Int, file: String) throws(DecodeError) -> Int? {
    var skipped = 0
    while true {
      av_packet_unref(packet.pointer)
      let code = LibraryCode(value: av_read_frame(context, packet.pointer))
      if code == .endOfFile { return nil }
      if code.isFailure {
        if code == .system(EIO) {
          throw .readFailed(file: file, frame: frame, reason: code.reason)
        }
        skipped += 1
        // A demuxer that cannot resynchronise must not keep the program busy forever.
        if skipped > 64 { return nil }
        continue
      }
      if packet.pointer.pointee.stream_index == stream.pointee.index { return skipped }
    }
  }

  /// Moves to the key frame at or before a time; false when the container cannot seek.
  func seek(toTicks ticks: Int64) -> Bool {
    av_seek_frame(context, stream.pointee.index, ticks, AVSEEK_FLAG_BACKWARD) >= 0
  }

  /// True when this is one of the demuxer's names, such as `mov` of `mov,mp4,m4a,3gp,3g2,mj2`.
  func isNamed(_ name: String) -> Bool {
    container.split(separator: ",").contains { $0 == name }
  }

  /// True when the file is a still image, whose times carry no information.
  var isStillImage: Bool { container.hasSuffix("_pipe") }

  /// Duration of one tick of the stream's times, in seconds.
  var tick_s: Double { stream.pointee.time_base.positiveValue ?? 1 }
}
