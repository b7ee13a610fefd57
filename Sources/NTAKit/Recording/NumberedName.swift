import NTAAnalysis

/// A file name as words and the numbers between them.
struct NumberedName: Equatable {
  /// What is before, between and behind the numbers: one more than there are numbers.
  let words: [String]
  /// The digits of each number.
  let numbers: [String]

  /// `["img_", "_Default_", ".tif"]` and `["000000012", "000"]` of `img_000000012_Default_000.tif`.
  init(_ name: String) {
    var words = [""]
    var numbers: [String] = []
    var isInNumber = false
    for character in name {
      if character.isASCII, character.isNumber {
        if isInNumber {
          numbers[numbers.count - 1].append(character)
        } else {
          numbers.append(String(character))
          words.append("")
        }
        isInNumber = true
      } else {
        words[words.count - 1].append(character)
        isInNumber = false
      }
    }
    self.words = words
    self.numbers = numbers
  }

  /// Which numbers are a date or a time of day.
  ///
  /// They have the same length in all names. One of six digits or more that does not begin with zeros
  /// is a date, a time, or both; so are three or more of two digits side by side, as in `10-15-30`, with
  /// the year before and the milliseconds behind.
  ///
  /// - Parameter names: names with the same words, at least one.
  /// - Returns: the places of these numbers in a name, from 0.
  static func times(in names: [NumberedName]) -> Set<Int> {
    var times: Set<Int> = []
    var pairs: [Int] = []
    func endRun() {
      if pairs.count >= 3, let first = pairs.first, let last = pairs.last {
        times.formUnion(first...last)
        if length(first - 1) == 4 { times.insert(first - 1) }
        if length(last + 1) == 3 { times.insert(last + 1) }
      }
      pairs = []
    }
    func length(_ column: Int) -> Int? {
      guard names[0].numbers.indices.contains(column) else { return nil }
      let lengths = Set(names.map { $0.numbers[column].count })
      return lengths.count == 1 ? lengths.first : nil
    }
    for column in names[0].numbers.indices {
      if names[0].words[column].count != 1 { endRun() }
      switch length(column) {
      case 2: pairs.append(column)
      case let long? where long >= 6:
        endRun()
        if names.allSatisfy({ !$0.numbers[column].hasPrefix("000") }) { times.insert(column) }
      default: endRun()
      }
    }
    endRun()
    return times
  }
}
