import _TestSupport
import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

/// Pictures that no instrument takes.
@Suite("Hostile pictures") struct HostilePictureTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func settings(allowDamaged: Bool = false) -> MeasurementSettings {
    var settings = MeasurementSettings.water()
    settings.allowDamaged = allowDamaged
    settings.depth_um = Setting(15, from: .commandLine)
    return settings
  }

  private func measured(
    frames: Int, encoding: VideoEncoding = .rawGray8, drawing draw: (Int) -> GrayImage
  ) async throws -> RunResult {
    let path = folder.file("a.avi")
    try DrawnVideo.write(path, frames: frames, encoding: encoding, drawing: draw)
    let recording = Recording(positions: [
      PositionSource(index: 1, source: .file(path: path), fileName: "a.avi")
    ])
    let result = try await Pipeline(settings: settings(), keepsTracks: true).analyze(recording)
    // What can be measured can be written.
    _ = try SummaryDocument(result).json()
    return result
  }

  struct Size: CustomTestStringConvertible {
    let width: Int
    let height: Int
    var testDescription: String { "\(width)x\(height)" }
  }

  @Test(arguments: [
    Size(width: 1, height: 1), Size(width: 1, height: 64), Size(width: 64, height: 1),
    Size(width: 15, height: 16), Size(width: 4001, height: 2), Size(width: 2, height: 4001),
  ])
  func picturesWithoutRoomForASpotAreRefused(_ size: Size) async throws {
    do throws(NTAError) {
      _ = try await measuredNoise(size)
      Issue.record("measured")
    } catch {
      let stage = DecodeError.tooFewPixels(file: "a.avi", width: size.width, height: size.height)
      #expect(error.description == stage.description)
      #expect(error.category == .damagedInput)
    }
  }

  @Test(arguments: [
    Size(width: 16, height: 16), Size(width: 17, height: 33), Size(width: 16, height: 4001),
  ])
  func smallPicturesHoldNoPopulation(_ size: Size) async throws {
    let result = try await measuredNoise(size)
    #expect(result.size == nil)
    #expect(result.warnings.map(\.code).contains("NO_PARTICLES"))
  }

  private func measuredNoise(_ size: Size) async throws(NTAError) -> RunResult {
    let path = folder.file("a.avi")
    do {
      try DrawnVideo.write(path, frames: 5, encoding: .rawGray8) {
        DrawnVideo.noise(frame: $0, width: size.width, height: size.height)
      }
    } catch {
      Issue.record("\(error)")
    }
    let recording = Recording(positions: [
      PositionSource(index: 1, source: .file(path: path), fileName: "a.avi")
    ])
    return try await Pipeline(settings: settings()).analyze(recording)
  }

  @Test(arguments: [1, 2]) func fewFramesHoldNoPopulation(_ frames: Int) async throws {
    let lattice = DriftingLattice(
      columns: 4, diffusion_px2_per_s: 4, times_s: [0, 0.033], seed: 3)
    let result = try await measured(frames: frames) { lattice.frame($0) }
    #expect(result.size == nil)
    #expect(result.positions[0].frames == frames)
  }

  @Test("Frames of a single grey level were not decoded, or hold no light", arguments: [0, 255])
  func evenLight(_ level: UInt16) async throws {
    await #expect {
      _ = try await measured(frames: 12) { _ in
        var image = GrayImage(width: 120, height: 90)
        for k in image.pixels.indices { image.pixels[k] = level }
        return image
      }
    } throws: { error in
      "\(error)".contains("single grey level") && "\(error)".contains("gray")
    }
  }

  @Test("Noise is no population; chance makes few tracks", arguments: [0, 3, 8])
  func noise(deviation: Double) async throws {
    let (width, height, frames) = (320, 240, 60)
    let result = try await measured(frames: frames) { frame in
      var generator = SeededGenerator(seed: 500 + UInt64(frame))
      var image = GrayImage(width: width, height: height)
      for k in image.pixels.indices {
        let level = deviation > 0 ? 60 + deviation * generator.normal() : 0
        // Without noise a single count here and there, as of a camera that counts photons.
        let count = Double.random(in: 0..<1, using: &generator) < 0.001 ? 1.0 : 0
        image.pixels[k] = UInt16(min(max(level + count, 0), 255).rounded())
      }
      return image
    }
    #expect(result.size == nil)
    let long = result.tracks[0].tracks.filter { $0.points.count >= 4 }.count
    // 4.6 million pixels: tracks that could be sized are less than one in a million.
    #expect(long <= 4, "\(long) tracks of four frames and more")
  }

  @Test func hugePicturesAreRefused() throws {
    let avi = HandwrittenAVI(
      width: 16384, height: 16384, bitCount: 8, fourCC: "Y800", frames: [[1], [2]])
    let path = try folder.write(avi.bytes, to: "huge.avi")
    #expect(throws: DecodeError.tooManyPixels(file: path, width: 16384, height: 16384)) {
      _ = try VideoProbe.properties(of: .file(path: path))
    }
  }

  @Test func interlacedVideoIsTold() async throws {
    for (letter, isInterlaced) in [("p", false), ("t", true)] {
      var bytes = Array("YUV4MPEG2 W64 H48 F30:1 I\(letter) A1:1 Cmono\n".utf8)
      for frame in 0..<6 {
        bytes += Array("FRAME\n".utf8)
        bytes += DrawnVideo.noise(frame: frame, width: 64, height: 48).pixels.map { UInt8($0) }
      }
      let path = try folder.write(bytes, to: "i.y4m")
      let recording = Recording(positions: [
        PositionSource(index: 1, source: .file(path: path), fileName: "i.y4m")
      ])
      let result = try await Pipeline(settings: settings()).analyze(recording)
      #expect(result.warnings.map(\.code).contains("INTERLACED") == isInterlaced)
      #expect(try VideoProbe.properties(of: .file(path: path)).isInterlaced == isInterlaced)
    }
  }

  @Test func aHundredThousandSpotsAreLinked() throws {
    var generator = SeededGenerator(seed: 31)
    // On a grid of 8 px, shaken by less than half the way to the next.
    let frames = (0..<2).map { _ in
      (0..<100_000).map { k -> Detection in
        let x = Float(k % 400 * 8) + 0.3 * Float(generator.normal())
        let y = Float(k / 400 * 8) + 0.3 * Float(generator.normal())
        return Detection(
          x: x, y: y, intensity: 50, sigma: 1.3, variance: 0.01, isSaturated: false)
      }
    }
    let tracks = Pipeline(settings: settings()).link(localizations: frames, interval_s: 0.033)
    #expect(tracks.tracks.count == 100_000)
    #expect(tracks.tracks.allSatisfy { $0.points.count == 2 })
  }
}
