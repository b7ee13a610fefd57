/// One of several parts of a batch that are measured apart.
package struct Shard: Sendable, Equatable {
  /// Number of the part, from 1.
  package let number: Int
  /// Number of parts, at least 1.
  package let count: Int

  /// The whole batch.
  package static let whole = Shard(number: 1, count: 1)

  private init(number: Int, count: Int) {
    (self.number, self.count) = (number, count)
  }

  /// Reads `2/10`; `nil` for a part that does not exist.
  package init?(_ text: String) {
    let fields = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard fields.count == 2, let number = fields[0], let count = fields[1], count >= 1,
      (1...count).contains(number)
    else { return nil }
    self.init(number: number, count: count)
  }

  /// Every n-th run, so that long and short ones are spread over the parts.
  func contains(_ index: Int) -> Bool { index % count == number - 1 }
}
