import Algorithms
import NTAAnalysis
import NTAVideo

/// Collects the rows of one position into tracks.
struct TrackCollector: Sendable {
  private var tracks: [Track] = []
  private var indices: [Int: Int] = [:]
  private var times: [Int32: Double] = [:]
  private var lastFrame: Int32 = 0

  mutating func add(_ row: TrackTableRow) {
    lastFrame = max(lastFrame, row.point.frame)
    if let time = row.time_s, time.isFinite { times[row.point.frame] = time }
    if let index = indices[row.particle] {
      tracks[index].points.append(row.point)
    } else {
      indices[row.particle] = tracks.count
      tracks.append(Track(particle: row.particle, points: [row.point]))
    }
  }

  /// The tracks, sorted by particle number, with their points sorted by frame.
  consuming func tracks(path: String) throws(TableError) -> [Track] {
    var sorted = tracks.sorted { $0.particle < $1.particle }
    for index in sorted.indices {
      sorted[index].points.sort { $0.frame < $1.frame }
      let points = sorted[index].points
      for (first, second) in points.adjacentPairs() where first.frame == second.frame {
        throw .duplicate(
          path: path, particle: sorted[index].particle, frame: Int(first.frame))
      }
    }
    return sorted
  }

  /// Frames per second by the table's times; nil if it has none.
  var rate_hz: Double? {
    guard let first = times.min(by: { $0.key < $1.key }),
      let last = times.max(by: { $0.key < $1.key }), last.value > first.value
    else { return nil }
    return Double(last.key - first.key) / (last.value - first.value)
  }

  /// The time of each frame relative to frame 0, in s: from the frame rate if one is given, else
  /// from the table's times, interpolated linearly for frames without detections.
  func frameTimes(frameRate_hz: Double?, path: String) throws(TableError) -> [Double] {
    if let frameRate_hz { return (0...Int(lastFrame)).map { Double($0) / frameRate_hz } }
    let known = times.sorted { $0.key < $1.key }
    guard let first = known.first, let last = known.last, first.key < last.key,
      last.value > first.value
    else { throw .missingFrameRate(path: path) }
    let meanInterval = (last.value - first.value) / Double(last.key - first.key)
    let start = first.value - meanInterval * Double(first.key)
    var result: [Double] = []
    result.reserveCapacity(Int(lastFrame) + 1)
    var upper = 0
    for frame in 0...lastFrame {
      while upper < known.count - 1 && known[upper].key < frame { upper += 1 }
      let (after, before) = (known[upper], known[max(upper - 1, 0)])
      if frame <= first.key || before.key == after.key {
        result.append(first.value + meanInterval * Double(frame - first.key) - start)
      } else if frame > last.key {
        result.append(last.value + meanInterval * Double(frame - last.key) - start)
      } else {
        let share = Double(frame - before.key) / Double(after.key - before.key)
        result.append(before.value + share * (after.value - before.value) - start)
      }
    }
    return result
  }
}
