import _TestSupport
import NTAAnalysis
import NTAVideo
import Testing

/// Every way to store a stack gives the samples that were stored.
@Suite struct StackFormatTests {
  private static let frames = (0..<3).map {
    DrawnVideo.noise(frame: $0, width: 37, height: 23, whiteLevel: 65535)
  }

  private func read(
    _ tiff: DrawnTIFF, channel: Int? = nil
  ) throws -> (images: [GrayImage], properties: VideoProperties) {
    let folder = try TemporaryFolder()
    let path = try tiff.write(to: folder.file("a.tif"))
    let read = try ReadVideo(.file(path: path), frameRate_hz: 30, channel: channel)
    #expect(read.tally.expected == tiff.pages.count)
    #expect(read.tally.decoded == tiff.pages.count)
    return (read.images, read.properties)
  }

  @Test(
    arguments: DrawnTIFF.Compression.allCases.filter { $0 != .jpeg }, [nil, 16] as [Int?])
  func compressionsAndTiles(_ compression: DrawnTIFF.Compression, tile: Int?) throws {
    var tiff = DrawnTIFF(Self.frames)
    (tiff.compression, tiff.tile) = (compression, tile)
    for (isBig, isBigEndian) in [(false, false), (true, false), (false, true), (true, true)] {
      (tiff.isBig, tiff.isBigEndian) = (isBig, isBigEndian)
      #expect(try read(tiff).images == Self.frames, "BigTIFF \(isBig), big-endian \(isBigEndian)")
    }
  }

  @Test(arguments: [nil, 16] as [Int?]) func jpeg(tile: Int?) throws {
    let frames = (0..<3).map { DrawnVideo.slope(frame: $0) }
    var tiff = DrawnTIFF(frames)
    (tiff.compression, tiff.tile) = (.jpeg, tile)
    let (images, properties) = try read(tiff)
    #expect(properties.isLossy)
    for (image, frame) in zip(images, frames) {
      // At quality 95 the coarsest step of a coefficient is 12; each is off by half of its own.
      for (level, drawn) in zip(image.pixels, frame.pixels) {
        #expect(abs(Int(level) - Int(drawn)) <= 6)
      }
    }
  }

  @Test(arguments: [DrawnTIFF.Sample.uint32, .float32, .float64])
  func wholeNumbersStayWhatTheyAre(_ sample: DrawnTIFF.Sample) throws {
    for isBigEndian in [false, true] {
      var tiff = DrawnTIFF(Self.frames)
      (tiff.sample, tiff.isBigEndian) = (sample, isBigEndian)
      #expect(try read(tiff).images == Self.frames)
    }
  }

  @Test(arguments: [DrawnTIFF.Sample.int8, .int16, .int32, .float32])
  func numbersBelowZeroAreShifted(_ sample: DrawnTIFF.Sample) throws {
    let shift = sample == .int8 ? 128 : 32768
    let frames = (0..<3).map {
      DrawnVideo.noise(frame: $0, whiteLevel: sample == .int8 ? 255 : 65535)
    }
    var tiff = DrawnTIFF(frames)
    tiff.sample = sample
    tiff.pages = frames.map { $0.pixels.map { Double($0) - Double(shift) } }
    for (image, frame) in zip(try read(tiff).images, frames) {
      // Grey levels are the samples plus 32,768.
      #expect(image.pixels.map { Int($0) - 32768 } == frame.pixels.map { Int($0) - shift })
    }
  }

  @Test(arguments: [DrawnTIFF.Sample.uint32, .int32, .float32, .float64])
  func otherNumbersAreSpreadEvenly(_ sample: DrawnTIFF.Sample) throws {
    let isFloat = sample == .float32 || sample == .float64
    let unit = isFloat ? 1.0 / 65536 : 30_000
    let offset = sample == .uint32 ? 0 : -0.3
    let frames = Self.frames
    var tiff = DrawnTIFF(frames)
    tiff.sample = sample
    tiff.pages = frames.map { $0.pixels.map { ((Double($0) + offset) * unit) } }
    if !isFloat { tiff.pages = tiff.pages.map { $0.map { $0.rounded() } } }
    let all = tiff.pages.flatMap(\.self)
    let (lowest, highest) = (all.min() ?? 0, all.max() ?? 0)
    let level_per_unit = 65535 / (2 * (highest - lowest))
    for (image, page) in zip(try read(tiff).images, tiff.pages) {
      for (level, value) in zip(image.pixels, page) {
        let exact = (value - lowest) * level_per_unit + 65535 / 4
        // Rounding to a level, and that of the samples to 24 bits.
        #expect(abs(Double(level) - exact) <= 0.51)
      }
    }
  }

  @Test func whatIsNoNumberIsBlack() throws {
    var tiff = DrawnTIFF(Self.frames)
    tiff.sample = .float32
    tiff.pages[1][5] = .nan
    tiff.pages[2][6] = .infinity
    let images = try read(tiff).images
    #expect(images[0] == Self.frames[0])
    #expect(images[1].pixels[5] == 0)
    #expect(images[2].pixels[6] == 65535)
  }

  @Test(arguments: [false, true]) func samplesOfAPixelAreChannels(isPlanar: Bool) throws {
    let frames = Self.frames
    var tiff = DrawnTIFF(frames)
    tiff.samples = 2
    tiff.isPlanar = isPlanar
    tiff.pages = frames.map { $0.pixels.flatMap { [Double($0), Double(~$0)] } }
    #expect(try read(tiff, channel: 1).images == frames)
    let second = try read(tiff, channel: 2)
    #expect(second.images.map(\.pixels) == frames.map { $0.pixels.map { ~$0 } })
    #expect(second.properties.stack?.channels == 2)
    let folder = try TemporaryFolder()
    let path = try tiff.write(to: folder.file("b.tif"))
    #expect(throws: DecodeError.channelMissing(file: path, channels: 2)) {
      try ReadVideo(.file(path: path), frameRate_hz: 30)
    }
  }

  @Test(arguments: [false, true]) func coloursAreWeighed(isPlanar: Bool) throws {
    let frames = (0..<3).map { DrawnVideo.noise(frame: $0) }
    var tiff = DrawnTIFF(frames)
    (tiff.samples, tiff.isPlanar, tiff.photometric) = (3, isPlanar, 2)
    // Grey stays grey; pure red weighs 0.299.
    tiff.pages = frames.map { $0.pixels.flatMap { [Double($0), Double($0), Double($0)] } }
    #expect(try read(tiff).images == frames)
    tiff.pages = frames.map { $0.pixels.flatMap { [Double($0), 0, 0] } }
    for (image, frame) in zip(try read(tiff).images, frames) {
      #expect(
        zip(image.pixels, frame.pixels).allSatisfy { abs(Double($0) - 0.299 * Double($1)) <= 0.51 })
    }
  }

  @Test func whiteMayBeZero() throws {
    var tiff = DrawnTIFF(Self.frames)
    tiff.photometric = 0
    #expect(try read(tiff).images.map(\.pixels) == Self.frames.map { $0.pixels.map { ~$0 } })
  }
}
