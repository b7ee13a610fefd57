import Glibc
import _TestSupport
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

/// Results that are named twice, or copied.
struct RepeatedResultTests {
  /// A result on disk, read for a comparison.
  private static func compared(
    _ name: String, mode_nm: Double = 100, in folder: TemporaryFolder
  ) throws -> ComparedResult {
    var result = TinyRun.result()
    result.size?.statistics.mode_nm = mode_nm
    try ResultFolder(folder.file(name)).write(result, log: RunLog())
    return try ComparedResult(path: folder.file(name))
  }

  @Test("a copy is named, and counts once among repetitions")
  func copies() throws {
    let (folder, other) = (try TemporaryFolder(), try TemporaryFolder())
    let results = [
      try Self.compared("a", in: folder), try Self.compared("b", mode_nm: 104, in: folder),
      try Self.compared("c", in: folder), try Self.compared("b", mode_nm: 104, in: other),
    ]
    let comparison = try Comparison(results)
    #expect(
      comparison.warnings == [
        .resultRepeated(copy: "c", of: "a"), .resultRepeated(copy: "b", of: "b"),
      ])
    #expect(comparison.groups.map(\.count) == [2])
    #expect(comparison.groups[0].mode_nm?.mean == 102)
    let declared = try Comparison(results, pooling: .all)
    #expect(declared.groups.map(\.count) == [2])
    #expect(try Comparison(results, pooling: .none).groups == [])
  }

  @Test("results that differ in one digit are two, and so are two without particles")
  func different() throws {
    let folder = try TemporaryFolder()
    let near = try Comparison([
      try Self.compared("a", in: folder), try Self.compared("b", mode_nm: 100.000001, in: folder),
    ])
    #expect(near.warnings == [] && near.groups.map(\.count) == [2])
    let blanks = try ["c", "d"].map { name in
      try ResultFolder(folder.file(name)).write(TinyRun.blank(), log: RunLog())
      return try ComparedResult(path: folder.file(name))
    }
    #expect(try Comparison(blanks).warnings == [])
  }

  @Test("a pipe that nobody writes to is refused at once")
  func pipe() throws {
    let folder = try TemporaryFolder()
    #expect(mkfifo(folder.file("pipe.txt"), 0o600) == 0)
    let watchdog = Watchdog("a pipe instead of a result or calibration")
    defer { watchdog.done() }
    let error = #expect(throws: CompareError.self) {
      try ComparedResult(path: folder.file("pipe.txt"))
    }
    #expect(error?.category == .unreadableInput)
    #expect(throws: CalibrationError.self) { try Calibration(path: folder.file("pipe.txt")) }
  }
}
