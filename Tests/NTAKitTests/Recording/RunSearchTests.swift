import Testing
import _TestSupport

@testable import NTAKit

struct RunSearchTests {
  private func names(_ folder: TemporaryFolder, except excluded: [String] = []) throws -> [String] {
    try RunSearch.runs(below: folder.path, except: excluded.map(folder.file)).map(\.name)
  }

  @Test("folders of videos at any depth are runs, and the folder of results holds none")
  func folders() throws {
    let folder = try TemporaryFolder()
    try folder.write("run10/pos1.avi")
    try folder.write("run2/pos1.avi")
    try folder.write("day1/beads/pos1.mp4")
    try folder.write("day1/notes.txt")
    try folder.write("study/results/run2/pos1.avi")
    #expect(try names(folder, except: ["study"]) == ["day1/beads", "run2", "run10"])
  }

  @Test("folders of images are the positions of one run, beside videos they are runs")
  func images() throws {
    let folder = try TemporaryFolder()
    for position in 1...2 {
      for frame in 1...3 { try folder.write("run/pos\(position)/f\(frame).png") }
    }
    try folder.write("mixed/a.avi")
    for frame in 1...3 { try folder.write("mixed/pos1/f\(frame).png") }
    #expect(try names(folder) == ["mixed", "mixed/pos1", "run"])
  }

  @Test("videos with headers of their own are runs")
  func headers() throws {
    let folder = try TemporaryFolder()
    for name in ["a", "b"] {
      try folder.write("export/\(name).avi")
      try folder.write("export/\(name).txt", "ZetaView S/N: 1\n")
    }
    try folder.write("single/a.avi")
    try folder.write("single/a.txt", "ZetaView S/N: 1\n")
    try folder.write("single/b.avi")
    #expect(try names(folder) == ["export/a.avi", "export/b.avi", "single"])
  }

  @Test("the folder itself may be the run, and one without any is told")
  func itself() throws {
    let folder = try TemporaryFolder()
    #expect(throws: RecordingError.noVideos(folder: folder.path)) { try names(folder) }
    try folder.write("pos1.avi")
    #expect(try names(folder) == [FileTree.parentAndName(of: folder.path).name])
    #expect(throws: RecordingError.missing(path: folder.file("none"))) {
      try RunSearch.runs(below: folder.file("none"))
    }
  }
}
