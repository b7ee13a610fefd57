import _TestSupport
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

struct OverlayTests {
  private static let width = 64
  private static let height = 48

  /// Ten frames of black with one bright pixel that moves a column a frame.
  private func recording(_ folder: TemporaryFolder) throws -> PositionSource {
    let path = folder.file("walk.avi")
    var writer = try VideoWriter(
      path: path, width: Self.width, height: Self.height, frameRate_hz: 10, encoding: .ffv1)
    for frame in 0..<10 {
      var image = GrayImage(width: Self.width, height: Self.height, filledWith: 10)
      image[20 + frame, 24] = 250
      try writer.append(image)
    }
    try writer.finish()
    return PositionSource(index: 1, source: .file(path: path), fileName: "walk.avi")
  }

  private func overlay(_ folder: TemporaryFolder) throws -> Overlay {
    let settings = MeasurementSettings(
      pixelSize_um: Setting(0.5, from: .runFile), temperature_C: Setting(24, from: .runFile),
      viscosity_mPas: Setting(0.9, from: .derived))
    let points = (0..<10).map {
      TrackPoint(frame: Int32($0), x: Float(20 + $0), y: 24, intensity: 240, variance: 0.01)
    }
    return Overlay(
      source: try recording(folder), settings: settings,
      tracks: [Track(particle: 1, points: points)], diameters_nm: [1: 100])
  }

  @Test("a video has the frames that were asked for, with their numbers")
  func video() throws {
    let folder = try TemporaryFolder()
    var overlay = try overlay(folder)
    overlay.firstFrame = 3
    overlay.frameLimit = 4
    let path = folder.file("out.mp4")
    var reported: [Int] = []
    #expect(try overlay.write(to: path) { done, _ in reported.append(done) } == 4)
    #expect(reported == [1, 2, 3, 4])
    let properties = try VideoProbe.properties(of: .file(path: path))
    #expect(try VideoProbe.frameCount(of: .file(path: path)) == 4)
    #expect(properties.width.isMultiple(of: 2) && properties.height.isMultiple(of: 2))
    #expect(properties.frameRate_hz == 10)
  }

  @Test("the circle is around the spot, and the spot stays visible")
  func painted() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("out.png")
    var overlay = try overlay(folder)
    overlay.firstFrame = 5
    #expect(try overlay.write(to: path) == 1)
    let colors = DiameterColors(diameters_nm: [100])
    let painter = OverlayPainter(
      width: Self.width, height: Self.height, pixelSize_um: 0.5,
      tracks: [Track(particle: 1, points: [])], diameters_nm: [:], colors: colors)
    let (scale, spot) = (painter.scale, SIMD2(25, 24))
    var reader = try VideoReader(.file(path: path), frameRate_hz: 1)
    var image = GrayImage(width: 1, height: 1)
    _ = try reader.next(into: &image)
    #expect(image.width == painter.pictureWidth && image.height == painter.pictureHeight)
    func level(_ x: Double, _ y: Double) -> UInt16 {
      image[Int((x + 0.5) * Double(scale)), Int((y + 0.5) * Double(scale))]
    }
    #expect(level(Double(spot.x), Double(spot.y)) > 100)
    #expect(level(Double(spot.x) + 5, Double(spot.y)) > 60)
    #expect(level(Double(spot.x), Double(spot.y) - 5) > 60)
    #expect(level(Double(spot.x) + 10, Double(spot.y)) < 20)
  }

  @Test("circles stay clear of the spots where pixels are small", arguments: [64, 640, 1920])
  func circles(width: Int) {
    let point = TrackPoint(frame: 0, x: 32, y: 24, intensity: 240, variance: 0.01)
    let painter = OverlayPainter(
      width: width, height: 48, pixelSize_um: 0.5,
      tracks: [Track(particle: 1, points: [point])], diameters_nm: [1: 100],
      colors: DiameterColors(diameters_nm: [100]))
    let frame = GrayImage(width: width, height: 48)
    let image = painter.paint(
      frame, stamp: FrameStamp(index: 0, time_s: 0, isDamaged: false),
      stretch: ContrastStretch(for: frame, polarity: .bright))
    let y = 24 * painter.scale + painter.scale / 2
    let row = (0..<64 * painter.scale).filter { image[$0, y] != image[0, 0] }
    let (first, last) = (row.first ?? 0, row.last ?? 0)
    // From edge to edge a diameter and a line's thickness.
    #expect(abs(Double(last - first) - max(10 * Double(painter.scale), 20)) < 4)
  }

  @Test("a frame behind the end is refused, and names what to do")
  func noFrame() throws {
    let folder = try TemporaryFolder()
    var overlay = try overlay(folder)
    overlay.firstFrame = 10
    #expect(throws: OverlayError.noSuchFrame(file: "walk.avi", first: 10)) {
      try overlay.write(to: folder.file("out.mp4"))
    }
    #expect(try folder.entries() == ["walk.avi"])
  }

  @Test(
    "an overlay among the videos of a run is refused, whatever its container",
    arguments: ["out.mp4", "out.mov", "out.mkv", "out.avi", "out.png"])
  func refused(name: String) async throws {
    let folder = try TemporaryFolder()
    let overlay = try overlay(folder)
    try overlay.write(to: folder.file(name))
    var settings = MeasurementSettings.water(pixelSize_um: 0.5)
    settings.frameRate_hz = Setting(10, from: .commandLine)
    let drawn = PositionSource(index: 2, source: .file(path: folder.file(name)), fileName: name)
    for positions in [[drawn], [overlay.source, drawn]] {
      let error = await #expect(throws: NTAError.self) {
        try await Pipeline(settings: settings).track(Recording(positions: positions))
      }
      #expect(error?.description.contains("\(name): is an overlay") == true)
      #expect(error?.category == .misuse)
    }
  }

  @Test("two drawings are the same to the last byte", arguments: ["out.mp4", "out.png"])
  func repeatable(name: String) throws {
    let folder = try TemporaryFolder()
    let overlay = try overlay(folder)
    try overlay.write(to: folder.file(name))
    let first = try folder.bytes(of: name)
    try overlay.write(to: folder.file(name))
    #expect(try folder.bytes(of: name) == first)
  }
}

struct DiameterColorsTests {
  @Test("lightness rises with the diameter, from end to end")
  func order() {
    let colors = DiameterColors(diameters_nm: (50...200).map(Double.init))
    #expect(colors.range_nm == 50...200)
    let lightness = stride(from: 40.0, through: 250, by: 10).map { diameter in
      let color = colors.color(diameter_nm: diameter)
      return 0.2126 * Double(color.red) + 0.7152 * Double(color.green) + 0.0722 * Double(color.blue)
    }
    #expect(zip(lightness, lightness.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(lightness[1] < lightness[16] && lightness[0] == lightness[1])
  }

  @Test("no diameters, or equal ones, still make a range", arguments: [[], [100.0, 100]])
  func narrow(diameters: [Double]) {
    let range = DiameterColors(diameters_nm: diameters).range_nm
    #expect(range.upperBound >= 1.5 * range.lowerBound && range.lowerBound > 0)
  }
}

struct OverlayLegendTests {
  @Test("the scale bar is a round length within a fifth of the width", arguments: [0.1, 2.8, 50])
  func scaleBar(pixelsPerMicrometer: Double) {
    let legend = OverlayLegend(
      colors: DiameterColors(diameters_nm: []), pixelsPerMicrometer: pixelsPerMicrometer)
    let length = legend.scaleBar_um(width: 1000) * pixelsPerMicrometer
    #expect(length <= 200 && length >= 80)
  }

  @Test("the time is told even where there is no room for the frame's number")
  func caption() {
    let legend = OverlayLegend(
      colors: DiameterColors(diameters_nm: []), pixelsPerMicrometer: 2)
    /// Columns between scale bar and colours that hold ink.
    func written(width: Int, time_s: Double) -> [Int] {
      var image = ColorImage(width: width, height: OverlayLegend.height)
      legend.draw(on: &image, top: 0, frame: 12, time_s: time_s)
      return (width / 4 + 16..<width - max(width / 4, 120) - 88).filter { x in
        (20..<40).contains { image[x, $0] != Color(gray: 0) }
      }
    }
    let (narrow, wide) = (written(width: 480, time_s: 0.4), written(width: 1280, time_s: 0.4))
    #expect(!narrow.isEmpty && wide.count > 2 * narrow.count)
    #expect(written(width: 480, time_s: 0.11) != narrow)
  }

  @Test("every character that a legend may need is drawn")
  func letters() {
    for character in "0123456789.-/:µframesn" {
      #expect(!Lettering.dots(of: character).isEmpty)
    }
  }
}
