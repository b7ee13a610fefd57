internal import CTIFF
import NTAAnalysis

/// How one page of a TIFF file stores its samples (TIFF 6.0, sections 3 to 5 and 15).
struct TIFFPage: Equatable {
  /// How the bits of a sample are to be understood.
  enum Encoding: Equatable {
    case unsigned, signed, float
  }

  /// What the samples of a pixel are.
  enum Meaning: Equatable {
    /// Brightness of one or more channels.
    case gray(isInverted: Bool)
    /// Red, green and blue first.
    case colour
    /// Indices into a palette.
    case palette
  }

  let width: Int
  let height: Int
  /// Bits of a sample, 1 to 64.
  let bits: Int
  let encoding: Encoding
  let meaning: Meaning
  /// Samples of a pixel, opacity included.
  let samples: Int
  /// Grey samples that are channels of their own; 1 for colours.
  let channels: Int
  /// True when all first samples come before all second ones.
  let isPlanar: Bool
  /// Columns and rows of a strip or tile.
  let blockWidth: Int
  let blockHeight: Int
  let isTiled: Bool
  /// Number of the compression.
  let compression: Int

  /// Most samples of a pixel that are read.
  private static let sampleLimit = 64

  /// What the current directory of a file says.
  ///
  /// - Throws: ``DecodeError`` for samples that cannot be read or carry no brightness.
  init(_ file: TIFFFile) throws(DecodeError) {
    compression = file.integer(TIFFTAG_COMPRESSION, UInt16.self) ?? Int(COMPRESSION_NONE)
    guard TIFFFile.canDecode(compression) else {
      throw .compressionUnsupported(
        file: file.path, compression: Self.compressionName(compression))
    }
    var photometric =
      file.integer(TIFFTAG_PHOTOMETRIC, UInt16.self) ?? Int(PHOTOMETRIC_MINISBLACK)
    if compression == COMPRESSION_JPEG, photometric == PHOTOMETRIC_YCBCR {
      file.convertJPEGColours()
      photometric = Int(PHOTOMETRIC_RGB)
    }
    width = file.integer(TIFFTAG_IMAGEWIDTH, UInt32.self) ?? 0
    height = file.integer(TIFFTAG_IMAGELENGTH, UInt32.self) ?? 0
    bits = file.integer(TIFFTAG_BITSPERSAMPLE, UInt16.self) ?? 1
    samples = file.integer(TIFFTAG_SAMPLESPERPIXEL, UInt16.self) ?? 1
    isPlanar =
      samples > 1 && file.integer(TIFFTAG_PLANARCONFIG, UInt16.self) == Int(PLANARCONFIG_SEPARATE)
    isTiled = file.isTiled
    blockWidth = isTiled ? file.integer(TIFFTAG_TILEWIDTH, UInt32.self) ?? 0 : width
    blockHeight =
      isTiled
      ? file.integer(TIFFTAG_TILELENGTH, UInt32.self) ?? 0
      : min(file.integer(TIFFTAG_ROWSPERSTRIP, UInt32.self) ?? height, height)
    try PictureLimits.check(width: width, height: height, file: file.path)
    let format = file.integer(TIFFTAG_SAMPLEFORMAT, UInt16.self) ?? Int(SAMPLEFORMAT_UINT)
    let encoding = try Self.encoding(format: format, bits: bits, file: file.path)
    self.encoding = encoding
    meaning = try Self.meaning(photometric, samples: samples, bits: bits, encoding, file.path)
    if case .gray = meaning {
      // Samples beyond the first that are no opacity are channels.
      channels = max(1, samples - file.opacitySamples)
    } else {
      channels = 1
    }
    guard width > 0, height > 0, blockWidth > 0, blockHeight > 0,
      (1...Self.sampleLimit).contains(samples)
    else { throw .incompleteContainer(file: file.path, container: "TIFF") }
  }

  /// Bytes of a row: of all samples, or of one plane.
  var rowByteCount: Int { (width * bits * (isPlanar ? 1 : samples) + 7) / 8 }
  /// Parts in which all first samples come before all second ones.
  var planes: Int { isPlanar ? samples : 1 }
  /// Bytes of the whole page.
  var byteCount: Int { rowByteCount * height * planes }
  /// True when the decoder cannot conceal damage.
  var isExact: Bool { compression == Int(COMPRESSION_NONE) }
  /// True when the samples are not those that were recorded.
  var isLossy: Bool { [COMPRESSION_JPEG, COMPRESSION_OJPEG].contains(Int32(compression)) }
  /// True for grey levels of at most 16 bits without sign, which are taken as they are.
  var isPlain: Bool { encoding == .unsigned && bits <= 16 }

  /// What the samples are, in words.
  var text: String {
    let kind =
      switch encoding {
      case .unsigned: ""
      case .signed: " signed"
      case .float: " float"
      }
    return "\(bits)-bit\(kind)"
  }

  private static func encoding(
    format: Int, bits: Int, file: String
  ) throws(DecodeError) -> Encoding {
    switch Int32(format) {
    case SAMPLEFORMAT_UINT, SAMPLEFORMAT_VOID:
      if (1...16).contains(bits) || [32, 64].contains(bits) { return .unsigned }
    case SAMPLEFORMAT_INT:
      if [8, 16, 32, 64].contains(bits) { return .signed }
    case SAMPLEFORMAT_IEEEFP:
      if [16, 32, 64].contains(bits) { return .float }
    default: break
    }
    throw .samplesUnsupported(file: file, samples: sampleName(format: format, bits: bits))
  }

  private static func sampleName(format: Int, bits: Int) -> String {
    let name =
      switch Int32(format) {
      case SAMPLEFORMAT_INT: "signed integers"
      case SAMPLEFORMAT_IEEEFP: "floating point"
      case SAMPLEFORMAT_COMPLEXINT, SAMPLEFORMAT_COMPLEXIEEEFP: "complex numbers"
      default: "integers"
      }
    return "\(name) of \(bits) bits"
  }

  private static func meaning(
    _ photometric: Int, samples: Int, bits: Int, _ encoding: Encoding, _ file: String
  ) throws(DecodeError) -> Meaning {
    switch Int32(photometric) {
    case PHOTOMETRIC_MINISBLACK: return .gray(isInverted: false)
    case PHOTOMETRIC_MINISWHITE: return .gray(isInverted: true)
    case PHOTOMETRIC_RGB where samples >= 3 && encoding == .unsigned && [8, 16].contains(bits):
      return .colour
    case PHOTOMETRIC_PALETTE where samples == 1 && encoding == .unsigned && bits <= 8:
      return .palette
    default:
      throw .pixelFormatUnsupported(
        file: file, pixelFormat: "\(photometricName(photometric)) of \(bits) bits")
    }
  }

  private static func photometricName(_ photometric: Int) -> String {
    switch Int32(photometric) {
    case PHOTOMETRIC_RGB: "RGB"
    case PHOTOMETRIC_PALETTE: "palette"
    case PHOTOMETRIC_SEPARATED: "CMYK"
    case PHOTOMETRIC_YCBCR: "YCbCr"
    case PHOTOMETRIC_CIELAB, PHOTOMETRIC_ICCLAB, PHOTOMETRIC_ITULAB: "L*a*b*"
    case PHOTOMETRIC_CFA: "Bayer pattern"
    default: "photometric \(photometric)"
    }
  }

  private static func compressionName(_ compression: Int) -> String {
    switch compression {
    case 33003, 33004, 33005, 34712: "JPEG 2000"
    case 34887: "LERC"
    case 34892: "lossy JPEG of DNG"
    case 34933, 50001: "WebP"
    case 50000: "Zstandard"
    case 34934, 22610: "JPEG XR"
    case 50002, 52546: "JPEG XL"
    default: "number \(compression)"
    }
  }
}

extension TIFFFile {
  /// Samples of a pixel that state its opacity.
  fileprivate var opacitySamples: Int {
    extraSamples.count { $0 == EXTRASAMPLE_ASSOCALPHA || $0 == EXTRASAMPLE_UNASSALPHA }
  }
}
