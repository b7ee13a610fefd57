import Foundation
import GRDB
import NTAKit
import Synchronization
import Testing
import _TestSupport

@testable import NTAStudy

struct BatchTests {
  private func column(_ name: String, of runs: SimulatedRuns, _ out: String) throws -> [String] {
    try StudyDump.rows(
      "SELECT CAST(\(name) AS TEXT) AS \(name) FROM runs ORDER BY run",
      in: runs.folder.file("\(out)/study.sqlite")
    ).map { $0[name].flatMap(String.fromDatabaseValue) ?? "" }
  }

  @Test("a failed run stands in the table with its reason, and the others are measured")
  func failure() async throws {
    let runs = try SimulatedRuns()
    let progress = try await runs.batch(to: "study") {
      $0.exitCode = { $0 == .damagedInput ? 65 : 70 }
    }
    #expect((progress.measured, progress.failed, progress.total) == (2, 1, 3))
    #expect(try column("status", of: runs, "study") == ["done", "done", "failed"])
    #expect(try column("exit_code", of: runs, "study") == ["0", "0", "65"])
    #expect(try column("reason", of: runs, "study")[2].contains("broken/pos1.avi"))
    let table = try TemporaryFolder.read(runs.folder.file("study/runs.csv")).split(separator: "\n")
    #expect(table[0].hasPrefix("run,status,exit_code,reason,") && table[0].hasSuffix(",group"))
    #expect(table[1].hasPrefix("a,done,0,") && table[1].hasSuffix(",\"y, z\""))
    #expect(table[3].hasPrefix("broken,failed,65,"))
    let bins = try TemporaryFolder.read(runs.folder.file("study/distributions.csv"))
      .split(separator: "\n")
    #expect(bins[0].hasPrefix("run,bin,diameter_nm,") && bins.count == 1 + 2 * 384)
  }

  @Test("what is unchanged is skipped; settings, files and failures are looked at again")
  func skipping() async throws {
    let runs = try SimulatedRuns()
    try await runs.batch(to: "study")
    let first = try StudyDump.text(of: runs.folder.file("study/study.sqlite"))
    let again = try await runs.batch(to: "study")
    #expect((again.measured, again.skipped, again.failed) == (0, 2, 1))
    #expect(try StudyDump.text(of: runs.folder.file("study/study.sqlite")) == first)

    try runs.folder.write("run,group,dilution\nb,new,20\nbroken,x,\na,x,11\n", to: "sheet.csv")
    let diluted = try await runs.batch(to: "study")
    #expect((diluted.measured, diluted.skipped) == (1, 1))
    let labels = try StudyDump.rows(
      "SELECT value FROM labels WHERE run = 'b'", in: runs.folder.file("study/study.sqlite"))
    #expect(labels == [["value": "new".databaseValue]])

    let video = try #require(try runs.folder.entries("b").first { $0.contains("_pos") })
    try FileManager.default.removeItem(atPath: runs.folder.file("broken"))
    try FileManager.default.createSymbolicLink(
      atPath: runs.folder.file("broken"), withDestinationPath: runs.folder.file("b"))
    let mended = try await runs.batch(to: "study")
    #expect((mended.measured, mended.skipped) == (1, 2))
    var bytes = try runs.folder.bytes(of: "b/\(video)")
    bytes[bytes.count - 1] ^= 1
    try runs.folder.write(bytes, to: "b/\(video)")
    let touched = try await runs.batch(to: "study")
    #expect(touched.skipped == 1)
  }

  @Test("the study does not depend on threads, shards or the order of their merging")
  func shards() async throws {
    let runs = try SimulatedRuns()
    let folder = runs.folder
    try await runs.batch(to: "whole")
    let whole = try StudyDump.text(of: folder.file("whole/study.sqlite"))
    try await runs.batch(to: "single", threads: 1)
    #expect(try StudyDump.text(of: folder.file("single/study.sqlite")) == whole)
    var parts: [String] = []
    for number in 1...3 {
      let shard = try #require(Shard("\(number)/3"))
      try await runs.batch(to: "part\(number)", shard: shard)
      parts.append(folder.file("part\(number)/study.sqlite"))
    }
    for (index, order) in [[0, 1, 2], [2, 0, 1], [1, 2, 0]].enumerated() {
      let merged = folder.file("merged\(index).sqlite")
      try StudyMerge.merge(order.map { parts[$0] }, into: merged)
      #expect(try StudyDump.text(of: merged) == whole)
    }
    try StudyMerge.merge([parts[2], parts[1]], into: folder.file("two.sqlite"))
    try StudyMerge.merge([folder.file("two.sqlite"), parts[0]], into: folder.file("all.sqlite"))
    #expect(try StudyDump.text(of: folder.file("all.sqlite")) == whole)
  }

  @Test("result folders are written as they are asked for")
  func resultFolders() async throws {
    let runs = try SimulatedRuns()
    try runs.folder.write("run\n./a\n", to: "sheet.csv")
    try await runs.batch(to: "study")
    #expect(try !runs.folder.entries("study").contains("results"))
    let progress = try await runs.batch(to: "study") { $0.results = .all }
    // It is measured again, because its folder is missing.
    #expect(progress.measured == 1)
    #expect(try runs.folder.entries("study/results") == ["a"])
    #expect(try runs.folder.entries("study/results/a").contains("summary.json"))
    #expect(try await runs.batch(to: "study") { $0.results = .all }.skipped == 1)
  }

  @Test("a folder is written by one batch at a time")
  func lock() throws {
    let folder = try TemporaryFolder()
    let first = try StudyFolder(folder.file("study"))
    #expect(throws: NTAError(StudyError.inUse(folder: folder.file("study")))) {
      try StudyFolder(folder.file("study"))
    }
    #expect(first.path == FileTree.absolute(folder.file("study")))
  }

  @Test("no two runs have the same result folder, and none leaves the study")
  func folderNames() throws {
    let folder = try TemporaryFolder()
    let study = try StudyFolder(folder.file("study"))
    let names = [
      "a", "day/a", "day_a", "../a", "/a", ".a", "", "..", String(repeating: "ä", count: 200),
      String(repeating: "ä", count: 201),
    ]
    let paths = names.map { study.results(of: $0).path }
    #expect(Set(paths).count == names.count)
    for path in paths {
      let (parent, name) = FileTree.parentAndName(of: path)
      #expect(parent == study.path + "/results" && !name.hasPrefix("."))
      #expect(name.utf8.count <= 255)
    }
  }
}
