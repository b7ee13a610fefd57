import Testing
import _TestSupport

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

/// Measures recordings of a ``DriftingLattice``, whose displacements are known.
struct LatticeRun {
  static let pixelSize_um = 0.713
  static let frames = 60
  /// Frames per second of the camera.
  static let rate_hz = 30.0

  let folder: TemporaryFolder
  let lattice: DriftingLattice
  var settings = MeasurementSettings.water(pixelSize_um: Self.pixelSize_um)

  /// Steps of 1 px per axis and frame.
  init(seed: UInt64) throws {
    folder = try TemporaryFolder()
    lattice = DriftingLattice(
      columns: 4, diffusion_px2_per_s: 0.5 * Self.rate_hz,
      times_s: (0..<Self.frames).map { Double($0) / Self.rate_hz }, seed: seed)
  }

  /// Writes frames as raw video, and measures them.
  func measure(
    frames: Int = Self.frames, rate_hz: Double = Self.rate_hz, drawing draw: (Int) -> GrayImage
  ) async throws -> RunResult {
    let path = folder.file("lattice.avi")
    try DrawnVideo.write(
      path, frames: frames, frameRate_hz: rate_hz, encoding: .rawGray8, drawing: draw)
    return try await measure(path)
  }

  /// Measures a video.
  func measure(_ path: String) async throws -> RunResult {
    try await Pipeline(settings: settings, keepsTracks: true).analyze(
      Recording(positions: [
        PositionSource(index: 1, source: .file(path: path), fileName: "lattice")
      ]))
  }

  /// Demands the drawn diffusion coefficient.
  ///
  /// The estimates weigh the displacements by their information and take out the common motion of 16
  /// particles: 1.2 % of scatter about the plain mean of 960 steps, four times which is allowed.
  func expectDiffusion(
    _ result: RunResult, within tolerance: Double = 0.05,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let truth =
      lattice.diffusion_px2_per_s(seen: Array(0..<Self.frames)) * Self.pixelSize_um
      * Self.pixelSize_um
    let frames = result.particles.reduce(0) { $0 + $1.frames }
    let sum = result.particles.reduce(0) { $0 + Double($1.frames) * $1.diffusion_um2_per_s }
    let ratio = sum / (Double(frames) * truth)
    #expect(frames > 700, sourceLocation: sourceLocation)
    #expect(abs(ratio - 1) < tolerance, "\(ratio)", sourceLocation: sourceLocation)
  }
}

extension RunResult {
  /// A check by its name.
  func check(_ name: String) -> Validity.Check? { validity.checks.first { $0.name == name } }
}
