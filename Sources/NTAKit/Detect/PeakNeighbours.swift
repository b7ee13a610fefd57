/// Which peaks stand near which, found by sorting on rows.
struct PeakNeighbours: Sendable {
  private let peaks: [Peak]
  private let byRow: [Int]
  private let rank: [Int]
  private let reach: Int

  init(_ peaks: [Peak], reach: Int) {
    self.peaks = peaks
    self.reach = reach
    byRow = peaks.indices.sorted { (peaks[$0].y, peaks[$0].x) < (peaks[$1].y, peaks[$1].x) }
    var rank = [Int](repeating: 0, count: peaks.count)
    for (position, index) in byRow.enumerated() { rank[index] = position }
    self.rank = rank
  }

  /// Peaks within `reach` rows and columns of peak `index`, itself left out.
  func neighbours(of index: Int) -> [Peak] {
    let centre = peaks[index]
    var found: [Peak] = []
    func look(_ position: Int) -> Bool {
      let other = peaks[byRow[position]]
      guard abs(other.y - centre.y) <= reach else { return false }
      if abs(other.x - centre.x) <= reach { found.append(other) }
      return true
    }
    var position = rank[index] - 1
    while position >= 0, look(position) { position -= 1 }
    position = rank[index] + 1
    while position < byRow.count, look(position) { position += 1 }
    return found
  }
}
