import Foundation
import Testing
import _TestSupport

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

/// From a video to the diffusion coefficient, though the video is not as the camera made it.
@Suite("Recordings with faults that are put right")
struct FaultyRecordingTests {
  @Test("Every frame twice: the camera's rate is found")
  func doubledFrames() async throws {
    let run = try LatticeRun(seed: 631)
    let result = try await run.measure(frames: 2 * LatticeRun.frames, rate_hz: 60) {
      run.lattice.frame($0 / 2)
    }
    run.expectDiffusion(result)
    #expect(result.check("repeated_frames")?.passed == true)
  }

  @Test("Four frames shown as five: the camera's rate is found")
  func fourAsFive() async throws {
    let run = try LatticeRun(seed: 632)
    let result = try await run.measure(frames: 75, rate_hz: 37.5) {
      run.lattice.frame($0 / 5 * 4 + min($0 % 5, 3))
    }
    run.expectDiffusion(result)
  }

  @Test("Dark spots of which nobody has said so are measured as such")
  func darkSpots() async throws {
    var run = try LatticeRun(seed: 633)
    func dark(_ index: Int) -> GrayImage {
      var frame = run.lattice.frame(index)
      for place in frame.pixels.indices { frame.pixels[place] = 255 - frame.pixels[place] }
      return frame
    }
    let turned = try await run.measure(drawing: dark)
    run.expectDiffusion(turned)
    let check = try #require(turned.check("polarity"))
    #expect(check.passed && check.message.contains("darker"))

    // What somebody states is refuted, and not done.
    run.settings.polarity = Setting(.bright, from: .commandLine)
    let stated = try await run.measure(run.folder.file("lattice.avi"))
    run.expectDiffusion(stated)
    #expect(stated.check("polarity")?.passed == false)
    #expect(stated.validity.verdict == .doubtful)
  }

  @Test("Bright spots are not turned")
  func brightSpots() async throws {
    let run = try LatticeRun(seed: 634)
    let result = try await run.measure { run.lattice.frame($0) }
    run.expectDiffusion(result)
    let check = try #require(result.check("polarity"))
    #expect(check.passed && check.measured == 0 && !check.message.contains("darker"))
    #expect(result.check("overlays")?.measured == 0)
  }

  @Test("What flickers in one place is left out, and the particles are measured")
  func overlay() async throws {
    let run = try LatticeRun(seed: 635)
    // In the middle of a cell of the map of births; it is on for one frame of four. At most one particle
    // comes near it.
    let (x, y) = (120, 120)
    let result = try await run.measure { index in
      var frame = run.lattice.frame(index)
      guard index % 4 == 1 else { return frame }
      for dy in -3...3 {
        for dx in -3...3 {
          let light = 150 * exp(-Double(dx * dx + dy * dy) / (2 * 1.3 * 1.3))
          frame[x + dx, y + dy] = UInt16(min(Double(frame[x + dx, y + dy]) + light, 255))
        }
      }
      return frame
    }
    run.expectDiffusion(result)
    let check = try #require(result.check("overlays"))
    #expect(check.passed && abs((check.measured ?? 0) - 9 / 196.0) < 1e-9, "\(check)")
    let near = result.tracks.flatMap(\.tracks).count { track in
      track.points.contains { hypot($0.x - Float(x), $0.y - Float(y)) < 8 }
    }
    #expect(near == 0)
  }

  @Test("A video of three positions is invalid, until somebody says how many it holds")
  func untoldSections() async throws {
    let run = try LatticeRun(seed: 637)
    let others = [try LatticeRun(seed: 638), try LatticeRun(seed: 639)]
    let lattices = [run.lattice] + others.map(\.lattice)
    let result = try await run.measure(frames: 3 * LatticeRun.frames) { index in
      lattices[index / LatticeRun.frames].frame(index % LatticeRun.frames)
    }
    let check = try #require(result.check("sections"))
    #expect(!check.passed && check.measured == 2 && check.severity == .invalid, "\(check)")
    #expect(check.message.contains("first after frame 60 of lattice"))
    let told = try await Pipeline(settings: run.settings).analyze(
      Recording(inputs: [run.folder.file("lattice.avi")], positions: 3))
    #expect(told.check("sections")?.passed == true)
    #expect(told.check("copies")?.passed == true)
  }

  @Test("One video in two encodings is a copy", arguments: [true, false])
  func encodedCopies(isCopy: Bool) async throws {
    let run = try LatticeRun(seed: 640)
    let other = isCopy ? run.lattice : try LatticeRun(seed: 641).lattice
    let paths = [run.folder.file("a.avi"), run.folder.file("b.avi")]
    try DrawnVideo.write(paths[0], frames: LatticeRun.frames, encoding: .rawGray8) {
      run.lattice.frame($0)
    }
    try DrawnVideo.write(paths[1], frames: LatticeRun.frames, encoding: .mjpeg(quality: 6)) {
      other.frame($0)
    }
    let result = try await Pipeline(settings: run.settings).analyze(Recording(inputs: paths))
    let check = try #require(result.check("copies"))
    #expect(check.passed == !isCopy, "\(check)")
    if isCopy {
      #expect(result.validity.verdict == .invalid)
      #expect(check.message.contains("b.avi section 1 of a.avi section 1"))
    }
  }

  @Test("Pixels twice as wide as high: places are in units of the height")
  func pixelAspect() async throws {
    let run = try LatticeRun(seed: 636)
    let side = run.lattice.side
    // Y4M states the shape of a pixel; two columns of the camera make one of the file.
    var bytes = Array("YUV4MPEG2 W\(side / 2) H\(side) F30:1 Ip A2:1 Cmono\n".utf8)
    for index in 0..<LatticeRun.frames {
      let frame = run.lattice.frame(index)
      bytes += Array("FRAME\n".utf8)
      bytes += stride(from: 0, to: side * side, by: 2).map {
        UInt8((frame.pixels[$0] + frame.pixels[$0 + 1] + 1) / 2)
      }
    }
    let path = try run.folder.write(bytes, to: "lattice.y4m")
    let result = try await run.measure(path)
    run.expectDiffusion(result)
    // Steps along both axes are alike in units of the height; columns that were not scaled would have
    // a quarter of the variance.
    var sums = SIMD2(0.0, 0.0)
    for track in result.tracks[0].tracks {
      for (a, b) in zip(track.points, track.points.dropFirst()) where b.frame == a.frame + 1 {
        let step = SIMD2(Double(b.x) - Double(a.x), Double(b.y) - Double(a.y))
        sums += step * step
      }
    }
    // 940 steps along each axis: 6.5 % of error.
    #expect(abs(sums.x / sums.y - 1) < 4 * 0.065, "\(sums)")
    #expect((result.tracks[0].tracks.flatMap(\.points).map(\.x).max() ?? 0) > Float(side) / 2)
  }
}
