import Foundation

/// Finds recordings that show the same particles as an earlier one, however they were encoded.
///
/// Of each recording the spots of three frames are kept. Particles of two recordings are at the same
/// places by chance only: of 500 spots in a frame of 640 × 480 px, some 6 have one of another recording
/// within ``reach_px``. In a copy nearly all have, whatever an encoder did to their brightness.
package struct CopySearch: Sendable {
  /// Largest distance of a spot from that of the original, px.
  static let reach_px: Float = 1.5
  /// Fewest spots that say anything.
  private static let fewest = 8
  /// Least share of the spots of a frame that are found again; a lossy encoder loses faint ones.
  private static let share = 0.5
  /// Frames by which a copy may begin later or earlier.
  private static let longestShift = 300
  /// Standard deviation of the places of a track, px, below which it may be dirt, which is at the same
  /// place in all recordings.
  private static let smallestSpread: Float = 1

  /// Where a spot is looked up.
  private struct Cell: Hashable {
    var column: Int
    var row: Int
  }

  private struct Spot: Sendable {
    var reference: Int
    var x: Float
    var y: Float
  }

  /// A frame of an earlier recording.
  private struct Reference: Sendable {
    var recording: Int
    var frame: Int32
    var spots: Int
  }

  /// A frame of a new recording, seen against an earlier one.
  private struct Pairing: Hashable {
    var reference: Int
    var frame: Int32
  }

  private var references: [Reference] = []
  private var spots: [Cell: [Spot]] = [:]
  private var recordings = 0

  /// A search without recordings yet.
  package init() {}

  /// Adds a recording.
  ///
  /// - Parameters:
  ///   - tracks: its tracks.
  ///   - frames: its number of frames.
  /// - Returns: the number, from 0 in the order of adding, of an earlier recording that it shows again;
  ///   nil if there is none.
  package mutating func add(_ tracks: some Sequence<Track>, frames: Int) -> Int? {
    let chosen = (1...3).map { Int32(frames * $0 / 4) }
    var own: [Int32: [TrackPoint]] = [:]
    var total: [Int32: Int] = [:]
    var matches: [Pairing: Int] = [:]
    for track in tracks where Self.moves(track) {
      for point in track.points {
        if chosen.contains(point.frame) { own[point.frame, default: []].append(point) }
        guard isNearReference(point.frame) else { continue }
        total[point.frame, default: 0] += 1
        for reference in seen(near: point) {
          matches[Pairing(reference: reference, frame: point.frame), default: 0] += 1
        }
      }
    }
    defer { keep(own) }
    return original(matches, total)
  }

  /// The earlier recording of which at least two frames are found again.
  private func original(_ matches: [Pairing: Int], _ total: [Int32: Int]) -> Int? {
    var found: [Int: Set<Int>] = [:]
    for (pairing, count) in matches {
      let reference = references[pairing.reference]
      let fewer = min(reference.spots, total[pairing.frame] ?? 0)
      guard count >= Self.fewest, Double(count) >= Self.share * Double(fewer) else { continue }
      found[reference.recording, default: []].insert(pairing.reference)
    }
    return found.filter { $0.value.count >= 2 }.keys.min()
  }

  private func isNearReference(_ frame: Int32) -> Bool {
    references.contains { abs(Int($0.frame) - Int(frame)) <= Self.longestShift }
  }

  /// The references that have a spot within reach.
  private func seen(near point: TrackPoint) -> Set<Int> {
    let cell = Self.cell(of: point)
    var found: Set<Int> = []
    for column in cell.column - 1...cell.column + 1 {
      for row in cell.row - 1...cell.row + 1 {
        for spot in spots[Cell(column: column, row: row)] ?? [] {
          let (dx, dy) = (spot.x - point.x, spot.y - point.y)
          if dx * dx + dy * dy <= Self.reach_px * Self.reach_px { found.insert(spot.reference) }
        }
      }
    }
    return found
  }

  /// Keeps the spots of the chosen frames for the recordings to come.
  private mutating func keep(_ own: [Int32: [TrackPoint]]) {
    for (frame, points) in own.sorted(by: { $0.key < $1.key }) where points.count >= Self.fewest {
      for point in points {
        spots[Self.cell(of: point), default: []].append(
          Spot(reference: references.count, x: point.x, y: point.y))
      }
      references.append(Reference(recording: recordings, frame: frame, spots: points.count))
    }
    recordings += 1
  }

  private static func cell(of point: TrackPoint) -> Cell {
    Cell(
      column: Int((point.x / (2 * reach_px)).rounded(.down)),
      row: Int((point.y / (2 * reach_px)).rounded(.down)))
  }

  private static func moves(_ track: Track) -> Bool {
    let count = Float(track.points.count)
    guard count >= 4 else { return false }
    let x = track.points.reduce(0) { $0 + $1.x } / count
    let y = track.points.reduce(0) { $0 + $1.y } / count
    let square = track.points.reduce(Float(0)) {
      $0 + ($1.x - x) * ($1.x - x) + ($1.y - y) * ($1.y - y)
    }
    return square / count > smallestSpread * smallestSpread
  }
}
