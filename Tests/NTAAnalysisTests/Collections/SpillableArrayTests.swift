import _TestSupport
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Scratch logs")
struct SpillableArrayTests {
  /// A sealed log of `0..<count`, in chunks of seven.
  private static func log(_ count: Int, memory: Int, folder: String) -> SpillableArray<Int32> {
    var log = SpillableArray<Int32>(in: SpillFile(folder: folder, memory: memory), chunk: 7)
    for value in 0..<Int32(count / 2) { log.append(value) }
    log.append(contentsOf: Int32(count / 2)..<Int32(count))
    log.seal()
    return log
  }

  @Test("What is written is read again, in memory or not", arguments: [0, 1, 7, 8, 13, 14, 100])
  func roundTrip(count: Int) throws {
    let folder = try TemporaryFolder()
    for memory in [0, 8, 1 << 20] {
      let log = Self.log(count, memory: memory, folder: folder.path)
      let expected = (0..<Int32(count)).map { $0 }
      #expect(log.count == count)
      #expect(log.read(0..<count) == expected)
      #expect(log.read(count / 3..<count / 2) == Array(expected[count / 3..<count / 2]))
      var one = log.reader()
      for value in expected { #expect(one.take() == value) }
      #expect(one.take() == nil)
      var several = log.reader()
      for start in stride(from: 0, to: count - count % 5, by: 5) {
        #expect(several.take(5) == Array(expected[start..<start + 5]))
      }
      #expect(several.take(count % 5 + 1) == nil)
    }
    #expect(try folder.entries("").isEmpty)
  }

  @Test("Where nothing can be written the log ends early and the file says why")
  func unwritable() {
    let file = SpillFile(folder: "/proc", memory: 0)
    var log = SpillableArray<Int32>(in: file, chunk: 4)
    log.append(contentsOf: 0..<10)
    log.seal()
    #expect(log.read(0..<10) == nil)
    var reader = log.reader()
    #expect(reader.take() == nil)
    #expect(file.hasFailed && file.sibling(memory: 0).hasFailed)
    let error = #expect(throws: NTAError.self) { try file.check() }
    #expect(error?.category == .unwritableOutput && error?.description.contains("/proc") == true)
  }

  @Test("Of many values a thinned sample keeps some, evenly; of few all")
  func thinned() {
    var few = SystematicSample<Int>()
    var many = SystematicSample<Int>()
    for value in 0..<1000 { few.add(value) }
    for value in 0..<1_000_000 { many.add(value) }
    #expect(few.values == Array(0..<1000))
    #expect(many.values.count > 30_000 && many.values.count <= 1 << 16)
    let step = many.values[1] - many.values[0]
    #expect(many.values.indices.allSatisfy { many.values[$0] == $0 * step })
  }

  @Test("Thinned samples are put together as if each value had been as likely to be kept")
  func thinnedTogether() {
    for counts in [[10, 20], [300_000, 1000], [1000, 300_000], [60_000, 60_000]] {
      var parts = counts.map { count in
        var part = SystematicSample<Int>()
        for value in 0..<count { part.add(value) }
        return part
      }
      parts[0].add(parts[1])
      let values = parts[0].values
      #expect(values.count <= 1 << 16)
      if counts[0] < 100 { #expect(values == Array(0..<10) + Array(0..<20)) }
      // Each part is there in proportion, to the one value that rounding may add.
      let border = values.indices.dropFirst().first { values[$0] < values[$0 - 1] }
      let first = Double(border ?? values.count) / Double(values.count)
      let due = Double(counts[0]) / Double(counts[0] + counts[1])
      #expect(abs(first - due) < 1.5 / Double(values.count) * 2, "\(counts): \(first), \(due)")
    }
  }
}
