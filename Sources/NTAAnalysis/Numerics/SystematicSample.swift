/// A systematic sample of a stream of values, thinned evenly to a limited size, for medians.
struct SystematicSample<Value: Sendable>: Sendable {
  private(set) var values: [Value] = []
  /// One in `stride` values is kept.
  private var stride = 1
  private var seen = 0

  /// Largest sample size; the standard error of its median is about half a percent of the values'
  /// standard deviation.
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

  /// Adds the values of another sample, thinned to the same stride.
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
