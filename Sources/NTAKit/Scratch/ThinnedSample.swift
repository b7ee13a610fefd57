/// Values that come one by one, thinned out evenly when they are many: what a median is taken from.
struct ThinnedSample<Value: Sendable>: Sendable {
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
      values = values.indices.filter { $0.isMultiple(of: 2) }.map { values[$0] }
      stride *= 2
      guard seen.isMultiple(of: stride) else { return }
    }
    values.append(value)
  }
}
