/// Writes AVI files byte by byte, as cameras write them and the libraries do not.
///
/// "AVI RIFF File Reference", Microsoft; BITMAPINFOHEADER of the Windows GDI.
package struct HandwrittenAVI {
  package var width: Int
  package var height: Int
  package var bitCount: Int
  /// FourCC of the compression; four NULs for a plain bitmap.
  package var fourCC = "\0\0\0\0"
  /// Red, green, blue, for 8-bit bitmaps.
  package var palette: [(UInt8, UInt8, UInt8)] = []
  package var frameRate_hz: UInt32 = 30
  /// Data of each frame; empty for one the camera lost.
  package var frames: [[UInt8]]
  package var hasIndex = true

  package init(
    width: Int, height: Int, bitCount: Int, fourCC: String = "\0\0\0\0",
    palette: [(UInt8, UInt8, UInt8)] = [], frameRate_hz: UInt32 = 30, frames: [[UInt8]],
    hasIndex: Bool = true
  ) {
    (self.width, self.height, self.bitCount) = (width, height, bitCount)
    (self.fourCC, self.palette) = (fourCC, palette)
    (self.frameRate_hz, self.frames, self.hasIndex) = (frameRate_hz, frames, hasIndex)
  }

  package var bytes: [UInt8] {
    let count = UInt32(frames.count)
    let avih =
      word(1_000_000 / frameRate_hz) + word(0) + word(0) + word(0x10) + word(count) + word(0)
      + word(1) + word(0) + word(UInt32(width)) + word(UInt32(height)) + word(0) + word(0)
      + word(0) + word(0)
    let strh =
      Array("vids".utf8) + Array(fourCC.utf8) + word(0) + word(0) + word(0) + word(1)
      + word(frameRate_hz) + word(0) + word(count) + word(0) + word(UInt32.max) + word(0)
      + word(0) + word(0)
    let strf =
      word(40) + word(UInt32(width)) + word(UInt32(height)) + half(1) + half(UInt16(bitCount))
      + Array(fourCC.utf8) + word(0) + word(0) + word(0) + word(UInt32(palette.count)) + word(0)
      + palette.flatMap { [$0.2, $0.1, $0.0, 0] }
    let streams = list("strl", chunk("strh", strh) + chunk("strf", strf))
    let name = fourCC == "\0\0\0\0" ? "00db" : "00dc"
    var index: [UInt8] = []
    var data: [UInt8] = []
    for frame in frames {
      index +=
        Array(name.utf8) + word(0x10) + word(UInt32(data.count + 4)) + word(UInt32(frame.count))
      data += chunk(name, frame)
    }
    let body =
      list("hdrl", chunk("avih", avih) + streams) + list("movi", data)
      + (hasIndex ? chunk("idx1", index) : [])
    return Array("RIFF".utf8) + word(UInt32(body.count + 4)) + Array("AVI ".utf8) + body
  }

  private func word(_ value: UInt32) -> [UInt8] {
    [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: value >> $0) }
  }

  private func half(_ value: UInt16) -> [UInt8] {
    [UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)]
  }

  private func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
    Array(name.utf8) + word(UInt32(data.count)) + data + (data.count.isMultiple(of: 2) ? [] : [0])
  }

  private func list(_ name: String, _ data: [UInt8]) -> [UInt8] {
    chunk("LIST", Array(name.utf8) + data)
  }
}
