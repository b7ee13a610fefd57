internal import CTIFF
import NTAAnalysis

/// A TIFF file that libtiff has open, standing at one of its directories.
///
/// The file is read, not mapped, so that one that shrinks meanwhile is an error instead of a signal.
/// What libtiff has to say is dropped: its failures reach the user as errors of this module.
final class TIFFFile {
  /// The path as the caller gave it.
  let path: String
  /// Size of the file.
  let byteCount: Int
  private let handle: OpaquePointer
  /// Number of the directory that is read next, from 0, and whether the one before could be read.
  private var next = 0
  private var isWhole = false

  /// Most bytes that libtiff may allocate at once, for tables and compressed data.
  private static let allocationLimit = 1 << 29

  /// Opens a file; no directory is read yet.
  ///
  /// - Throws: ``DecodeError`` for what is no readable TIFF file.
  init(path: String) throws(DecodeError) {
    byteCount = try InputFile.byteCount(of: path)
    guard let options = TIFFOpenOptionsAlloc() else { throw .outOfMemory(file: path) }
    defer { TIFFOpenOptionsFree(options) }
    TIFFOpenOptionsSetMaxSingleMemAlloc(options, tmsize_t(Self.allocationLimit))
    TIFFOpenOptionsSetErrorHandlerExtR(options, { _, _, _, _, _ in 1 }, nil)
    TIFFOpenOptionsSetWarningHandlerExtR(options, { _, _, _, _, _ in 1 }, nil)
    // Read, not mapped, and only the header.
    guard let handle = TIFFOpenExt(path, "rmh", options) else {
      throw .incompleteContainer(file: path, container: "TIFF")
    }
    self.path = path
    self.handle = handle
  }

  deinit { TIFFClose(handle) }

  /// True when the first bytes of a file are those of a TIFF or a BigTIFF.
  static func isTIFF(_ path: String) throws(DecodeError) -> Bool {
    let head = try InputFile.firstBytes(of: path, count: 8)
    let starts: [[UInt8]] = [
      [0x49, 0x49, 42, 0], [0x4D, 0x4D, 0, 42], [0x49, 0x49, 43, 0, 8, 0],
      [0x4D, 0x4D, 0, 43, 0, 8],
    ]
    return head.count == 8 && starts.contains { head.starts(with: $0) }
  }

  /// True when numbers in the file have the other byte order than those in memory.
  var isByteSwapped: Bool { TIFFIsByteSwapped(handle) != 0 }

  /// Counts the directories of the chain up to its end or its first break.
  func countPages() -> Int { Int(TIFFNumberOfDirectories(handle)) }

  /// Reads a directory; forward, each is read once, because libtiff finds one by following the chain.
  ///
  /// - Parameter page: its number, from 0.
  /// - Returns: whether it is there and complete.
  func read(page: Int) -> Bool {
    if page + 1 == next { return isWhole }
    isWhole =
      page == next
      ? TIFFReadDirectory(handle) == 1 : TIFFSetDirectory(handle, tdir_t(clamping: page)) == 1
    next = page + 1
    return isWhole
  }

  /// A whole number of the current directory, or its default.
  func integer<Value: FixedWidthInteger>(_ tag: Int32, _: Value.Type) -> Int? {
    var value: Value = 0
    let found = withUnsafeMutablePointer(to: &value) { pointer in
      withVaList([pointer]) { TIFFVGetFieldDefaulted(handle, UInt32(tag), $0) }
    }
    return found == 1 ? Int(exactly: value) : nil
  }

  /// A ratio of the current directory.
  func ratio(_ tag: Int32) -> Double? {
    var value: Float = 0
    let found = withUnsafeMutablePointer(to: &value) { pointer in
      withVaList([pointer]) { TIFFVGetField(handle, UInt32(tag), $0) }
    }
    return found == 1 && value.isFinite && value > 0 ? Double(value) : nil
  }

  /// The description of the current directory.
  var description: String? {
    var text: UnsafePointer<CChar>?
    let found = withUnsafeMutablePointer(to: &text) { pointer in
      withVaList([pointer]) { TIFFVGetField(handle, UInt32(TIFFTAG_IMAGEDESCRIPTION), $0) }
    }
    return found == 1 ? text.map { String(cString: $0) } : nil
  }

  /// What the samples beyond the first ones of the current directory are.
  var extraSamples: [Int32] {
    var count: UInt16 = 0
    var kinds: UnsafePointer<UInt16>?
    let found = withUnsafeMutablePointer(to: &count) { count in
      withUnsafeMutablePointer(to: &kinds) { kinds in
        withVaList([count, kinds]) { TIFFVGetField(handle, UInt32(TIFFTAG_EXTRASAMPLES), $0) }
      }
    }
    guard found == 1, let kinds else { return [] }
    return UnsafeBufferPointer(start: kinds, count: Int(count)).map(Int32.init)
  }

  /// The text of a tag that libtiff does not know.
  func privateText(_ tag: UInt32) -> String? {
    guard let field = TIFFFindField(handle, tag, TIFF_NOTYPE), TIFFFieldPassCount(field) != 0,
      TIFFFieldReadCount(field) == TIFF_VARIABLE2, TIFFFieldDataType(field) == TIFF_ASCII
    else { return nil }
    var count: UInt32 = 0
    var bytes: UnsafePointer<UInt8>?
    let found = withUnsafeMutablePointer(to: &count) { count in
      withUnsafeMutablePointer(to: &bytes) { bytes in
        withVaList([count, bytes]) { TIFFVGetField(handle, tag, $0) }
      }
    }
    guard found == 1, let bytes else { return nil }
    let text = UnsafeBufferPointer(start: bytes, count: Int(count)).prefix { $0 != 0 }
    return String(decoding: text, as: UTF8.self)
  }

  /// The palette of the current directory: red, green and blue of `count` entries, 16 bits each.
  func palette(count: Int) -> (Int) -> (red: UInt16, green: UInt16, blue: UInt16)? {
    var tables: (UnsafePointer<UInt16>?, UnsafePointer<UInt16>?, UnsafePointer<UInt16>?)
    tables = (nil, nil, nil)
    let found = withUnsafeMutablePointer(to: &tables.0) { red in
      withUnsafeMutablePointer(to: &tables.1) { green in
        withUnsafeMutablePointer(to: &tables.2) { blue in
          withVaList([red, green, blue]) { TIFFVGetField(handle, UInt32(TIFFTAG_COLORMAP), $0) }
        }
      }
    }
    guard found == 1, let red = tables.0, let green = tables.1, let blue = tables.2 else {
      return { _ in nil }
    }
    return { $0 < count ? (red[$0], green[$0], blue[$0]) : nil }
  }

  /// Where the uncompressed samples of the current directory begin, if they are in one piece.
  var contiguousSamples: Int? {
    let strips = Int(TIFFNumberOfStrips(handle))
    guard TIFFIsTiled(handle) == 0, strips > 0 else { return nil }
    let first = TIFFGetStrileOffset(handle, 0)
    var end = first
    for strip in 0..<UInt32(strips) {
      guard TIFFGetStrileOffset(handle, strip) == end else { return nil }
      end &+= TIFFGetStrileByteCount(handle, strip)
    }
    return Int(exactly: first)
  }

  /// Has colours of JPEG delivered as red, green and blue.
  func convertJPEGColours() {
    _ = withVaList([JPEGCOLORMODE_RGB]) {
      TIFFVSetField(handle, UInt32(TIFFTAG_JPEGCOLORMODE), $0)
    }
  }

  /// True when the current directory has tiles instead of strips.
  var isTiled: Bool { TIFFIsTiled(handle) != 0 }

  /// Bytes of one row of the current directory, as libtiff delivers it.
  var rowByteCount: Int { Int(clamping: TIFFScanlineSize64(handle)) }

  /// Bytes of one tile of the current directory.
  var tileByteCount: Int { Int(clamping: TIFFTileSize64(handle)) }

  /// Decodes one strip into memory; false when that fails.
  func readStrip(_ strip: Int, into bytes: UnsafeMutableRawBufferPointer) -> Bool {
    TIFFReadEncodedStrip(handle, UInt32(strip), bytes.baseAddress, tmsize_t(bytes.count))
      == bytes.count
  }

  /// Decodes the tile at a pixel into memory; false when that fails.
  func readTile(x: Int, y: Int, plane: Int, into bytes: UnsafeMutableRawBufferPointer) -> Bool {
    let tile = TIFFComputeTile(handle, UInt32(x), UInt32(y), 0, UInt16(plane))
    return TIFFReadEncodedTile(handle, tile, bytes.baseAddress, tmsize_t(bytes.count))
      == bytes.count
  }

  /// True when this build of libtiff can decode a compression.
  static func canDecode(_ compression: Int) -> Bool {
    UInt16(exactly: compression).map { TIFFIsCODECConfigured($0) != 0 } ?? false
  }
}
