import Algorithms
import NTAAnalysis
import NTAVideo

/// Collects the rows of one position into tracks.
struct TrackCollector: Sendable {
  private var tracks: [Track] = []
  private var indices: [Int: Int] = [:]
  /// Times of the table by frame.
  private var times: [Int32: Double] = [:]
  private var lastFrame: Int32 = 0
  /// Times of the points of each track, where no frames are given.
  private var moments: [[Double]] = []

  mutating func add(_ row: TrackTableRow) {
    lastFrame = max(lastFrame, row.point.frame)
    let index: Int
    if let known = indices[row.particle] {
      index = known
    } else {
      index = tracks.count
      indices[row.particle] = index
      tracks.append(Track(particle: row.particle, points: []))
      if row.frame == nil { moments.append([]) }
    }
    if row.frame == nil {
      moments[index].append(row.time ?? 0)
    } else if let time = row.time, time.isFinite {
      times[row.point.frame] = time
    }
    if let start = row.start, row.point.frame > 0,
      tracks[index].points.last?.frame != row.point.frame - 1
    {
      var point = row.point
      (point.frame, point.x, point.y) = (row.point.frame - 1, start.x, start.y)
      tracks[index].points.append(point)
    }
    tracks[index].points.append(row.point)
  }

  /// Numbers the frames by their times, where the table gives no frames.
  ///
  /// - Parameters:
  ///   - areSeconds: true if the table states a unit of time. Otherwise whole numbers are frames,
  ///     and the time between them is unknown.
  ///   - path: for messages.
  /// - Throws: `TableError.missingColumns` if the times span too many frames.
  mutating func numberFrames(areSeconds: Bool, path: String) throws(TableError) {
    guard !moments.isEmpty else { return }
    let distinct = Array(moments.joined().sorted().uniqued())
    let areFrames = !areSeconds && distinct.allSatisfy { $0 == $0.rounded() && $0 >= 0 }
    let gaps = distinct.adjacentPairs().map { $1 - $0 }
    let shortest = gaps.min() ?? 1
    // Printed times are rounded, so that the gaps of one frame differ a little.
    let ordinary = gaps.filter { $0 < 1.5 * shortest }
    let interval =
      areFrames || ordinary.isEmpty ? 1 : ordinary.reduce(0, +) / Double(ordinary.count)
    var number = areFrames ? distinct.first ?? 0 : 0
    var frames: [Double: Int32] = [:]
    for (place, time) in distinct.enumerated() {
      if place > 0 { number += max((gaps[place - 1] / interval).rounded(), 1) }
      guard number <= Double(plausibleFrames.upperBound) else {
        throw .missingColumns(path: path, missing: ["frame"], found: ["time"])
      }
      frames[time] = Int32(number)
      if areSeconds { times[Int32(number)] = time }
    }
    lastFrame = Int32(number)
    for index in tracks.indices {
      for (place, time) in moments[index].enumerated() {
        tracks[index].points[place].frame = frames[time] ?? 0
      }
    }
    moments = []
  }

  /// The tracks, sorted by particle number, with their points sorted by frame.
  func tracks(path: String) throws(TableError) -> [Track] {
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

  /// True if no row was added.
  var isEmpty: Bool { tracks.isEmpty }

  /// Mean time between frames by the table, s; `nil` if it has no times.
  var meanInterval_s: Double? {
    guard let first = times.min(by: { $0.key < $1.key }),
      let last = times.max(by: { $0.key < $1.key }), first.key < last.key, last.value > first.value
    else { return nil }
    return (last.value - first.value) / Double(last.key - first.key)
  }

  /// The time of each frame relative to frame 0, in s: from the frame rate if one is given, else
  /// from the table's times, interpolated linearly for frames without detections.
  func frameTimes(frameRate_hz: Double?, path: String) throws(TableError) -> [Double] {
    if let frameRate_hz { return (0...Int(lastFrame)).map { Double($0) / frameRate_hz } }
    guard let meanInterval = meanInterval_s else { throw .missingFrameRate(path: path) }
    let known = times.sorted { $0.key < $1.key }
    let (first, last) = (known[0], known[known.count - 1])
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
