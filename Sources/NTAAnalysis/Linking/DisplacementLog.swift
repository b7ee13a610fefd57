/// Displacements of all particles between consecutive frames, in order of time; input of ``Drift``.
package struct DisplacementLog: Sendable {
  private var displacements: SpillableArray<SIMD2<Float>>
  /// Number of displacements in each frame interval.
  private var counts: [Int32] = []

  /// An empty log that spills to `store`; nil keeps it in memory.
  package init(in store: (any SpillStore)?) { displacements = SpillableArray(in: store) }

  /// Adds the displacements, px, of an interval later than all before; interval *k* leads from
  /// frame *k* to *k + 1*.
  package mutating func add(_ new: [SIMD2<Float>], interval: Int) {
    guard !new.isEmpty else { return }
    while counts.count < interval { counts.append(0) }
    counts.append(Int32(new.count))
    // Sorted, because their sums must not depend on the order of the tracks.
    displacements.append(contentsOf: new.sorted { ($0.x, $0.y) < ($1.x, $1.y) })
  }

  /// Ends the writing.
  package mutating func seal() { displacements.seal() }

  /// Calls `visit` with each interval that has displacements, and with these, in px.
  func forEach(_ visit: (Int, [SIMD2<Double>]) -> Void) {
    var reader = displacements.reader()
    for (interval, count) in counts.enumerated() where count > 0 {
      guard let own = reader.take(Int(count)) else { return }
      visit(interval, own.map { SIMD2<Double>($0) })
    }
  }
}
