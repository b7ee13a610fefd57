import CFFmpeg

/// Checks the checksums that FFV1 puts behind each slice.
///
/// The decoder checks them too, but fills the hole from the frame before without a word. A slice
/// ends with its size in 3 bytes, a status byte and a CRC-32 that makes the whole sum zero
/// (RFC 9043, sections 4.6 and 4.9). Whether a stream has checksums is told by the first that fits.
struct SliceChecksums {
  private var areKnown = false
  /// Frames that lean on a damaged one are damaged, up to the next key frame.
  private var isTainted = false

  /// Bytes behind a slice: size, status, checksum.
  private static let footer = 8

  /// True when the packet's frame cannot be whole.
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
