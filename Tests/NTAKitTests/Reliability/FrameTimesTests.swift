import _TestSupport
import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

/// Whatever the frames' times are, displacement per time stays right to 2 %.
@Suite("Odd frame times") struct FrameTimesTests {
  private static let frameCount = 60
  private static let pixelSize_um = 0.713
  /// Steps of 1 px per axis and frame, as 70 nm make: fast enough to be told from still light.
  private static let diffusion_px2_per_s = 0.5 * 30

  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func lattice(_ times_s: [Double]) -> DriftingLattice {
    DriftingLattice(
      columns: 4, diffusion_px2_per_s: Self.diffusion_px2_per_s, times_s: times_s, seed: 9)
  }

  private static func regular(_ rate_hz: Double = 30) -> [Double] {
    (0..<frameCount).map { Double($0) / rate_hz }
  }

  /// Measures a video, and compares its diffusion with the steps that were drawn.
  private func expect(
    _ name: String, _ lattice: DriftingLattice, without lost: [Int] = [],
    frameRate_hz: Double? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> RunResult {
    var settings = MeasurementSettings.water(pixelSize_um: Self.pixelSize_um)
    settings.frameRate_hz = frameRate_hz.map { Setting($0, from: .commandLine) }
    let recording = Recording(positions: [
      PositionSource(index: 1, source: .file(path: folder.file(name)), fileName: name)
    ])
    // Only the timeline of a container that lost frames tells it from a damaged one.
    settings.allowDamaged = true
    let result = try await Pipeline(settings: settings, keepsTracks: true).analyze(recording)
    let seen = (0..<Self.frameCount).filter { !lost.contains($0) }
    let drawn = lattice.diffusion_px2_per_s(seen: seen)
    // The fits' own errors are 0.02 px, a twentieth of a percent of the squared steps.
    let stepped = Self.stepped_px2_per_s(result.tracks[0]) / drawn
    #expect(abs(stepped - 1) < 0.02, "\(name): steps \(stepped)", sourceLocation: sourceLocation)
    let truth = drawn * Self.pixelSize_um * Self.pixelSize_um
    let frames = result.particles.reduce(0) { $0 + $1.frames }
    let estimated =
      result.particles.reduce(0) { $0 + Double($1.frames) * $1.diffusion_um2_per_s }
      / (Double(frames) * truth)
    // These weigh the steps by their information and take out the common motion of 16 particles: 1.2 %
    // of scatter about the plain mean of 960 steps, four times which is allowed.
    #expect(
      abs(estimated - 1) < 0.05, "\(name): estimates \(estimated)", sourceLocation: sourceLocation)
    return result
  }

  /// Mean squared step per time over 4, by the tracks and their frames' times.
  private static func stepped_px2_per_s(_ position: PositionTracks) -> Double {
    var (squares, time_s) = (0.0, 0.0)
    for track in position.tracks where track.points.count >= 20 {
      for (a, b) in zip(track.points, track.points.dropFirst()) {
        let step = SIMD2(Double(b.x) - Double(a.x), Double(b.y) - Double(a.y))
        squares += (step * step).sum()
        time_s += position.frameTimes_s[Int(b.frame)] - position.frameTimes_s[Int(a.frame)]
      }
    }
    return squares / (4 * time_s)
  }

  private func write(
    _ name: String, rate_hz: Double = 30, encoding: VideoEncoding = .rawGray8,
    _ body: (inout VideoWriter) throws -> Void, side: Int
  ) throws {
    var writer = try VideoWriter(
      path: folder.file(name), width: side, height: side, frameRate_hz: rate_hz,
      encoding: encoding)
    try body(&writer)
    try writer.finish()
  }

  @Test func variableRate() async throws {
    // On a raster of 1 ms, intervals of 25, 37 and 41 ms fit no common one.
    let gaps = (1..<Self.frameCount).map { [25, 37, 41][$0 % 3] }
    let times = gaps.reduce(into: [0.0]) { $0.append($0[$0.count - 1] + Double($1) / 1000) }
    let lattice = lattice(times)
    try write(
      "variable.mkv", rate_hz: 1000, encoding: .ffv1,
      { writer in
        for frame in 0..<Self.frameCount {
          try writer.append(lattice.frame(frame))
          if frame < gaps.count { writer.skip(frames: gaps[frame] - 1) }
        }
      }, side: lattice.side)
    let result = try await expect("variable.mkv", lattice)
    #expect(result.positions[0].frames == Self.frameCount)
  }

  @Test func repeatedFrames() async throws {
    let lattice = lattice(Self.regular())
    let lost = (0..<Self.frameCount).filter { $0 % 10 == 7 }
    try write(
      "repeated.avi",
      { writer in
        for frame in 0..<Self.frameCount {
          // A recorder that missed a frame writes the last one again.
          try writer.append(lattice.frame(lost.contains(frame) ? frame - 1 : frame))
        }
      }, side: lattice.side)
    let result = try await expect("repeated.avi", lattice, without: lost)
    #expect(result.positions[0].frames == 54)
    let warning = try #require(result.warnings.first { $0.code == "REPEATED_FRAMES" })
    #expect(warning.message.contains("repeated.avi (6)"))
  }

  @Test func droppedFrames() async throws {
    let lattice = lattice(Self.regular())
    let lost = [13, 30, 31, 47]
    try write(
      "dropped.mkv", encoding: .ffv1,
      { writer in
        for frame in 0..<Self.frameCount {
          if lost.contains(frame) {
            writer.skip(frames: 1)
          } else {
            try writer.append(lattice.frame(frame))
          }
        }
      }, side: lattice.side)
    let result = try await expect("dropped.mkv", lattice, without: lost)
    #expect(result.positions[0].frames == 56)
    #expect(!result.warnings.contains { $0.code == "REPEATED_FRAMES" })
  }

  @Test func wrongRateInTheHeader() async throws {
    let lattice = lattice(Self.regular())
    try write(
      "wrong.avi", rate_hz: 12,
      { writer in
        for frame in 0..<Self.frameCount { try writer.append(lattice.frame(frame)) }
      }, side: lattice.side)
    _ = try await expect("wrong.avi", lattice, frameRate_hz: 30)
  }

  @Test func reorderedFrames() async throws {
    let lattice = lattice(Self.regular())
    for name in ["b.mp4", "b.mkv"] {
      // The encoder's usual settings have three B-frames between others.
      try write(
        name, encoding: .h264(crf: 6),
        { writer in
          for frame in 0..<Self.frameCount { try writer.append(lattice.frame(frame)) }
        }, side: lattice.side)
      let result = try await expect(name, lattice)
      #expect(result.positions[0].frames == Self.frameCount)
    }
  }
}
