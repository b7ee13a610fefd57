import Foundation

/// Where tracks begin, by which things that are drawn onto a recording are found.
///
/// Particles come into view anywhere. A clock, a scale bar or a flickering speck makes tracks begin in
/// one place over and over again.
package struct BirthMap: Sendable {
  /// Edge of a cell, px.
  static let cell = 16.0
  /// Fewest tracks that begin in a cell for it to be conspicuous: in all, and per recording.
  ///
  /// A particle that hovers at the detection limit makes several.
  private static let fewest = 10
  private static let fewestPerRecording = 4
  /// Factor on the mean of all cells that uneven light explains.
  private static let uneven = 5.0

  fileprivate struct Cell: Hashable {
    var column: Int
    var row: Int

    /// The cells whose column and row differ from this one's by `offsets`.
    func block(_ offsets: ClosedRange<Int>) -> [Cell] {
      offsets.flatMap { dx in offsets.map { Cell(column: column + dx, row: row + $0) } }
    }
  }

  private var births: [Cell: Int] = [:]
  private let cellCount: Double
  private let fewest: Int

  /// An empty map.
  ///
  /// - Parameters:
  ///   - width: width of the field of view, px.
  ///   - height: its height, px.
  ///   - recordings: recordings of this field of view that are added, >= 1.
  package init(width: Double, height: Double, recordings: Int) {
    cellCount = max(width * height / (Self.cell * Self.cell), 1)
    fewest = max(Self.fewest, Self.fewestPerRecording * recordings)
  }

  /// Adds the beginning of a track; those of the first frame say nothing.
  package mutating func add(_ track: Track) {
    guard let first = track.points.first, first.frame > 0 else { return }
    births[Self.cell(of: first), default: 0] += 1
  }

  private static func cell(of point: TrackPoint) -> Cell {
    Cell(
      column: Int((Double(point.x) / cell).rounded(.down)),
      row: Int((Double(point.y) / cell).rounded(.down)))
  }

  /// The cells in which far more tracks begin than chance and uneven light explain, and those around.
  package var conspicuous: Region {
    let mean = meanOfQuietCells
    let limit = max(Double(fewest), Self.uneven * mean + 6 * mean.squareRoot())
    // What lies on the corner of cells is spread over four of them, which hold four times the mean.
    let blockLimit = max(limit, Self.uneven * 4 * mean + 12 * mean.squareRoot())
    var found: Set<Cell> = []
    for cell in births.keys {
      for block in [cell.block(0...1), cell.block(-1...0)] {
        let counts = block.compactMap { own in births[own].map { (cell: own, count: Double($0)) } }
        let single = counts.filter { $0.count >= limit }
        if !single.isEmpty {
          found.formUnion(single.map(\.cell))
        } else if counts.reduce(0, { $0 + $1.count }) >= blockLimit {
          found.formUnion(counts.map(\.cell))
        }
      }
    }
    let cells = Set(found.flatMap { $0.block(-1...1) })
    return Region(cells: cells, share: Double(cells.count) / cellCount)
  }

  /// Tracks that begin in a cell on average, by the quiet ones: an overlay must not raise it.
  private var meanOfQuietCells: Double {
    let total = births.values.reduce(0, +)
    let quiet = births.values.filter { $0 < fewest }.reduce(0, +)
    return Double(min(total, 2 * quiet)) / cellCount
  }

  /// Cells of a field of view.
  package struct Region: Sendable {
    fileprivate var cells: Set<Cell>
    /// Share of the field of view, about.
    package var share: Double

    /// True if there are no cells.
    package var isEmpty: Bool { cells.isEmpty }

    /// True if any point of a track lies in the region.
    package func touches(_ track: Track) -> Bool {
      track.points.contains { cells.contains(BirthMap.cell(of: $0)) }
    }
  }
}
