import NTAAnalysis
import NTAVideo

/// Lists of words in sentences.
package enum WordList {
  /// The words as `a, b and c`.
  package static func and(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.joined() }
    return words.dropLast().joined(separator: ", ") + " and \(last)"
  }
}
