internal import CLinux
import Foundation
import Glibc
import NTAAnalysis
import NTAVideo
import Synchronization
import SystemPackage

/// Spill storage for a run's intermediate results: a limited part in memory, the rest in a
/// temporary file.
///
/// The file is created when the memory budget is used up. It has no name, so that nothing is left
/// of it however the program ends. The first failure, usually a full disk, is remembered: the
/// writer of the file checks for it at the end, and reads after it end early.
final class SpillFile: SpillStore {
  private struct State {
    var descriptor: FileDescriptor?
    var end = 0
    var memoryLeft: Int
  }

  /// The first failure of a file or its siblings.
  private final class Failure: Sendable {
    let first = Mutex<SpillFailure?>(nil)
  }

  private let folder: String
  private let state: Mutex<State>
  private let firstFailure: Failure

  /// Bytes of a run that stay in memory by default.
  static let defaultMemory = 12 << 20

  /// Creates empty storage; nothing is on the disk yet.
  ///
  /// - Parameters:
  ///   - folder: where the temporary file is created; if it does not exist yet, its nearest
  ///     existing parent is used. Nil means the system's folder for temporary files.
  ///   - memory: bytes to keep in memory, >= 0.
  convenience init(folder: String? = nil, memory: Int = defaultMemory) {
    var folder = FileTree.absolute(folder ?? NSTemporaryDirectory())
    while !FileTree.isFolder(folder) { folder = FileTree.parentAndName(of: folder).parent }
    self.init(folder: folder, memory: memory, failure: Failure())
  }

  private init(folder: String, memory: Int, failure: Failure) {
    self.folder = folder
    state = Mutex(State(memoryLeft: memory))
    firstFailure = failure
  }

  deinit {
    try? state.withLock { $0.descriptor }?.close()
  }

  /// Separate storage in the same folder for shorter-lived data; both share their first failure.
  func sibling(memory: Int) -> SpillFile {
    SpillFile(folder: folder, memory: memory, failure: firstFailure)
  }

  /// The first failure, if any.
  var failure: SpillFailure? { firstFailure.first.withLock { $0 } }

  /// Throws the first failure, if any.
  func check() throws(NTAError) {
    if let failure { throw NTAError(SpillError(failure)) }
  }

  /// True after a failure: further data will be discarded.
  var hasFailed: Bool { failure != nil }

  /// Reserves bytes of the memory budget; false if too few are left.
  func claim(bytes: Int) -> Bool {
    state.withLock { state in
      guard bytes <= state.memoryLeft else { return false }
      state.memoryLeft -= bytes
      return true
    }
  }

  /// Appends to the file.
  ///
  /// - Returns: the offset of the bytes in the file; nil after a failure.
  func append(_ bytes: UnsafeRawBufferPointer) -> Int? {
    guard !hasFailed else { return nil }
    let place = state.withLock { state -> (descriptor: FileDescriptor, start: Int)? in
      if state.descriptor == nil { state.descriptor = open() }
      guard let descriptor = state.descriptor else { return nil }
      defer { state.end += bytes.count }
      return (descriptor, state.end)
    }
    guard let (descriptor, start) = place else { return nil }
    let isWritten = transfer(bytes.count, at: start, orFail: .noSpace) { remaining, offset in
      try descriptor.write(
        toAbsoluteOffset: offset, UnsafeRawBufferPointer(rebasing: bytes[remaining]))
    }
    return isWritten ? start : nil
  }

  /// Fills `bytes` from an offset in the file; false after a failure.
  func read(_ bytes: UnsafeMutableRawBufferPointer, at start: Int) -> Bool {
    guard !hasFailed, let descriptor = state.withLock({ $0.descriptor }) else { return false }
    return transfer(bytes.count, at: start, orFail: .ioError) { remaining, offset in
      try descriptor.read(
        fromAbsoluteOffset: offset, into: UnsafeMutableRawBufferPointer(rebasing: bytes[remaining]))
    }
  }

  /// Repeats a system call until all bytes are transferred; false after a failure.
  ///
  /// A call that transfers nothing without an error fails with the error `stopped`.
  private func transfer(
    _ count: Int, at start: Int, orFail stopped: Errno,
    call: (_ remaining: Range<Int>, _ offset: Int64) throws -> Int
  ) -> Bool {
    var done = 0
    do {
      while done < count {
        let moved = try call(done..<count, Int64(start + done))
        guard moved > 0 else { throw stopped }
        done += moved
      }
      return true
    } catch {
      fail(error)
      return false
    }
  }

  private func open() -> FileDescriptor? {
    let nameless = FileDescriptor.OpenOptions(rawValue: Int32(nta_O_TMPFILE))
    if let file = try? openFile(at: folder, [nameless, .closeOnExec]) { return file }
    // Where unnamed files are not supported (some network drives), the name is removed at once.
    let name = ".nta-scratch-\(getpid())-\(UInt.random(in: 0...UInt.max))"
    let path = FilePath(folder).appending(name).string
    do {
      let file = try openFile(at: path, [.create, .exclusiveCreate, .closeOnExec])
      _ = unlink(path)
      return file
    } catch {
      fail(error)
      return nil
    }
  }

  private func openFile(
    at path: String, _ options: FileDescriptor.OpenOptions
  ) throws -> FileDescriptor {
    try FileDescriptor.open(path, .readWrite, options: options, permissions: .ownerReadWrite)
  }

  private func fail(_ error: any Error) {
    firstFailure.first.withLock { first in
      first = first ?? SpillFailure(location: folder, reason: FileProblem.reason(error))
    }
  }
}
