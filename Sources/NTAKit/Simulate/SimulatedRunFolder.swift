import Foundation

/// The folder a simulated run is written to: it appears whole or not at all.
///
/// Files are written to a hidden folder beside the target, which takes the target's name at the end.
struct SimulatedRunFolder {
  /// Where files are written until the run is whole.
  let workingPath: String
  private let target: URL
  private let isReplacing: Bool

  /// Prepares a target.
  /// - Parameters:
  ///   - path: of the folder to be.
  ///   - overwrite: allows a simulated run of that name to be replaced; other folders never are.
  /// - Throws: `SimulationError` if the target exists or its parent cannot be written.
  init(path: String, overwrite: Bool) throws(SimulationError) {
    let manager = FileManager.default
    target = URL(fileURLWithPath: path).standardizedFileURL
    isReplacing = manager.fileExists(atPath: target.path)
    if isReplacing {
      if !overwrite { throw .targetExists(path: path) }
      let truth = target.appendingPathComponent("truth.json").path
      if !manager.fileExists(atPath: truth) { throw .notASimulatedRun(path: path) }
    }
    let hidden = ".\(target.lastPathComponent).partial-\(ProcessInfo.processInfo.processIdentifier)"
    let working = target.deletingLastPathComponent().appendingPathComponent(hidden)
    workingPath = working.path
    try SimulatedRunFolder.reporting(path) {
      if manager.fileExists(atPath: working.path) { try manager.removeItem(at: working) }
      try manager.createDirectory(at: working, withIntermediateDirectories: true)
    }
  }

  /// The path of a file of the run.
  func path(_ name: String) -> String { workingPath + "/" + name }

  /// Writes a small file of the run.
  func write(_ text: String, to name: String) throws(SimulationError) {
    try SimulatedRunFolder.reporting(path(name)) {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path(name)))
    }
  }

  /// Puts the finished run in its place.
  func moveIntoPlace() throws(SimulationError) {
    try SimulatedRunFolder.reporting(target.path) {
      let manager = FileManager.default
      let working = URL(fileURLWithPath: workingPath)
      if isReplacing {
        let earlier = working.appendingPathExtension("earlier")
        try manager.moveItem(at: target, to: earlier)
        try manager.moveItem(at: working, to: target)
        try manager.removeItem(at: earlier)
      } else {
        try manager.moveItem(at: working, to: target)
      }
    }
  }

  /// Removes what was written.
  func discard() {
    // Nothing more can be done about a folder that can't be removed; the target is untouched.
    try? FileManager.default.removeItem(atPath: workingPath)
  }

  /// Runs file operations and says in one error what failed.
  static func reporting(
    _ path: String, _ operation: () throws -> Void
  ) throws(SimulationError) {
    do {
      try operation()
    } catch let error as SimulationError {
      throw error
    } catch {
      throw .cannotWrite(path: path, reason: error.localizedDescription)
    }
  }
}
