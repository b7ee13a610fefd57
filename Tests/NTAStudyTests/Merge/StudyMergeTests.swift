import GRDB
import NTAKit
import Testing
import _TestSupport

@testable import NTAStudy

struct StudyMergeTests {
  /// A study with runs that failed or are said to be measured.
  private func study(
    _ folder: TemporaryFolder, _ name: String, failed: [String: String] = [:],
    done: [String: String] = [:]
  ) throws -> String {
    let path = folder.file(name)
    let database = try StudyDatabase(path: path)
    for (run, reason) in failed {
      try database.write(
        StudyEntry(run: run, labels: ["group": name]), reason: reason, exitCode: 65)
    }
    for (run, hash) in done {
      try database.write(StudyEntry(run: run, labels: [:]), reason: "", exitCode: 0)
      try database.write { db in
        try db.execute(
          sql: "UPDATE runs SET status = 'done', reason = NULL, content_sha256 = ? WHERE run = ?",
          arguments: [hash, run])
      }
    }
    try database.close()
    return path
  }

  @Test("a measurement goes before a failure, in any order and grouping")
  func failures() throws {
    let folder = try TemporaryFolder()
    let parts = [
      try study(folder, "1", failed: ["a": "dark", "b": "torn"]),
      try study(folder, "2", failed: ["b": "lost"], done: ["a": "11"]),
      try study(folder, "3", failed: ["b": "wet"], done: ["c": "22"]),
    ]
    var dumps: Set<String> = []
    for (index, order) in [[0, 1, 2], [2, 1, 0], [1, 0, 2]].enumerated() {
      let path = folder.file("merged\(index)")
      try StudyMerge.merge(order.map { parts[$0] }, into: path)
      dumps.insert(try StudyDump.text(of: path))
    }
    try StudyMerge.merge([parts[2], parts[1]], into: folder.file("two"))
    try StudyMerge.merge([parts[0], folder.file("two")], into: folder.file("grouped"))
    dumps.insert(try StudyDump.text(of: folder.file("grouped")))
    #expect(dumps.count == 1)
    let rows = try StudyDump.rows(
      "SELECT run, status, reason FROM runs ORDER BY run", in: folder.file("grouped"))
    #expect(rows.map { $0["status"] } == ["done", "failed", "done"].map(\.databaseValue))
    #expect(rows[1]["reason"] == "lost".databaseValue)
  }

  @Test("two measurements of a run must be the same")
  func contradiction() throws {
    let folder = try TemporaryFolder()
    let first = try study(folder, "1", done: ["a": "11", "b": "1"])
    let second = try study(folder, "2", done: ["a": "12"])
    #expect(
      throws: StudyError.contradiction(run: "a", first: first, second: second)
    ) { try StudyMerge.merge([first, second], into: folder.file("merged")) }
    try StudyMerge.merge([first, first], into: folder.file("same"))
    #expect(try StudyDump.text(of: folder.file("same")) == StudyDump.text(of: first))
  }

  @Test("what is no study is refused and not made")
  func foreign() throws {
    let folder = try TemporaryFolder()
    let missing = folder.file("missing.sqlite")
    #expect(throws: StudyError.unreadable(path: missing, reason: "no such file")) {
      try StudyMerge.merge([missing], into: folder.file("merged"))
    }
    let text = try folder.write(String(repeating: "text ", count: 300), to: "text.sqlite")
    #expect(throws: StudyError.notAStudy(path: text)) {
      try StudyMerge.merge([text], into: folder.file("merged"))
    }
    #expect(try folder.entries() == ["text.sqlite"])
  }
}
