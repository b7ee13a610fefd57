import Glibc
import NTAAnalysis

/// The planes of an ImageJ stack that has one directory and all planes one behind the other.
///
/// ImageJ writes stacks of more than 4 GB so, since the offsets of a TIFF file have 32 bits: the
/// directory says where the first plane is, the description how many follow.
final class ContiguousPlanes {
  /// Planes that are there in full.
  let count: Int
  private let descriptor: Int32
  private let start: Int
  private let page: TIFFPage
  private let isByteSwapped: Bool

  /// The planes of a file; nil where the file is another kind of stack.
  ///
  /// - Parameters:
  ///   - file: a file at its only directory.
  ///   - stated: planes by the description.
  init?(_ file: TIFFFile, planes stated: Int) {
    guard stated > 1, let page = try? TIFFPage(file), page.isExact, !page.isPlanar,
      page.bits.isMultiple(of: 8), let start = file.contiguousSamples, start > 0
    else { return nil }
    count = min(stated, max(0, file.byteCount - start) / page.byteCount)
    guard count > 1 else { return nil }
    descriptor = open(file.path, O_RDONLY | O_CLOEXEC)
    self.start = start
    self.page = page
    isByteSwapped = file.isByteSwapped
    if descriptor < 0 { return nil }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Reads one plane; false when it is no longer there.
  func read(_ plane: Int, into bytes: UnsafeMutableRawBufferPointer) -> Bool {
    guard plane < count, bytes.count == page.byteCount else { return false }
    var filled = 0
    while filled < bytes.count {
      let read = pread(
        descriptor, bytes.baseAddress.unsafelyUnwrapped + filled, bytes.count - filled,
        off_t(start + plane * page.byteCount + filled))
      if read < 0, errno == EINTR { continue }
      guard read > 0 else { return false }
      filled += read
    }
    if isByteSwapped { swapBytes(bytes) }
    return true
  }

  private func swapBytes(_ bytes: UnsafeMutableRawBufferPointer) {
    switch page.bits {
    case 16: swap(bytes.bindMemory(to: UInt16.self))
    case 32: swap(bytes.bindMemory(to: UInt32.self))
    case 64: swap(bytes.bindMemory(to: UInt64.self))
    default: break
    }
  }

  private func swap<Word: FixedWidthInteger>(_ words: UnsafeMutableBufferPointer<Word>) {
    for k in words.indices { words[k] = words[k].byteSwapped }
  }
}
