internal import CFFmpeg

/// The words in a file's own data that say that its pictures are drawn by this program.
///
/// A measurement of such a file would find the circles and tails instead of the particles.
enum OverlayMark {
  /// What the comment begins with.
  private static let start = "nta overlay:"
  /// The value of the comment.
  static let words = start + " drawn on a recording, not to be measured"
  /// Key of the comment, in containers and PNG alike.
  static let key = "comment"

  /// True if a dictionary of FFmpeg has the mark; programs that convert a file keep its comment.
  static func isIn(_ metadata: OpaquePointer?) -> Bool {
    guard let entry = av_dict_get(metadata, key, nil, 0), let value = entry.pointee.value else {
      return false
    }
    return String(cString: value).hasPrefix(start)
  }

  /// Bytes of a PNG file from its start to the end of its header, where other chunks may begin.
  private static let headerEnd = 33

  /// A PNG file with the mark as a text chunk behind its header.
  static func marking(png: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    let body = Array("tEXt".utf8) + Array("Comment".utf8) + [0] + Array(words.utf8)
    func bigEndian(_ value: UInt32) -> [UInt8] {
      (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * UInt32($0))) }
    }
    guard png.count > headerEnd else { return Array(png) }
    // FFmpeg's table gives the checksum with its bytes in the other order.
    let table = av_crc_get_table(AV_CRC_32_IEEE_LE)
    let checksum = ~av_crc(table, .max, body, body.count)
    return Array(png[..<headerEnd]) + bigEndian(UInt32(body.count - 4)) + body
      + bigEndian(checksum) + Array(png[headerEnd...])
  }
}
