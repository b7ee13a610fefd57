import CLinux
import Foundation
import Glibc
import Synchronization

/// Where a run keeps what it finds until the end: a little of it in memory, the rest in a temporary
/// file.
///
/// The file is made when the memory is used up. It has no name, so that nothing is left of it however
/// the program ends. The first failure, of a full disk mostly, is remembered: who has filled the file
/// asks for it in the end, and what is read after it ends early.
final class SpillFile: Sendable {
  private struct State {
    var descriptor: Int32?
    var end = 0
    var memoryLeft: Int
  }

  /// The first failure of a file and of its siblings.
  private final class Failure: Sendable {
    let first = Mutex<SpillError?>(nil)
  }

  private let folder: String
  private let state: Mutex<State>
  private let failure: Failure

  /// Bytes of a run that stay in memory.
  static let usualMemory = 12 << 20

  /// A place of which nothing is on the disk yet.
  ///
  /// - Parameters:
  ///   - folder: where the temporary file is made; one that is not there yet stands for the nearest
  ///     above it. Nil is the system's folder for temporary files.
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
    self.failure = failure
  }

  deinit {
    if let descriptor = state.withLock({ $0.descriptor }) { _ = close(descriptor) }
  }

  /// Another place in the same folder, for what is needed for a shorter time; a failure of one is
  /// that of both.
  func sibling(memory: Int) -> SpillFile {
    SpillFile(folder: folder, memory: memory, failure: failure)
  }

  /// What went wrong first, if anything did.
  var problem: SpillError? { failure.first.withLock { $0 } }

  /// Throws what went wrong first.
  func check() throws(NTAError) {
    if let problem { throw NTAError(problem) }
  }

  /// Whether something has gone wrong: what comes now is in vain.
  var hasFailed: Bool { problem != nil }

  /// Takes so many bytes from the memory that may be used, if there are as many.
  func claim(bytes: Int) -> Bool {
    state.withLock { state in
      guard bytes <= state.memoryLeft else { return false }
      state.memoryLeft -= bytes
      return true
    }
  }

  /// Appends to the file.
  ///
  /// - Returns: where the bytes begin in the file; nil after a failure.
  func append(_ bytes: UnsafeRawBufferPointer) -> Int? {
    guard !hasFailed else { return nil }
    let place = state.withLock { state -> (descriptor: Int32, start: Int)? in
      if state.descriptor == nil { state.descriptor = open() }
      guard let descriptor = state.descriptor else { return nil }
      defer { state.end += bytes.count }
      return (descriptor, state.end)
    }
    guard let (descriptor, start) = place else { return nil }
    // Unsafe: the system call reads from memory, no more than it is told that there is.
    let isWritten = transfer(bytes.count, at: start, orFail: ENOSPC) { done, place in
      pwrite(descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done, place)
    }
    return isWritten ? start : nil
  }

  /// Fills `bytes` from a place of the file; false after a failure.
  func read(_ bytes: UnsafeMutableRawBufferPointer, at start: Int) -> Bool {
    guard !hasFailed, let descriptor = state.withLock({ $0.descriptor }) else { return false }
    // Unsafe: the system call writes to memory, no more than it is told that there is.
    return transfer(bytes.count, at: start, orFail: EIO) { done, place in
      pread(descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done, place)
    }
  }

  /// Has a system call go on until all bytes are through; false after a failure, which is `stopped`
  /// where the call goes no further without a word.
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
    // Where files need a name (some network drives) it is taken away at once.
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
    failure.first.withLock { first in
      first = first ?? SpillError(folder: folder, reason: problem.text)
    }
  }
}
