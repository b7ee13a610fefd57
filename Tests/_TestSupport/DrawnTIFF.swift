internal import CTIFF
import Foundation
import NTAAnalysis

/// Writes TIFF stacks with libtiff, in any layout that programs use.
package struct DrawnTIFF: Sendable {
  /// How a sample is stored.
  package enum Sample: String, Sendable, CaseIterable {
    case uint8, uint16, uint32, int8, int16, int32, float32, float64

    var bits: Int {
      switch self {
      case .uint8, .int8: 8
      case .uint16, .int16: 16
      case .uint32, .int32, .float32: 32
      case .float64: 64
      }
    }

    var format: Int32 {
      switch self {
      case .uint8, .uint16, .uint32: SAMPLEFORMAT_UINT
      case .int8, .int16, .int32: SAMPLEFORMAT_INT
      case .float32, .float64: SAMPLEFORMAT_IEEEFP
      }
    }

    /// A number as it lies in memory.
    func bytes(_ value: Double) -> [UInt8] {
      switch self {
      case .uint8: [UInt8(value)]
      case .int8: [UInt8(bitPattern: Int8(value))]
      case .uint16: withUnsafeBytes(of: UInt16(value), Array.init)
      case .int16: withUnsafeBytes(of: Int16(value), Array.init)
      case .uint32: withUnsafeBytes(of: UInt32(value), Array.init)
      case .int32: withUnsafeBytes(of: Int32(value), Array.init)
      case .float32: withUnsafeBytes(of: Float(value), Array.init)
      case .float64: withUnsafeBytes(of: value, Array.init)
      }
    }
  }

  package enum Compression: String, Sendable, CaseIterable {
    case none, lzw, deflate, packBits, zstandard, jpeg

    var number: Int32 {
      switch self {
      case .none: COMPRESSION_NONE
      case .lzw: COMPRESSION_LZW
      case .deflate: COMPRESSION_ADOBE_DEFLATE
      case .packBits: COMPRESSION_PACKBITS
      case .zstandard: COMPRESSION_ZSTD
      case .jpeg: COMPRESSION_JPEG
      }
    }
  }

  /// Values of a page, rows one below the other; with several samples a pixel, side by side.
  package var pages: [[Double]]
  package var width: Int
  package var height: Int
  package var sample = Sample.uint16
  /// Samples of a pixel.
  package var samples = 1
  package var isPlanar = false
  package var compression = Compression.none
  /// Edge of a tile; nil for strips of `rows`.
  package var tile: Int?
  package var rows = 7
  package var isBig = false
  package var isBigEndian = false
  package var photometric = PHOTOMETRIC_MINISBLACK
  /// Description of the first page.
  package var description: String?
  /// Pixels per unit of length.
  package var resolution: Double?
  /// Micro-Manager's metadata of each page.
  package var metadata: [String] = []

  package init(pages: [[Double]], width: Int, height: Int) {
    (self.pages, self.width, self.height) = (pages, width, height)
  }

  /// A stack of pictures with their own values.
  package init(_ images: [GrayImage]) {
    self.init(
      pages: images.map { $0.pixels.map(Double.init) }, width: images[0].width,
      height: images[0].height)
    sample = images[0].whiteLevel > 255 ? .uint16 : .uint8
  }

  package struct Failure: Error {}

  /// Writes the stack and returns its path.
  @discardableResult
  package func write(to path: String) throws -> String {
    let mode = "w" + (isBig ? "8" : "4") + (isBigEndian ? "b" : "l")
    guard let file = TIFFOpen(path, mode) else { throw Failure() }
    defer { TIFFClose(file) }
    for (number, page) in pages.enumerated() {
      setFields(file, page: number)
      if metadata.indices.contains(number) { setMetadata(file, metadata[number]) }
      try writeSamples(file, page)
      guard TIFFWriteDirectory(file) == 1 else { throw Failure() }
    }
    return path
  }

  private func setFields(_ file: OpaquePointer, page: Int) {
    func set(_ tag: Int32, _ value: any CVarArg) {
      _ = withVaList([value]) { TIFFVSetField(file, UInt32(tag), $0) }
    }
    set(TIFFTAG_IMAGEWIDTH, Int32(width))
    set(TIFFTAG_IMAGELENGTH, Int32(height))
    set(TIFFTAG_BITSPERSAMPLE, Int32(sample.bits))
    set(TIFFTAG_SAMPLEFORMAT, sample.format)
    set(TIFFTAG_SAMPLESPERPIXEL, Int32(samples))
    set(TIFFTAG_PLANARCONFIG, isPlanar ? PLANARCONFIG_SEPARATE : PLANARCONFIG_CONTIG)
    set(TIFFTAG_PHOTOMETRIC, photometric)
    set(TIFFTAG_COMPRESSION, compression.number)
    if compression == .jpeg { set(TIFFTAG_JPEGQUALITY, Int32(95)) }
    if let tile {
      set(TIFFTAG_TILEWIDTH, Int32(tile))
      set(TIFFTAG_TILELENGTH, Int32(tile))
    } else {
      set(TIFFTAG_ROWSPERSTRIP, Int32(compression == .jpeg ? 8 : rows))
    }
    if let resolution {
      set(TIFFTAG_XRESOLUTION, resolution)
      set(TIFFTAG_YRESOLUTION, resolution)
    }
    if page == 0, let description {
      description.withCString { set(TIFFTAG_IMAGEDESCRIPTION, $0) }
    }
  }

  /// libtiff keeps the pointer.
  private nonisolated(unsafe) static let metadataName = strdup("MicroManagerMetadata")

  /// Tag 51123, which libtiff has to be told of.
  private func setMetadata(_ file: OpaquePointer, _ text: String) {
    var info = TIFFFieldInfo(
      field_tag: 51123, field_readcount: -1, field_writecount: -1, field_type: TIFF_ASCII,
      field_bit: UInt16(FIELD_CUSTOM), field_oktochange: 1, field_passcount: 0,
      field_name: Self.metadataName)
    TIFFMergeFieldInfo(file, &info, 1)
    _ = text.withCString { text in withVaList([text]) { TIFFVSetField(file, 51123, $0) } }
  }

  /// Samples of a part of a page; beyond its edge they are 0.
  private func part(
    _ page: [Double], x: Int, y: Int, width: Int, height: Int, plane: Int
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    for row in y..<y + height {
      for column in x..<x + width {
        for sample in isPlanar ? plane..<plane + 1 : 0..<samples {
          let isInside = row < self.height && column < self.width
          let index = (row * self.width + column) * samples + sample
          bytes += self.sample.bytes(isInside ? page[index] : 0)
        }
      }
    }
    return bytes
  }

  private func writeSamples(_ file: OpaquePointer, _ page: [Double]) throws {
    for plane in 0..<(isPlanar ? samples : 1) {
      if let tile {
        for y in stride(from: 0, to: height, by: tile) {
          for x in stride(from: 0, to: width, by: tile) {
            var bytes = part(page, x: x, y: y, width: tile, height: tile, plane: plane)
            let written = TIFFWriteTile(
              file, &bytes, UInt32(x), UInt32(y), 0, UInt16(plane))
            guard written > 0 else { throw Failure() }
          }
        }
      } else {
        for y in 0..<height {
          var bytes = part(page, x: 0, y: y, width: width, height: 1, plane: plane)
          guard TIFFWriteScanline(file, &bytes, UInt32(y), UInt16(plane)) == 1 else {
            throw Failure()
          }
        }
      }
    }
  }
}
