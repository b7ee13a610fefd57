import NTAAnalysis
import NTAVideo

/// Finds the known name that a mistyped one was probably meant to be.
package enum NearestName {
  /// The known name with the fewest edits, ignoring case; the first one of equals.
  ///
  /// `nil` if that name needs edits in more than half of its letters, and so is no misspelling.
  package static func of(_ name: String, among known: [String]) -> String? {
    var best: (name: String, distance: Int)?
    for candidate in known {
      let distance = editDistance(name.lowercased(), candidate.lowercased())
      if distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    guard let best, best.distance * 2 <= max(best.name.count, 2) else { return nil }
    return best.name
  }

  /// Number of insertions, deletions, substitutions and swaps of neighbours that turn one name into
  /// the other (the optimal string alignment distance).
  ///
  /// - Complexity: O(*n* · *m*), where *n* and *m* are the lengths of the names.
  package static func editDistance(_ first: String, _ second: String) -> Int {
    let a = Array(first.unicodeScalars)
    let b = Array(second.unicodeScalars)
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for row in a.indices {
      var current = [row + 1]
      for column in b.indices {
        let substituted = last[column] + (a[row] == b[column] ? 0 : 1)
        var edits = min(substituted, last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, a[row] == b[column - 1], a[row - 1] == b[column] {
          edits = min(edits, beforeLast[column - 1] + 1)
        }
        current.append(edits)
      }
      beforeLast = last
      last = current
    }
    return last[b.count]
  }
}
