import _TestSupport
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Several runs")
struct RunNamesTests {
  @Test("folders of videos are runs; videos and folders of pictures are positions")
  func runs() throws {
    let folder = try TemporaryFolder()
    try folder.write("videos/pos1.avi")
    try folder.write("pictures/0001.png")
    try folder.write("nested/pos1/0001.png")
    try folder.write("single.avi")
    func isRun(_ name: String) -> Bool { Recording.isRun(folder.file(name)) }
    #expect(isRun("videos") && isRun("videos/") && isRun("nested"))
    #expect(!isRun("pictures") && !isRun("single.avi"))
    // Missing ones are told by their names.
    #expect(isRun("none") && !isRun("none.avi"))
  }

  @Test("names are those of the inputs, each once")
  func names() {
    #expect(
      Recording.folderNames(of: ["a/run/", "b/run", "c/film.avi", "b/run-2", "comparison.csv"])
        == ["run", "run-2", "film", "run-2-2", "comparison.csv"])
    #expect(
      Recording.folderNames(of: ["comparison.csv"], except: ["comparison.csv"])
        == ["comparison.csv-2"])
  }
}
