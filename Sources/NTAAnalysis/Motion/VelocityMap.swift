import Algorithms

/// Mean velocity of the particles at each place of the field of view, drift removed.
///
/// ``VelocityField`` is fitted to it.
package struct VelocityMap: Sendable {
  /// Edge of a cell, px.
  static let cell_px = 32.0

  /// Sums over the displacements that begin in one cell.
  struct Cell: Sendable {
    /// Displacements, px.
    var displacement_px = SIMD2<Double>.zero
    /// Squared displacements of both axes, px².
    var square_px2 = 0.0
    /// Time that they took, s.
    var time_s = 0.0
    /// Number of displacements.
    var count = 0.0

    mutating func add(_ step_px: SIMD2<Double>, time_s: Double) {
      displacement_px += step_px
      square_px2 += (step_px * step_px).sum()
      self.time_s += time_s
      count += 1
    }
  }

  private var cells: [SIMD2<Int32>: Cell] = [:]
  /// Number of tracks that were added.
  package private(set) var tracks = 0

  /// A map without displacements.
  package init() {}

  /// The cells with their centres, in px, by row and column.
  var sortedCells: [(centre_px: SIMD2<Double>, cell: Cell)] {
    cells.sorted { ($0.key.y, $0.key.x) < ($1.key.y, $1.key.x) }.map { place, cell in
      (SIMD2(Double(place.x) + 0.5, Double(place.y) + 0.5) * Self.cell_px, cell)
    }
  }

  /// Sums over all displacements.
  struct Total {
    /// Displacements, px.
    var displacement_px = SIMD2<Double>.zero
    /// Time that they took, s.
    var time_s = 0.0
    /// Number of displacements.
    var count = 0.0
    /// Variance of a displacement along one axis about the mean of its cell, over its time, px²/s.
    var variance_px2_per_s = 0.0
  }

  /// The sums over all cells; nil without displacements that scatter.
  var total: Total? {
    var total = Total()
    var (within, degrees) = (0.0, 0.0)
    for (_, cell) in sortedCells where cell.time_s > 0 {
      let between = (cell.displacement_px * cell.displacement_px).sum() / cell.count
      within += cell.square_px2 - between
      degrees += 2 * (cell.count - 1)
      total.count += cell.count
      total.displacement_px += cell.displacement_px
      total.time_s += cell.time_s
    }
    guard degrees > 0, within > 0, total.time_s > 0 else { return nil }
    total.variance_px2_per_s = within / degrees * total.count / total.time_s
    return total
  }

  /// Adds a track.
  ///
  /// - Parameters:
  ///   - track: the track, in px.
  ///   - drift: the drift of its position.
  ///   - frameTimes_s: time of each frame, s.
  package mutating func add(_ track: Track, drift: Drift, frameTimes_s: [Double]) {
    tracks += 1
    for (a, b) in track.points.adjacentPairs() where b.frame == a.frame + 1 {
      let place = SIMD2(a.x, a.y) / Float(Self.cell_px)
      // Tables of other programs may hold any number.
      guard abs(place.x) < 1e6, abs(place.y) < 1e6 else { continue }
      let step =
        SIMD2(Double(b.x) - Double(a.x), Double(b.y) - Double(a.y)) - drift.step_px[Int(a.frame)]
      let key = SIMD2<Int32>(place.rounded(.down))
      cells[key, default: Cell()].add(
        step, time_s: frameTimes_s[Int(b.frame)] - frameTimes_s[Int(a.frame)])
    }
  }
}
