import Foundation
import _TestSupport
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

/// A result is drawn only on the recording that it was measured on.
struct OverlayOriginTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A video of noise, and its position in a run.
  private func position(_ name: String, seed: Int, index: Int = 1) throws -> PositionSource {
    let path = folder.file(name)
    try DrawnVideo.write(path, frames: 2, encoding: .rawGray8) { frame in
      DrawnVideo.noise(frame: seed + frame, width: 64, height: 48)
    }
    return PositionSource(index: index, source: .file(path: path), fileName: name)
  }

  /// A result whose first position has this frame and file.
  private func result(file: String, seed: Int?) throws -> ResultFolder {
    try result(
      file: file,
      first: seed.map { DrawnVideo.noise(frame: $0, width: 64, height: 48) })
  }

  private func result(file: String, first: GrayImage?) throws -> ResultFolder {
    var result = TinyRun.result()
    result.positions = Array(result.positions.prefix(1))
    result.positions[0].file = file
    result.positions[0].fingerprint = first?.fingerprint
    let target = ResultFolder(folder.file("result-\(file)"))
    try target.write(result, log: RunLog(), overwrite: true)
    return target
  }

  @Test("the first frame tells, whatever the file is called")
  func fingerprint() throws {
    let own = try position("own.avi", seed: 10)
    try Overlay.checkOrigin(
      of: try result(file: "own.avi", seed: 10), in: own, settings: .water(pixelSize_um: 0.5),
      positions: 1)
    try Overlay.checkOrigin(
      of: try result(file: "renamed.avi", seed: 10), in: own, settings: .water(pixelSize_um: 0.5),
      positions: 7)
    let other = try result(file: "own.avi", seed: 20)
    let error = #expect(throws: OverlayError.self) {
      try Overlay.checkOrigin(of: other, in: own, settings: .water(pixelSize_um: 0.5), positions: 1)
    }
    #expect(error?.category == .misuse)
    #expect(error?.description(in: .library).contains("is not the result of own.avi") == true)
    let second = try position("second.avi", seed: 10, index: 2)
    #expect(throws: OverlayError.self) {
      try Overlay.checkOrigin(
        of: other, in: second, settings: .water(pixelSize_um: 0.5), positions: 2)
    }
  }

  @Test("of a stack with several channels, the measured one tells")
  func channel() throws {
    let frames = (0..<4).map {
      DrawnVideo.noise(frame: $0, width: 32, height: 32, whiteLevel: 65535)
    }
    var tiff = DrawnTIFF(frames)
    tiff.description = "ImageJ=1.53t\nimages=4\nchannels=2\nframes=2\nhyperstack=true\n"
    let path = try tiff.write(to: folder.file("own.tif"))
    let own = PositionSource(index: 1, source: .file(path: path), fileName: "own.tif")
    var settings = MeasurementSettings.water(pixelSize_um: 0.5)
    settings.frameRate_hz = Setting(30, from: .commandLine)
    settings.channel = Setting(2, from: .commandLine)
    for (first, isSame) in [(frames[1], true), (frames[0], false)] {
      let folder = try result(file: "own-\(isSame).tif", first: first)
      let isRefused: Bool
      do {
        try Overlay.checkOrigin(of: folder, in: own, settings: settings, positions: 1)
        isRefused = false
      } catch { isRefused = true }
      #expect(isRefused != isSame)
    }
  }

  @Test("results of earlier versions are known by file name and number of positions")
  func earlier() throws {
    let own = try position("own.avi", seed: 10)
    let same = try result(file: "own.mkv", seed: nil)
    try Overlay.checkOrigin(of: same, in: own, settings: .water(pixelSize_um: 0.5), positions: 1)
    #expect(throws: OverlayError.self) {
      try Overlay.checkOrigin(of: same, in: own, settings: .water(pixelSize_um: 0.5), positions: 3)
    }
    let other = try result(file: "other.avi", seed: nil)
    #expect(throws: OverlayError.self) {
      try Overlay.checkOrigin(of: other, in: own, settings: .water(pixelSize_um: 0.5), positions: 1)
    }
  }
}
