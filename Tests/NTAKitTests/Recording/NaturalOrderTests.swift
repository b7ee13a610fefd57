import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Natural order")
struct NaturalOrderTests {
  @Test(
    "numbers count as numbers",
    arguments: [
      ["pos1", "pos2", "pos10", "pos11", "pos100"],
      ["a", "a1", "a1b", "a2", "b"],
      ["1_2", "1_10", "2_1"],
      ["frame_99999999999999999999", "frame_100000000000000000000"],
      ["Pos1", "pos2", "POS3"],
      ["", "a"],
      ["pos1.avi", "pos1b.avi", "pos2.avi"],
    ])
  func sorted(names: [String]) {
    #expect(names.reversed().sorted(by: NaturalOrder.precedes) == names)
    #expect(names.shuffled().sorted(by: NaturalOrder.precedes) == names)
  }

  @Test("names that count the same have a fixed order, and none precedes itself")
  func total() {
    let names = ["Pos1", "pos01", "pos1"]
    for first in names {
      for second in names {
        let both = NaturalOrder.precedes(first, second) && NaturalOrder.precedes(second, first)
        let either = NaturalOrder.precedes(first, second) || NaturalOrder.precedes(second, first)
        #expect(!both)
        #expect(either == (first != second))
      }
    }
  }
}
