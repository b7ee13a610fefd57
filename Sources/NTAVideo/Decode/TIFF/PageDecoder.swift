internal import CTIFF
import NTAAnalysis

/// Decodes the strips or tiles of one page after another into the same memory.
struct PageDecoder: ~Copyable {
  private var page = RawMemory()
  private var tile = RawMemory()

  /// A tile that is larger than this and than the whole page is no tile but damage.
  private static let tileLimit = 1 << 26

  /// Decodes the current page of a file.
  ///
  /// - Returns: its samples, valid until the next call; nil when a part cannot be decoded.
  mutating func decode(_ layout: TIFFPage, of file: TIFFFile) -> UnsafeMutableRawBufferPointer? {
    // Without compression, a page is never larger than its file.
    guard layout.isExact ? layout.byteCount <= file.byteCount : true,
      let bytes = page.bytes(layout.byteCount)
    else { return nil }
    let isWhole =
      layout.isTiled
      ? readTiles(layout, of: file, into: bytes) : readStrips(layout, of: file, into: bytes)
    return isWhole ? bytes : nil
  }

  /// Memory for a page that is read in another way.
  mutating func bytes(for layout: TIFFPage) -> UnsafeMutableRawBufferPointer? {
    page.bytes(layout.byteCount)
  }

  private func readStrips(
    _ layout: TIFFPage, of file: TIFFFile, into bytes: UnsafeMutableRawBufferPointer
  ) -> Bool {
    guard file.rowByteCount == layout.rowByteCount else { return false }
    var strip = 0
    for plane in 0..<layout.planes {
      for y in stride(from: 0, to: layout.height, by: layout.blockHeight) {
        let rows = min(layout.blockHeight, layout.height - y)
        let start = (plane * layout.height + y) * layout.rowByteCount
        guard
          file.readStrip(
            strip, into: .init(rebasing: bytes[start..<start + rows * layout.rowByteCount]))
        else { return false }
        strip += 1
      }
    }
    return true
  }

  private mutating func readTiles(
    _ layout: TIFFPage, of file: TIFFFile, into bytes: UnsafeMutableRawBufferPointer
  ) -> Bool {
    let bitsAPixel = layout.bits * (layout.isPlanar ? 1 : layout.samples)
    let (bits, isTooWide) = layout.blockWidth.multipliedReportingOverflow(by: bitsAPixel)
    let tileRow = bits / 8
    let (tileBytes, isTooLarge) = tileRow.multipliedReportingOverflow(by: layout.blockHeight)
    guard !isTooWide, !isTooLarge, tileBytes <= max(Self.tileLimit, layout.byteCount),
      bits.isMultiple(of: 8), file.tileByteCount == tileBytes, let memory = tile.bytes(tileBytes)
    else { return false }
    for plane in 0..<layout.planes {
      for y in stride(from: 0, to: layout.height, by: layout.blockHeight) {
        for x in stride(from: 0, to: layout.width, by: layout.blockWidth) {
          guard file.readTile(x: x, y: y, plane: plane, into: memory) else { return false }
          let start = x * bitsAPixel / 8
          let length = min(tileRow, layout.rowByteCount - start)
          for row in 0..<min(layout.blockHeight, layout.height - y) {
            let place = (plane * layout.height + y + row) * layout.rowByteCount + start
            UnsafeMutableRawBufferPointer(rebasing: bytes[place..<place + length])
              .copyMemory(
                from: UnsafeRawBufferPointer(
                  rebasing: memory[row * tileRow..<row * tileRow + length]))
          }
        }
      }
    }
    return true
  }
}
