internal import CFFmpeg
import NTAAnalysis

/// Presents the samples of a page as a picture of a pixel format that ``Luma`` reads.
///
/// Samples that are pixels already are shown where they are; others are written into memory of its own.
struct PagePicture: ~Copyable {
  private let picture: Picture
  private var memory = RawMemory()
  private var palette = RawMemory()

  /// Nil when out of memory.
  init?() {
    guard let picture = Picture() else { return nil }
    self.picture = picture
  }

  var pointer: UnsafeMutablePointer<AVFrame> { picture.pointer }

  /// Shows a page.
  ///
  /// - Parameters:
  ///   - bytes: its samples, which may be changed.
  ///   - page: how they are stored.
  ///   - channel: the grey sample to show, from 0.
  ///   - scale: what becomes of samples that are no grey levels of up to 16 bits.
  ///   - file: where the palette is.
  /// - Returns: false when out of memory.
  mutating func show(
    _ bytes: UnsafeMutableRawBufferPointer, of page: TIFFPage, channel: Int, scale: SampleScale,
    file: TIFFFile
  ) -> Bool {
    let isBytes = page.bits == 8
    switch page.meaning {
    case .gray(let isInverted) where page.isPlain && page.bits % 8 == 0 && page.samples == 1:
      if isInverted { for k in bytes.indices { bytes[k] = ~bytes[k] } }
      set(
        bytes, isBytes ? AV_PIX_FMT_GRAY8 : AV_PIX_FMT_GRAY16LE, of: page, pixelBytes: page.bits / 8
      )
      return true
    case .gray(let isInverted):
      return showLevels(
        PageSamples(page: page, bytes: .init(bytes)), channel: channel, isInverted: isInverted,
        scale: scale)
    case .palette:
      if isBytes {
        set(bytes, AV_PIX_FMT_PAL8, of: page, pixelBytes: 1)
      } else if !writeIndices(PageSamples(page: page, bytes: .init(bytes))) {
        return false
      }
      return showPalette(file, entries: 1 << page.bits)
    case .colour where !page.isPlanar && page.samples <= 4:
      let formats =
        isBytes
        ? [AV_PIX_FMT_RGB24, AV_PIX_FMT_RGBA] : [AV_PIX_FMT_RGB48LE, AV_PIX_FMT_RGBA64LE]
      set(bytes, formats[page.samples - 3], of: page, pixelBytes: page.samples * page.bits / 8)
      return true
    case .colour:
      return interleave(PageSamples(page: page, bytes: .init(bytes)))
    }
  }

  private func set(
    _ bytes: UnsafeMutableRawBufferPointer, _ format: AVPixelFormat, of page: TIFFPage,
    pixelBytes: Int
  ) {
    pointer.pointee.format = format.rawValue
    pointer.pointee.width = Int32(page.width)
    pointer.pointee.height = Int32(page.height)
    pointer.pointee.data.0 = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    pointer.pointee.linesize.0 = Int32(page.width * pixelBytes)
  }

  /// Grey levels that have to be computed from the samples.
  private mutating func showLevels(
    _ samples: PageSamples, channel: Int, isInverted: Bool, scale: SampleScale
  ) -> Bool {
    let page = samples.page
    let isNarrow = page.isPlain && page.bits <= 8
    guard let out = memory.bytes(page.width * page.height * (isNarrow ? 1 : 2)) else {
      return false
    }
    // Fewer than eight bits are stretched to the range of a byte.
    let factor: UInt16 = isNarrow ? 255 / ((1 << UInt16(page.bits)) - 1) : 1
    let format = Self.format(of: page)
    let white: UInt16 = page.isPlain && !isNarrow ? UInt16((1 << Self.depth(of: page)) - 1) : 65535
    if isNarrow {
      for y in 0..<page.height {
        samples.forEach(row: y, sample: channel) { x, sample in
          let level = UInt8(truncatingIfNeeded: UInt16(sample) &* factor)
          out[y * page.width + x] = isInverted ? ~level : level
        }
      }
    } else {
      let levels = out.bindMemory(to: UInt16.self)
      for y in 0..<page.height {
        samples.forEach(row: y, sample: channel) { x, sample in
          let level = scale.level(sample)
          levels[y * page.width + x] = isInverted ? white &- level : level
        }
      }
    }
    set(out, format, of: page, pixelBytes: isNarrow ? 1 : 2)
    return true
  }

  /// Bits of the levels of a page: those of its samples, or the next that a pixel format has.
  private static func depth(of page: TIFFPage) -> Int {
    guard page.isPlain else { return 16 }
    return [8, 9, 10, 12, 14].first { page.bits <= $0 } ?? 16
  }

  private static func format(of page: TIFFPage) -> AVPixelFormat {
    switch depth(of: page) {
    case 8: AV_PIX_FMT_GRAY8
    case 9: AV_PIX_FMT_GRAY9LE
    case 10: AV_PIX_FMT_GRAY10LE
    case 12: AV_PIX_FMT_GRAY12LE
    case 14: AV_PIX_FMT_GRAY14LE
    default: AV_PIX_FMT_GRAY16LE
    }
  }

  private mutating func writeIndices(_ samples: PageSamples) -> Bool {
    let page = samples.page
    guard let out = memory.bytes(page.width * page.height) else { return false }
    for y in 0..<page.height {
      samples.forEach(row: y, sample: 0) { x, index in out[y * page.width + x] = UInt8(index) }
    }
    set(out, AV_PIX_FMT_PAL8, of: page, pixelBytes: 1)
    return true
  }

  /// Has the picture point to a palette of 8 bits each of red, green and blue.
  private mutating func showPalette(_ file: TIFFFile, entries: Int) -> Bool {
    guard let bytes = palette.bytes(1024) else { return false }
    let table = bytes.bindMemory(to: UInt32.self)
    let colour = file.palette(count: entries)
    for index in table.indices {
      let (red, green, blue) = colour(index) ?? (0, 0, 0)
      table[index] = UInt32(red >> 8) << 16 | UInt32(green >> 8) << 8 | UInt32(blue >> 8)
    }
    pointer.pointee.data.1 = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    return true
  }

  /// Red, green and blue side by side.
  private mutating func interleave(_ samples: PageSamples) -> Bool {
    let page = samples.page
    let size = page.bits / 8
    guard let out = memory.bytes(page.width * page.height * 3 * size) else { return false }
    for y in 0..<page.height {
      for sample in 0..<3 {
        samples.forEach(row: y, sample: sample) { x, level in
          let place = (y * page.width + x) * 3 + sample
          if size == 1 {
            out[place] = UInt8(level)
          } else {
            out.storeBytes(of: UInt16(level), toByteOffset: 2 * place, as: UInt16.self)
          }
        }
      }
    }
    set(out, size == 1 ? AV_PIX_FMT_RGB24 : AV_PIX_FMT_RGB48LE, of: page, pixelBytes: 3 * size)
    return true
  }
}
