/// A long array of plain values that is appended to, sealed, and then read any number of times.
///
/// With a ``SpillStore`` only a fixed amount stays in memory; without one, everything does.
package struct SpillableArray<Element: BitwiseCopyable & Sendable>: Sendable {
  private let store: (any SpillStore)?
  /// Elements that are written to the store at once.
  private let chunk: Int
  /// Offset of each chunk in the store; the last may be shorter once the array is sealed.
  private var chunks: [Int?] = []
  /// The elements after the chunks.
  private var rest: [Element] = []
  package private(set) var count = 0

  /// Bytes that are written to the store at once.
  private static var chunkBytes: Int { 1 << 19 }

  /// An empty array.
  ///
  /// - Parameters:
  ///   - store: where elements go that exceed the memory budget; nil keeps all in memory.
  ///   - chunk: elements written at once, >= 1; nil for half a megabyte of them.
  package init(in store: (any SpillStore)? = nil, chunk: Int? = nil) {
    self.store = store
    self.chunk = chunk ?? max(Self.chunkBytes / MemoryLayout<Element>.stride, 1)
  }

  /// What went wrong with the store, if anything did.
  package var failure: SpillFailure? { store?.failure }

  package mutating func append(_ element: Element) {
    rest.append(element)
    count += 1
    if rest.count >= chunk { writeChunks() }
  }

  package mutating func append(contentsOf elements: some Collection<Element>) {
    rest.append(contentsOf: elements)
    count += elements.count
    if rest.count >= chunk { writeChunks() }
  }

  private mutating func writeChunks() {
    guard store != nil else { return }
    var done = 0
    while rest.count - done >= chunk {
      chunks.append(write(rest[done..<done + chunk]))
      done += chunk
    }
    rest.removeFirst(done)
  }

  private func write(_ elements: ArraySlice<Element>) -> Int? {
    // Unsafe: plain values are written as the bytes they are, and read by the same program.
    elements.withUnsafeBytes { store?.append($0) }
  }

  /// Ends the writing: the remaining elements stay in memory only if the budget allows.
  package mutating func seal() {
    guard let store, !store.claim(bytes: rest.count * MemoryLayout<Element>.stride) else {
      rest = Array(rest)
      return
    }
    chunks.append(write(rest[...]))
    rest = []
  }

  /// Elements of a range; nil after a failure.
  package func read(_ range: Range<Int>) -> [Element]? {
    var elements: [Element] = []
    elements.reserveCapacity(range.count)
    var next = range.lowerBound
    while next < range.upperBound {
      let (index, first) = next.quotientAndRemainder(dividingBy: chunk)
      guard index < chunks.count else {
        let start = next - chunks.count * chunk
        elements += rest[start..<start + (range.upperBound - next)]
        break
      }
      let length = min(chunk - first, range.upperBound - next)
      guard let begin = chunks[index],
        let part = part(at: begin + first * MemoryLayout<Element>.stride, count: length)
      else { return nil }
      elements += part
      next += length
    }
    return elements
  }

  private func part(at start: Int, count: Int) -> [Element]? {
    var isRead = false
    // Unsafe: plain values are read as the bytes they were written as.
    let elements = [Element](unsafeUninitializedCapacity: count) { buffer, filled in
      let bytes = UnsafeMutableRawBufferPointer(buffer)
      isRead =
        store?.read(
          UnsafeMutableRawBufferPointer(
            rebasing: bytes[..<(count * MemoryLayout<Element>.stride)]), at: start) ?? false
      filled = isRead ? count : 0
    }
    return isRead ? elements : nil
  }

  /// Reads from the beginning; the array must be sealed.
  package func reader() -> Reader { Reader(array: self) }

  /// A position that moves from the beginning of an array to its end.
  package struct Reader {
    private let array: SpillableArray
    private var held: [Element] = []
    private var place = 0
    /// Index of the element after those that are held.
    private var next = 0

    fileprivate init(array: SpillableArray) { self.array = array }

    /// The next element; nil at the end, or after a failure.
    package mutating func take() -> Element? {
      if place == held.count, !fill() { return nil }
      defer { place += 1 }
      return held[place]
    }

    /// So many elements; nil where there are fewer, or after a failure.
    package mutating func take(_ count: Int) -> [Element]? {
      if held.count - place >= count {
        defer { place += count }
        return Array(held[place..<place + count])
      }
      var elements = Array(held[place...])
      place = held.count
      while elements.count < count, fill() {
        let part = min(count - elements.count, held.count)
        elements += held[..<part]
        place = part
      }
      return elements.count == count ? elements : nil
    }

    private mutating func fill() -> Bool {
      guard next < array.count else { return false }
      if next == array.chunks.count * array.chunk {
        held = array.rest
      } else {
        guard let part = array.read(next..<min(next + array.chunk, array.count)) else {
          return false
        }
        held = part
      }
      place = 0
      next += held.count
      return !held.isEmpty
    }
  }
}
