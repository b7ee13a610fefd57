import Testing

@testable import NTAKit

/// Paths are taken apart as the system reads them, down to the root folder.
struct FileTreeTests {
  @Test(
    "A path is a folder and a name in it",
    arguments: [
      ("/data/run/tracks.csv", "/data/run", "tracks.csv"), ("/run", "/", "run"), ("/", "/", ""),
    ])
  func parts(path: String, parent: String, name: String) {
    let parts = FileTree.parentAndName(of: path)
    #expect(parts.parent == parent && parts.name == name)
  }

  @Test("Slashes at the end of a path are dropped, but not that of the root folder")
  func absolute() {
    #expect(FileTree.absolute("/no-such-folder/run//") == "/no-such-folder/run")
    #expect(FileTree.absolute("/") == "/")
  }

  @Test("What is written beside a result in the root folder has no empty folder in its path")
  func besideTheRoot() {
    #expect(PendingFolder.path(for: "/run", process: "7") == "/.run.nta-7")
    #expect(PendingFolder.path(for: "/data/run", process: "7") == "/data/.run.nta-7")
  }
}
