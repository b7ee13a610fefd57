import Foundation
import NTAAnalysis
import NTAVideo

/// A simulated run on disk: videos, settings and ground truth.
///
/// A folder holds either one `NAME_posNN.EXT` per position and a `run.yaml`, or one
/// `NAME_size_WAVELENGTH.EXT` of all positions in sequence with a text header like the
/// instrument's. It also holds `truth.json` and, on request, `truth_tracks.csv`. The same
/// parameters and seed write the same bytes for any number of threads.
package struct SimulatedRun: Sendable {
  /// The simulator whose run is recorded.
  package var simulator: Simulator
  /// Encoding and container of the videos.
  package var format = SimulatedVideoFormat(.ffv1)
  /// Whether to write one video of all positions with a text header, instead of one per position.
  package var isSingleVideo = false
  /// Whether to write every particle's path.
  package var writesTracks = false
  /// Number of positions recorded concurrently, at least 1; a single video uses one thread.
  package var threads = 1

  /// A run with one video per position.
  package init(_ simulator: Simulator) { self.simulator = simulator }

  /// Records the run.
  /// - Parameters:
  ///   - path: path of the folder; missing parent folders are created.
  ///   - overwrite: replaces an earlier simulated run.
  ///   - progress: receives a position's number and the number of its frames recorded, after each
  ///     frame and from any thread.
  /// - Throws: `SimulationError`; the target then remains unchanged.
  package func write(
    to path: String, overwrite: Bool = false,
    progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
  ) throws(SimulationError) {
    let encoding = try format.videoEncoding(bitDepth: simulator.parameters.camera.bitDepth)
    try checkName()
    let target = FileTree.absolute(path)
    let isReplacing = FileTree.exists(target)
    if isReplacing {
      if !overwrite { throw .output(.exists(path: path)) }
      if !FileTree.exists(target + "/truth.json") { throw .notASimulatedRun(path: path) }
    }
    let pending: PendingFolder
    do { pending = try PendingFolder(for: target) } catch { throw .output(error) }
    try writeFiles(in: pending.path, encoding: encoding, progress: progress)
    do { try pending.moveIntoPlace(replacing: isReplacing) } catch { throw .output(error) }
  }

  private var parameters: SimulationParameters { simulator.parameters }

  /// The run's name becomes part of file names.
  private func checkName() throws(SimulationError) {
    let name = parameters.name
    let isPlain = name.unicodeScalars.allSatisfy { $0 != "/" && $0.value >= 32 }
    if name.isEmpty || name.hasPrefix(".") || name.utf8.count > 200 || !isPlain {
      throw .unsuitableName(name: name)
    }
  }

  private func writeFiles(
    in folder: String, encoding: VideoEncoding,
    progress: @escaping @Sendable (Int, Int) -> Void
  ) throws(SimulationError) {
    let stem = "\(parameters.name)_size_\(Int(parameters.optics.wavelength_nm.rounded()))"
    let video = "\(stem).\(format.container.rawValue)"
    if isSingleVideo {
      try record(
        Array(1...parameters.positions), to: "\(folder)/\(video)", encoding: encoding,
        progress: progress)
    } else {
      try recordPositions(in: folder, encoding: encoding, progress: progress)
    }
    do throws(FileError) {
      if isSingleVideo {
        let header = SimulatedInstrumentHeader.text(parameters, videoName: video)
        try writeText(header, to: "\(folder)/\(stem).txt")
      } else {
        try writeText(SimulatedRunFile.yaml(parameters), to: "\(folder)/run.yaml")
      }
      try writeText(SimulationTruth(simulator).json(), to: "\(folder)/truth.json")
      if writesTracks { try TruthTracksTable.write(simulator, to: "\(folder)/truth_tracks.csv") }
    } catch {
      throw .output(error)
    }
  }

  private func writeText(_ text: String, to path: String) throws(FileError) {
    var file = try OutputFile(creating: path)
    try file.write(text)
    try file.finish()
  }

  /// Records each position to its own video; each worker records every `workers`-th position.
  private func recordPositions(
    in folder: String, encoding: VideoEncoding,
    progress: @escaping @Sendable (Int, Int) -> Void
  ) throws(SimulationError) {
    let workers = min(max(threads, 1), parameters.positions)
    let digits = max(2, String(parameters.positions).count)
    let failures = parallelMap(Array(1...workers), threads: workers) { first -> SimulationError? in
      for position in stride(from: first, through: parameters.positions, by: workers) {
        let number = String(repeating: "0", count: digits - String(position).count)
        let file = "\(parameters.name)_pos\(number)\(position).\(format.container.rawValue)"
        do throws(SimulationError) {
          try record(
            [position], to: "\(folder)/\(file)", encoding: encoding, progress: progress)
        } catch {
          return error
        }
      }
      return nil
    }
    if let first = failures.compactMap(\.self).first { throw first }
  }

  /// Records positions one after the other into one video.
  private func record(
    _ positions: [Int], to path: String, encoding: VideoEncoding,
    progress: @escaping @Sendable (Int, Int) -> Void
  ) throws(SimulationError) {
    do throws(EncodeError) {
      var writer = try VideoWriter(
        path: path, width: parameters.camera.width, height: parameters.camera.height,
        frameRate_hz: parameters.fileRate_hz, encoding: encoding)
      for position in positions {
        var done = 0
        var delivery = simulator.delivery(position: position)
        try simulator.simulate(position: position) {
          (frame: SimulatedFrame) throws(EncodeError) in
          for image in delivery.receive(frame.image) { try writer.append(image) }
          done += 1
          progress(position, done)
        }
      }
      try writer.finish()
    } catch {
      throw .encoding(error)
    }
  }
}
