internal import CFFmpeg
import Glibc
import NTAAnalysis

/// Owner of a memory-mapped file, so that a stack takes memory only for the page in use.
struct MappedFile: ~Copyable {
  /// The file's bytes; writes change only this private copy, never the file.
  let bytes: UnsafeRawBufferPointer
  private let mapping: UnsafeMutableRawPointer
  private let mappedCount: Int

  private init(mapping: UnsafeMutableRawPointer, mappedCount: Int, count: Int) {
    self.mapping = mapping
    self.mappedCount = mappedCount
    bytes = UnsafeRawBufferPointer(start: mapping, count: count)
  }

  /// Changes four bytes of the private copy.
  func write(_ word: UInt32, at offset: Int) {
    precondition(offset >= 0 && offset <= bytes.count - 4, "a place inside the file")
    mapping.storeBytes(of: word, toByteOffset: offset, as: UInt32.self)
  }

  deinit { munmap(mapping, mappedCount) }

  /// Maps a regular file of at most `limit` bytes.
  init(path: String, limit: Int) throws(DecodeError) {
    let count = try InputFile.byteCount(of: path)
    guard count <= limit else { throw .fileTooLarge(file: path, bytes: count, limit: limit) }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw .readFailed(file: path, frame: 0, reason: LibraryCode.system(errno).reason)
    }
    defer { close(descriptor) }
    // Decoders may read some bytes past the end, so a page of zeros follows the file.
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    let mappedCount = (count + page - 1) / page * page + page
    guard
      let space = mmap(
        nil, mappedCount, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
      space != MAP_FAILED
    else { throw .outOfMemory(file: path) }
    guard
      mmap(
        space, count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_FIXED, descriptor, 0) == space
    else {
      munmap(space, mappedCount)
      throw .readFailed(file: path, frame: 0, reason: LibraryCode.system(errno).reason)
    }
    self.init(mapping: space, mappedCount: mappedCount, count: count)
  }
}
