import Foundation

/// Links the detections of successive frames into tracks, one frame at a time.
///
/// In each frame the set of links with the greatest total likelihood is found over all tracks and
/// detections at once: ``LinkModel`` gives the cost of each link, ``NeighbourGrid`` the candidates
/// and ``SparseAssignment`` the optimum. A track without a detection for more than `maximumGap`
/// frames ends and is handed over.
package struct Linker: Sendable {
  let model: LinkModel
  /// Drift per frame interval, px, by which positions are predicted.
  private(set) var drift: SIMD2<Float> = .zero
  /// Numbers of links, of tracks detected in the preceding frame, and of unlinked detections, for
  /// ``LinkModelEstimation``.
  private(set) var linkCount = 0
  private(set) var opportunityCount = 0
  private(set) var birthCount = 0

  /// A track, or the rest of a track of which parts were handed over before.
  package struct TrackSegment: Sendable {
    /// Number of the track in order of its beginning; parts with the same number belong together.
    var serial: Int
    var points: [TrackPoint]
  }

  private struct ActiveTrack: Sendable {
    var serial: Int
    /// Points of the track, without those already handed over.
    var points: [TrackPoint]
    var steps: DisplacementPrior
    var lastTime: Double
    var lastOrdinal: Int
  }
  private var active: [ActiveTrack] = []
  private var grid = NeighbourGrid()
  private var assignment = SparseAssignment()
  private var ordinal = 0
  private var nextSerial = 0
  private var finished: [TrackSegment] = []
  /// Displacements in the last frame of all tracks detected in both it and the preceding frame, px.
  package private(set) var steps_px: [SIMD2<Float>] = []

  /// Mean number of candidates in the gate (divided by π) above which narrowing the gate is worth
  /// its cost.
  private static let narrowingThreshold: Float = 1.5

  package init(model: LinkModel) { self.model = model }

  /// Links one frame.
  ///
  /// - Parameters:
  ///   - detections: detections of the frame, in any order.
  ///   - frame: frame index, greater than that of the previous call.
  ///   - time: time of the frame in nominal frame intervals.
  package mutating func link(_ detections: [Detection], frame: Int, time: Double) {
    let starts = candidateEdges(detections, time: time)
    let columns = assignment.assign(
      starts: starts.starts, edges: starts.edges, columnCount: detections.count)
    let rows = rowOfDetection(columns, count: detections.count)
    let mergesAndSplits = mergesAndSplits(detections, rows: rows, columns: columns, time: time)
    var motion = SIMD2<Float>.zero
    var moved = 0
    steps_px.removeAll(keepingCapacity: true)
    for (row, column) in columns.enumerated() where column >= 0 {
      let d = detections[Int(column)]
      if mergesAndSplits.contains(row) { split(row, at: time) }
      let step = extend(row, with: d, frame: frame, time: time)
      linkCount += 1
      if let step {
        motion += step
        moved += 1
      }
    }
    followDrift(motion, moved)
    retire(at: time)
    for (index, d) in detections.enumerated() where rows[index] < 0 {
      birthCount += 1
      active.append(
        ActiveTrack(
          serial: takeSerial(), points: [point(d, frame)], steps: model.steps, lastTime: time,
          lastOrdinal: ordinal))
    }
    ordinal += 1
  }

  /// Ends all active tracks.
  package mutating func finish() {
    finished += active.map { TrackSegment(serial: $0.serial, points: $0.points) }
    active.removeAll()
  }

  /// Hands over the tracks that have ended since the last call, in the order in which they ended.
  mutating func takeFinished() -> [[TrackPoint]] { takeEnded().map(\.points) }

  /// Hands over the tracks that have ended since the last call, with their serial numbers.
  package mutating func takeEnded() -> [TrackSegment] {
    defer { finished.removeAll(keepingCapacity: true) }
    return finished
  }

  /// Hands over all but the last point of active tracks longer than `length` >= 1, so that memory
  /// does not grow with the length of a track.
  package mutating func takeSegments(longerThan length: Int) -> [TrackSegment] {
    var segments: [TrackSegment] = []
    for index in active.indices where active[index].points.count > length {
      segments.append(
        TrackSegment(serial: active[index].serial, points: Array(active[index].points.dropLast())))
      active[index].points = Array(active[index].points.suffix(1))
    }
    return segments
  }

  private mutating func takeSerial() -> Int {
    defer { nextSerial += 1 }
    return nextSerial
  }

  private func point(_ d: Detection, _ frame: Int) -> TrackPoint {
    TrackPoint(frame: Int32(frame), x: d.x, y: d.y, intensity: d.intensity, variance: d.variance)
  }

  /// All links of negative cost, grouped by track.
  private mutating func candidateEdges(
    _ detections: [Detection], time: Double
  ) -> (starts: [Int], edges: [SparseAssignment.Edge]) {
    grid.fill(detections, reach: model.gate_px2.squareRoot())
    let density = grid.density
    let logIntensities = detections.map { logf(max($0.intensity, 0.1)) }
    var starts = [0]
    starts.reserveCapacity(active.count + 1)
    var edges: [SparseAssignment.Edge] = []
    for row in active.indices {
      let last = active[row].points[active[row].points.count - 1]
      let intervals = Float(time - active[row].lastTime)
      let missed = ordinal - active[row].lastOrdinal - 1
      let prospect = model.prospect(
        steps: active[row].steps, intervals: intervals, missed: missed)
      let logIntensity = logf(max(last.intensity, 0.1))
      var gate = model.gate_px2 * intervals
      if gate * density > Self.narrowingThreshold { gate = prospect.narrowed(gate) }
      let x = last.x + drift.x * intervals
      let y = last.y + drift.y * intervals
      grid.forEach(nearX: x, y: y, reach: gate.squareRoot()) { index in
        let d = detections[index]
        let squared = (d.x - x) * (d.x - x) + (d.y - y) * (d.y - y)
        guard squared <= gate else { return }
        let cost = prospect.cost(
          squared: squared, brightnessRatio: logIntensities[index] - logIntensity)
        if cost < 0 { edges.append(SparseAssignment.Edge(column: Int32(index), cost: cost)) }
      }
      starts.append(edges.count)
    }
    opportunityCount += active.count { $0.lastOrdinal == ordinal - 1 }
    return (starts, edges)
  }

  /// Appends a detection to a track and returns the displacement per interval if the track was
  /// detected in the preceding frame.
  private mutating func extend(
    _ row: Int, with d: Detection, frame: Int, time: Double
  ) -> SIMD2<Float>? {
    guard let last = active[row].points.last else {
      active[row].points = [point(d, frame)]
      active[row].lastOrdinal = ordinal
      return nil
    }
    let intervals = Float(time - active[row].lastTime)
    let step = SIMD2(d.x - last.x, d.y - last.y)
    if frame == Int(last.frame) + 1 { steps_px.append(step) }
    let own = step - drift * intervals
    active[row].steps.observe((own * own).sum(), intervals: intervals)
    active[row].points.append(point(d, frame))
    let wasNeighbour = active[row].lastOrdinal == ordinal - 1
    active[row].lastTime = time
    active[row].lastOrdinal = ordinal
    return wasNeighbour ? step / intervals : nil
  }

  /// Updates the drift by exponential smoothing: predictions need its trend, not its noise.
  private mutating func followDrift(_ motion: SIMD2<Float>, _ moved: Int) {
    guard moved > 0 else { return }
    // A prior of 30 links without drift keeps a few particles' Brownian motion from counting as
    // drift.
    let share = 0.2 * Float(moved) / Float(moved + 30)
    drift += (motion / Float(moved) - drift) * share
  }

  private mutating func retire(at time: Double) {
    var kept = 0
    for index in active.indices {
      if ordinal - active[index].lastOrdinal > model.maximumGap {
        finished.append(TrackSegment(serial: active[index].serial, points: active[index].points))
      } else {
        if kept != index { active.swapAt(kept, index) }
        kept += 1
      }
    }
    active.removeLast(active.count - kept)
  }
}

extension Linker {
  /// Distance, in PSF sigmas, within which two particles may be detected as one.
  private static let mergeReach: Float = 3.5
  /// Intensity ratio below which a spot hardly displaces the centre of its neighbour.
  private static let harmlessShare: Float = 0.15

  private func rowOfDetection(_ columns: [Int32], count: Int) -> [Int] {
    var rows = [Int](repeating: -1, count: count)
    for (row, column) in columns.enumerated() where column >= 0 { rows[Int(column)] = row }
    return rows
  }

  /// Tracks whose link to this frame begins or ends a merge of two particles; a track that vanishes
  /// in a merge is marked as lost.
  ///
  /// If a particle vanishes next to another, the two may have merged into one spot, whose centre is
  /// that of neither. If one appears next to another, a merged spot may have split, and the
  /// particles cannot be told apart afterwards. Tracks therefore end at a merge event, and new
  /// tracks begin at a split event.
  private mutating func mergesAndSplits(
    _ detections: [Detection], rows: [Int], columns: [Int32], time: Double
  ) -> Set<Int> {
    var found: Set<Int> = []
    for row in active.indices where columns[row] < 0 && active[row].lastOrdinal == ordinal - 1 {
      guard let last = active[row].points.last else { continue }
      let intervals = Float(time - active[row].lastTime)
      let place = SIMD2(last.x, last.y) + drift * intervals
      let partners = partners(of: place, brightness: last.intensity, detections, rows)
      found.formUnion(partners)
      if !partners.isEmpty { active[row].lastOrdinal = ordinal - model.maximumGap - 1 }
    }
    for (index, d) in detections.enumerated() where rows[index] < 0 {
      found.formUnion(
        partners(of: SIMD2(d.x, d.y), brightness: d.intensity, detections, rows))
    }
    return found
  }

  /// Tracks linked to a detection so near to `place` that the two particles could have been one
  /// spot.
  private func partners(
    of place: SIMD2<Float>, brightness: Float, _ detections: [Detection], _ rows: [Int]
  ) -> [Int] {
    var found: [Int] = []
    grid.forEach(nearX: place.x, y: place.y, reach: model.gate_px2.squareRoot()) { index in
      let d = detections[index]
      let reach = Self.mergeReach * d.sigma
      let square = (d.x - place.x) * (d.x - place.x) + (d.y - place.y) * (d.y - place.y)
      if rows[index] >= 0, square < reach * reach, brightness > Self.harmlessShare * d.intensity {
        found.append(rows[index])
      }
    }
    return found
  }

  /// Ends a track and continues it as a new one, which keeps the displacement distribution.
  private mutating func split(_ row: Int, at time: Double) {
    finished.append(TrackSegment(serial: active[row].serial, points: active[row].points))
    active[row].serial = takeSerial()
    active[row].points.removeAll()
    active[row].lastTime = time
  }
}

extension Linker {
  /// Links the detections of a whole recording, all held in memory.
  package static func tracks(
    of localizations: [[Detection]], interval_s: Double, fastestStep_px2: Double, position: Int,
    maximumGap: Int = LinkModel.defaultGap
  ) -> PositionTracks {
    let frames = localizations.enumerated().map {
      (time: Double($0.offset), detections: $0.element)
    }
    let xs = localizations.joined().map(\.x)
    let ys = localizations.joined().map(\.y)
    let width = (xs.max() ?? 0) - (xs.min() ?? 0)
    let height = (ys.max() ?? 0) - (ys.min() ?? 0)
    let model = LinkModelEstimation.learn(
      from: Array(frames.prefix(64)), fastestStep_px2: Float(fastestStep_px2),
      area_px2: max(width * height, 1), maximumGap: maximumGap)
    var linker = Linker(model: model)
    for (index, frame) in frames.enumerated() {
      linker.link(frame.detections, frame: index, time: frame.time)
    }
    linker.finish()
    return PositionTracks(
      position: position, frameTimes_s: frames.map { $0.time * interval_s },
      tracks: Track.numbered(linker.takeFinished()))
  }
}
