/// A long list of plain values that is written once, from its beginning to its end, and then read as
/// often as need be; most of it lies in a ``SpillFile``.
struct SpillableArray<Element: BitwiseCopyable & Sendable>: Sendable {
  private let file: SpillFile
  /// Elements that are written to the file at once.
  private let chunk: Int
  /// Where in the file each chunk begins; the last may be a part of one once the log is sealed.
  private var chunks: [Int?] = []
  /// What follows the chunks.
  private var rest: [Element] = []
  private(set) var count = 0

  /// Bytes that are written to the file at once.
  private static var chunkBytes: Int { 1 << 19 }

  /// An empty log.
  ///
  /// - Parameters:
  ///   - file: where it lies.
  ///   - chunk: elements written at once, >= 1; nil for half a megabyte of them.
  init(in file: SpillFile, chunk: Int? = nil) {
    self.file = file
    self.chunk = chunk ?? max(Self.chunkBytes / MemoryLayout<Element>.stride, 1)
  }

  /// What went wrong with the file, if anything did.
  var problem: SpillError? { file.problem }

  mutating func append(_ element: Element) {
    rest.append(element)
    count += 1
    if rest.count >= chunk { writeChunks() }
  }

  mutating func append(contentsOf elements: some Collection<Element>) {
    rest.append(contentsOf: elements)
    count += elements.count
    if rest.count >= chunk { writeChunks() }
  }

  private mutating func writeChunks() {
    var done = 0
    while rest.count - done >= chunk {
      chunks.append(write(rest[done..<done + chunk]))
      done += chunk
    }
    rest.removeFirst(done)
  }

  private func write(_ elements: ArraySlice<Element>) -> Int? {
    // Unsafe: plain values are written as the bytes they are, and read by the same program.
    elements.withUnsafeBytes { file.append($0) }
  }

  /// Ends the writing: what is left in memory stays there only if it may.
  mutating func seal() {
    guard !file.claim(bytes: rest.count * MemoryLayout<Element>.stride) else {
      rest = Array(rest)
      return
    }
    chunks.append(write(rest[...]))
    rest = []
  }

  /// Elements of a range; nil after a failure.
  func read(_ range: Range<Int>) -> [Element]? {
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
      isRead = file.read(
        UnsafeMutableRawBufferPointer(
          rebasing: bytes[..<(count * MemoryLayout<Element>.stride)]), at: start)
      filled = isRead ? count : 0
    }
    return isRead ? elements : nil
  }

  /// Reads from the beginning; the log must be sealed.
  func reader() -> Reader { Reader(log: self) }

  /// A place in a log that moves from its beginning to its end.
  struct Reader {
    private let log: SpillableArray
    private var held: [Element] = []
    private var place = 0
    /// Index of the element after those that are held.
    private var next = 0

    fileprivate init(log: SpillableArray) { self.log = log }

    /// The next element; nil at the end, or after a failure.
    mutating func take() -> Element? {
      if place == held.count, !fill() { return nil }
      defer { place += 1 }
      return held[place]
    }

    /// So many elements; nil where there are fewer, or after a failure.
    mutating func take(_ count: Int) -> [Element]? {
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
      guard next < log.count else { return false }
      if next == log.chunks.count * log.chunk {
        held = log.rest
      } else {
        guard let part = log.read(next..<min(next + log.chunk, log.count)) else { return false }
        held = part
      }
      place = 0
      next += held.count
      return !held.isEmpty
    }
  }
}
