internal import CFFmpeg
import NTAAnalysis

/// Copies the brightness of decoded pictures into grey images.
///
/// Luma is taken as it is if the format has luma, whatever range it claims. Palettes are read
/// through a table of 256 entries. Red, green and blue are weighted 0.299, 0.587 and 0.114 (ITU-R
/// BT.601), which leaves a grey picture unchanged.
struct Luma {
  private enum Layout {
    /// Contiguous bytes of plane 0.
    case bytes
    /// Contiguous 16-bit words of plane 0, to be shifted right.
    case words(shift: UInt16, isBigEndian: Bool)
    /// Bytes of plane 0 that index the palette of plane 1.
    case palette
    /// Any other format with brightness as its first component.
    case component
    /// Red, green and blue bytes of plane 0, at these offsets in each pixel of `step` bytes.
    case packedColour(red: Int, green: Int, blue: Int, step: Int)
    /// Red, green and blue in any other layout.
    case colour
  }

  /// The decoder's pixel format.
  let format: Int32
  /// Name of the pixel format.
  let name: String
  /// Bits per sample.
  let bitDepth: Int
  private let layout: Layout
  private let descriptor: UnsafePointer<AVPixFmtDescriptor>
  private var table = [UInt16](repeating: 0, count: 256)
  /// One row each of red, green and blue, one after the other.
  private var colours: [UInt16] = []

  /// The largest sample value.
  var whiteLevel: UInt16 { UInt16((1 << bitDepth) - 1) }

  /// Creates a reader of one pixel format.
  init(format: Int32, file: String) throws(DecodeError) {
    let pixelFormat = AVPixelFormat(rawValue: format)
    guard let descriptor = av_pix_fmt_desc_get(pixelFormat) else {
      throw .pixelFormatUnsupported(file: file, pixelFormat: "unknown")
    }
    let flags = descriptor.pointee.flags
    func has(_ flag: Int32) -> Bool { flags & UInt64(flag) != 0 }
    let name = String(cString: descriptor.pointee.name)
    let first = descriptor.pointee.comp.0
    let depth = Int(first.depth)
    guard !has(AV_PIX_FMT_FLAG_HWACCEL), !has(AV_PIX_FMT_FLAG_BAYER), !has(AV_PIX_FMT_FLAG_FLOAT),
      descriptor.pointee.nb_components > 0, (1...16).contains(depth)
    else { throw .pixelFormatUnsupported(file: file, pixelFormat: name) }
    self.format = format
    self.name = name
    self.descriptor = descriptor
    if has(AV_PIX_FMT_FLAG_PAL) {
      layout = .palette
      bitDepth = 8
    } else if has(AV_PIX_FMT_FLAG_RGB) {
      let green = descriptor.pointee.comp.1
      let blue = descriptor.pointee.comp.2
      let isPacked =
        [first, green, blue].allSatisfy {
          $0.plane == 0 && $0.depth == 8 && $0.shift == 0 && $0.step == first.step
        } && !has(AV_PIX_FMT_FLAG_BITSTREAM)
      layout =
        isPacked
        ? .packedColour(
          red: Int(first.offset), green: Int(green.offset), blue: Int(blue.offset),
          step: Int(first.step)) : .colour
      bitDepth = depth
    } else {
      bitDepth = depth
      let isPlain = first.plane == 0 && first.offset == 0 && !has(AV_PIX_FMT_FLAG_BITSTREAM)
      if isPlain, depth == 8, first.step == 1, first.shift == 0 {
        layout = .bytes
      } else if isPlain, depth > 8, first.step == 2 {
        layout = .words(shift: UInt16(first.shift), isBigEndian: has(AV_PIX_FMT_FLAG_BE))
      } else {
        layout = .component
      }
    }
  }

  /// True for colours of 15 bits in 16, as which a bitmap of 16-bit grey levels is described, too.
  var mayBeDeepGray: Bool {
    [AV_PIX_FMT_RGB555LE.rawValue, AV_PIX_FMT_RGB555BE.rawValue].contains(format)
  }

  /// True when pixels of a picture have different amounts of red, green and blue.
  func hasColours(_ picture: UnsafeMutablePointer<AVFrame>) -> Bool {
    let (width, height) = (Int(picture.pointee.width), Int(picture.pointee.height))
    let lines = componentLines(picture, width: width)
    var row = [[UInt16]](repeating: [UInt16](repeating: 0, count: width), count: 3)
    var count = 0
    for y in 0..<height {
      for component in row.indices {
        row[component].withUnsafeMutableBufferPointer {
          lines.read(y, component: component, into: $0)
        }
      }
      count += (0..<width).count { row[0][$0] != row[1][$0] || row[1][$0] != row[2][$0] }
    }
    return count > width * height / 100
  }

  /// True when a picture's palette has a single colour, as an absent one has.
  func lacksPalette(_ picture: UnsafeMutablePointer<AVFrame>) -> Bool {
    guard case .palette = layout else { return false }
    var copy = self
    return !copy.readPalette(picture)
  }

  /// True when samples are bytes that need no conversion.
  var isBytes: Bool {
    if case .bytes = layout { return true }
    return false
  }

  /// True for formats of red, green and blue, among them palettes.
  var isRGB: Bool {
    descriptor.pointee.flags & UInt64(AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL) != 0
  }

  /// Pixels that share one value of chroma.
  var chromaBlock: (width: Int, height: Int) {
    isRGB
      ? (1, 1)
      : (1 << Int(descriptor.pointee.log2_chroma_w), 1 << Int(descriptor.pointee.log2_chroma_h))
  }

  /// True for formats with colours.
  var hasColour: Bool { isRGB || descriptor.pointee.nb_components >= 3 }

  /// Reads the components of a picture of this format; palettes are read as red, green and blue.
  func componentLines(_ picture: UnsafeMutablePointer<AVFrame>, width: Int) -> ComponentLines {
    ComponentLines(picture, descriptor: descriptor, width: width)
  }

  /// Copies a picture into a frame of its size; requires ``isBytes``.
  func copyBytes(_ picture: UnsafeMutablePointer<AVFrame>, into frame: inout CompactFrame) {
    guard let plane = picture.pointee.data.0 else { return }
    let stride = Int(picture.pointee.linesize.0)
    let width = frame.width
    frame.fill(whiteLevel: whiteLevel) { pixels in
      for y in 0..<pixels.count / max(width, 1) {
        UnsafeMutableRawBufferPointer(
          UnsafeMutableBufferPointer(rebasing: pixels[y * width..<(y + 1) * width])
        ).copyMemory(from: UnsafeRawBufferPointer(start: plane + y * stride, count: width))
      }
    }
  }

  /// Copies a picture into an image of its size.
  mutating func copy(_ picture: UnsafeMutablePointer<AVFrame>, into image: inout GrayImage) {
    let width = image.width
    let height = image.height
    guard let plane = picture.pointee.data.0 else { return }
    // Signed: a bottom-up bitmap has a negative stride.
    let stride = Int(picture.pointee.linesize.0)
    image.whiteLevel = whiteLevel
    switch layout {
    case .bytes:
      image.pixels.withUnsafeMutableBufferPointer { pixels in
        for y in 0..<height {
          Luma.widen(
            UnsafeBufferPointer(start: plane + y * stride, count: width),
            into: UnsafeMutableBufferPointer(rebasing: pixels[y * width..<(y + 1) * width]))
        }
      }
    case .words(let shift, let isBigEndian):
      image.pixels.withUnsafeMutableBufferPointer { pixels in
        for y in 0..<height {
          Luma.shift(
            UnsafeRawBufferPointer(start: plane + y * stride, count: 2 * width), by: shift,
            isBigEndian: isBigEndian,
            into: UnsafeMutableBufferPointer(rebasing: pixels[y * width..<(y + 1) * width]))
        }
      }
    case .palette:
      readPalette(picture)
      image.pixels.withUnsafeMutableBufferPointer { pixels in
        for y in 0..<height {
          let row = UnsafeBufferPointer(start: plane + y * stride, count: width)
          let out = UnsafeMutableBufferPointer(rebasing: pixels[y * width..<(y + 1) * width])
          for x in 0..<width { out[x] = table[Int(row[x])] }
        }
      }
    case .component:
      let lines = componentLines(picture, width: width)
      image.pixels.withUnsafeMutableBufferPointer { pixels in
        for y in 0..<height {
          lines.read(
            y, component: 0, into: .init(rebasing: pixels[y * width..<(y + 1) * width]))
        }
      }
    case .packedColour(let red, let green, let blue, let step):
      image.pixels.withUnsafeMutableBufferPointer { pixels in
        for y in 0..<height {
          let row = plane + y * stride
          let out = UnsafeMutableBufferPointer(rebasing: pixels[y * width..<(y + 1) * width])
          for x in 0..<width {
            let pixel = row + x * step
            out[x] = Luma.weigh(UInt32(pixel[red]), UInt32(pixel[green]), UInt32(pixel[blue]))
          }
        }
      }
    case .colour:
      copyColour(picture, into: &image)
    }
  }

  private static func widen(
    _ row: UnsafeBufferPointer<UInt8>, into out: UnsafeMutableBufferPointer<UInt16>
  ) {
    for x in 0..<min(row.count, out.count) { out[x] = UInt16(row[x]) }
  }

  private static func shift(
    _ row: UnsafeRawBufferPointer, by shift: UInt16, isBigEndian: Bool,
    into out: UnsafeMutableBufferPointer<UInt16>
  ) {
    UnsafeMutableRawBufferPointer(out).copyMemory(
      from: UnsafeRawBufferPointer(rebasing: row[..<(2 * out.count)]))
    if isBigEndian {
      for x in 0..<out.count { out[x] = UInt16(bigEndian: out[x]) &>> shift }
    } else if shift > 0 {
      for x in 0..<out.count { out[x] = UInt16(littleEndian: out[x]) &>> shift }
    }
  }

  /// Reads the palette, or takes indices as grey levels if it has a single colour.
  ///
  /// - Returns: false if it has.
  @discardableResult
  private mutating func readPalette(_ picture: UnsafeMutablePointer<AVFrame>) -> Bool {
    guard let palette = picture.pointee.data.1 else { return false }
    palette.withMemoryRebound(to: UInt32.self, capacity: 256) { entries in
      for index in 0..<256 {
        let colour = entries[index]
        table[index] = Luma.weigh(
          UInt32(colour >> 16 & 255), UInt32(colour >> 8 & 255), UInt32(colour & 255))
      }
    }
    let hasLevels = table.contains { $0 != table[0] }
    if !hasLevels { for index in table.indices { table[index] = UInt16(index) } }
    return hasLevels
  }

  private mutating func copyColour(
    _ picture: UnsafeMutablePointer<AVFrame>, into image: inout GrayImage
  ) {
    let width = image.width
    let lines = componentLines(picture, width: width)
    if colours.count != 3 * width { colours = [UInt16](repeating: 0, count: 3 * width) }
    colours.withUnsafeMutableBufferPointer { colours in
      let red = UnsafeMutableBufferPointer(rebasing: colours[..<width])
      let green = UnsafeMutableBufferPointer(rebasing: colours[width..<2 * width])
      let blue = UnsafeMutableBufferPointer(rebasing: colours[(2 * width)...])
      image.pixels.withUnsafeMutableBufferPointer { pixels in
        for y in 0..<image.height {
          lines.read(y, component: 0, into: red)
          lines.read(y, component: 1, into: green)
          lines.read(y, component: 2, into: blue)
          let out = UnsafeMutableBufferPointer(rebasing: pixels[y * width..<(y + 1) * width])
          for x in 0..<width {
            out[x] = Luma.weigh(UInt32(red[x]), UInt32(green[x]), UInt32(blue[x]))
          }
        }
      }
    }
  }

  private static func weigh(_ red: UInt32, _ green: UInt32, _ blue: UInt32) -> UInt16 {
    // Weights in units of 1/65536; they add up to 65536, so grey stays grey and 16 bits suffice.
    UInt16(truncatingIfNeeded: (19595 &* red &+ 38470 &* green &+ 7471 &* blue &+ 32768) >> 16)
  }
}
