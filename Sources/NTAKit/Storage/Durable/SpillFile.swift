internal import CLinux
import Foundation
import Glibc
import NTAAnalysis
import NTAVideo
import Synchronization

/// Spill storage for a run's intermediate results: a limited part in memory, the rest in a
/// temporary file.
///
/// The file is created when the memory budget is used up. It has no name, so that nothing is left
/// of it however the program ends. The first failure, usually a full disk, is remembered: the
/// writer of the file checks for it at the end, and reads after it end early.
final class SpillFile: SpillStore {
  private struct State {
    var descriptor: Int32?
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
  static let usualMemory = 12 << 20

  /// Creates empty storage; nothing is on the disk yet.
  ///
  /// - Parameters:
  ///   - folder: where the temporary file is created; if it does not exist yet, its nearest
  ///     existing parent is used. Nil means the system's folder for temporary files.
  ///   - memory: bytes to keep in memory, >= 0.
  convenience init(folder: String? = nil, memory: Int = usualMemory) {
    var folder = FileTree.absolute(folder ?? NSTemporaryDirectory())
    while !folder.isEmpty, !FileTree.isFolder(folder) {
      folder = FileTree.parentAndName(of: folder).parent
    }
    self.init(folder: folder.isEmpty ? "/" : folder, memory: memory, failure: Failure())
  }

  private init(folder: String, memory: Int, failure: Failure) {
    self.folder = folder
    state = Mutex(State(memoryLeft: memory))
    firstFailure = failure
  }

  deinit {
    if let descriptor = state.withLock({ $0.descriptor }) { _ = close(descriptor) }
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
    let place = state.withLock { state -> (descriptor: Int32, start: Int)? in
      if state.descriptor == nil { state.descriptor = open() }
      guard let descriptor = state.descriptor else { return nil }
      defer { state.end += bytes.count }
      return (descriptor, state.end)
    }
    guard let (descriptor, start) = place else { return nil }
    // Unsafe: the system call reads from memory, at most the given number of bytes.
    let isWritten = transfer(bytes.count, at: start, orFail: ENOSPC) { done, place in
      pwrite(descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done, place)
    }
    return isWritten ? start : nil
  }

  /// Fills `bytes` from an offset in the file; false after a failure.
  func read(_ bytes: UnsafeMutableRawBufferPointer, at start: Int) -> Bool {
    guard !hasFailed, let descriptor = state.withLock({ $0.descriptor }) else { return false }
    // Unsafe: the system call writes to memory, at most the given number of bytes.
    return transfer(bytes.count, at: start, orFail: EIO) { done, place in
      pread(descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done, place)
    }
  }

  /// Repeats a system call until all bytes are transferred; false after a failure.
  ///
  /// A call that transfers nothing without an error fails with the code `stopped`.
  private func transfer(
    _ count: Int, at start: Int, orFail stopped: Int32, call: (_ done: Int, _ place: off_t) -> Int
  ) -> Bool {
    var done = 0
    while done < count {
      let moved = call(done, off_t(start + done))
      if moved <= 0 {
        let problem = moved == 0 ? SystemError(code: stopped) : SystemError.last
        if moved < 0, problem.isInterruption { continue }
        fail(problem)
        return false
      }
      done += moved
    }
    return true
  }

  private func open() -> Int32? {
    let nameless = Glibc.open(folder, O_RDWR | O_CLOEXEC | Int32(nta_O_TMPFILE), 0o600)
    if nameless >= 0 { return nameless }
    // Where unnamed files are not supported (some network drives), the name is removed at once.
    let path = "\(folder)/.nta-scratch-\(getpid())-\(UInt.random(in: 0...UInt.max))"
    let named = Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard named >= 0 else {
      fail(SystemError.last)
      return nil
    }
    _ = unlink(path)
    return named
  }

  private func fail(_ problem: SystemError) {
    firstFailure.first.withLock { first in
      first = first ?? SpillFailure(location: folder, reason: problem.text)
    }
  }
}
