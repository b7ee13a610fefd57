/// The steps of all particles between neighbouring frames, in order of time.
struct StepLog: Sendable {
  private var steps: SpillableArray<SIMD2<Float>>
  /// Steps of each frame interval.
  private var counts: [Int32] = []

  /// An empty log in `file`.
  init(in file: SpillFile) { steps = SpillableArray(in: file) }

  /// Adds the steps of an interval later than all before; interval *k* leads from frame *k* to
  /// *k + 1*.
  mutating func add(_ new: [SIMD2<Float>], interval: Int) {
    guard !new.isEmpty else { return }
    while counts.count < interval { counts.append(0) }
    counts.append(Int32(new.count))
    // Sums of them must not depend on the order in which tracks are gone through.
    steps.append(contentsOf: new.sorted { ($0.x, $0.y) < ($1.x, $1.y) })
  }

  /// Ends the writing.
  mutating func seal() { steps.seal() }

  /// Calls `visit` with each interval that has steps, and these, in px.
  func forEach(_ visit: (Int, [SIMD2<Double>]) -> Void) {
    var reader = steps.reader()
    for (interval, count) in counts.enumerated() where count > 0 {
      guard let own = reader.take(Int(count)) else { return }
      visit(interval, own.map { SIMD2<Double>($0) })
    }
  }
}
