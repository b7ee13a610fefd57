import Glibc

/// Memory that grows to what is needed and is reused.
struct RawMemory: ~Copyable {
  private var memory = UnsafeMutableRawBufferPointer(start: nil, count: 0)

  deinit { free(memory.baseAddress) }

  /// The first `count` bytes, whose content is undefined; nil when the system has no more.
  mutating func bytes(_ count: Int) -> UnsafeMutableRawBufferPointer? {
    if memory.count < count {
      free(memory.baseAddress)
      memory = UnsafeMutableRawBufferPointer(start: nil, count: 0)
      guard let start = malloc(count) else { return nil }
      memory = UnsafeMutableRawBufferPointer(start: start, count: count)
    }
    return UnsafeMutableRawBufferPointer(rebasing: memory[..<count])
  }
}
