internal import CFFmpeg
import NTAAnalysis

/// Verifies the checksums that FFV1 stores after each slice.
///
/// The decoder verifies them too, but silently conceals a damaged slice with the previous frame. A
/// slice ends with its size in 3 bytes, a status byte and a CRC-32 that makes the CRC of the whole
/// slice zero (RFC 9043, sections 4.6 and 4.9). A stream has checksums if any of them matches.
struct SliceChecksums {
  private var areKnown = false
  /// True after a damaged frame until the next key frame, because later frames refer to it.
  private var isTainted = false

  /// Bytes after a slice: size, status, checksum.
  private static let footer = 8

  /// True when the packet's frame is damaged or refers to a damaged one.
  mutating func isDamaged(_ packet: borrowing Packet) -> Bool {
    let size = Int(packet.pointer.pointee.size)
    guard let data = packet.pointer.pointee.data, size > 0 else { return false }
    if packet.pointer.pointee.flags & AV_PKT_FLAG_KEY != 0 { isTainted = false }
    let bytes = UnsafeBufferPointer(start: data, count: size)
    let table = av_crc_get_table(AV_CRC_32_IEEE)
    var end = size
    var isWhole = true
    while end > 0 {
      guard end >= SliceChecksums.footer else {
        isWhole = false
        break
      }
      let place = end - SliceChecksums.footer
      let length = Int(bytes[place]) << 16 | Int(bytes[place + 1]) << 8 | Int(bytes[place + 2])
      let start = place - length
      guard start >= 0 else {
        isWhole = false
        break
      }
      if av_crc(table, 0, data + start, end - start) == 0 {
        areKnown = true
      } else {
        isWhole = false
      }
      end = start
    }
    if areKnown, !isWhole { isTainted = true }
    return isTainted
  }
}
