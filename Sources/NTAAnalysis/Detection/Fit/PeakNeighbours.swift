/// Finds the neighbours of a peak by scanning the peaks in reading order.
struct PeakNeighbours: Sendable {
  /// Indices of the neighbours found by the last search.
  private(set) var found: [Int] = []

  /// Finds the other peaks within `reach` rows and columns of peak `index`.
  ///
  /// The peaks must be in reading order.
  mutating func find(around index: Int, among peaks: [Peak], reach: Int) {
    found.removeAll(keepingCapacity: true)
    let centre = peaks[index]
    var i = index - 1
    while i >= 0, centre.y - peaks[i].y <= reach {
      if abs(peaks[i].x - centre.x) <= reach { found.append(i) }
      i -= 1
    }
    i = index + 1
    while i < peaks.count, peaks[i].y - centre.y <= reach {
      if abs(peaks[i].x - centre.x) <= reach { found.append(i) }
      i += 1
    }
  }
}
