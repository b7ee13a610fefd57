/// Values that come one by one, thinned out evenly when they are many: what a median is taken from.
struct SystematicSample<Value: Sendable>: Sendable {
  private(set) var values: [Value] = []
  /// One value of so many is kept.
  private var stride = 1
  private var seen = 0

  /// Values that are kept at most; their median is as good as one of half a percent of its error.
  private static var most: Int { 1 << 16 }

  mutating func add(_ value: Value) {
    defer { seen += 1 }
    guard seen.isMultiple(of: stride) else { return }
    if values.count == Self.most {
      thin()
      guard seen.isMultiple(of: stride) else { return }
    }
    values.append(value)
  }

  /// Adds the values of another, thinned out as much as these.
  mutating func add(_ other: SystematicSample) {
    while stride < other.stride { thin() }
    let factor = stride / other.stride
    values += other.values.indices.filter { $0.isMultiple(of: factor) }.map { other.values[$0] }
    seen = values.count * stride
    while values.count > Self.most { thin() }
  }

  private mutating func thin() {
    values = values.indices.filter { $0.isMultiple(of: 2) }.map { values[$0] }
    stride *= 2
  }
}
