import Foundation
import Testing
import _TestSupport

@testable import NTAKit

/// Small files are read whole, and nothing else is.
struct SmallFileTests {
  @Test("A file of the largest allowed size is read whole", arguments: [0, 1, 4095, 4096, 70_000])
  func whole(count: Int) throws {
    let folder = try TemporaryFolder()
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    let path = folder.path + "/file"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    #expect(try SmallFile.bytes(of: path, limit: count) == bytes)
    guard count > 0 else { return }
    #expect(throws: SmallFile.Problem.tooLarge(bytes: count)) {
      try SmallFile.bytes(of: path, limit: count - 1)
    }
  }

  @Test("Files that state no size are read up to the limit")
  func sizeless() throws {
    #expect(try !SmallFile.bytes(of: "/proc/self/status", limit: 1 << 20).isEmpty)
    #expect(throws: SmallFile.Problem.tooLarge(bytes: 11)) {
      try SmallFile.bytes(of: "/proc/self/status", limit: 10)
    }
  }

  @Test("What is no regular file is refused, with the reason")
  func refused() throws {
    let folder = try TemporaryFolder()
    let pipe = folder.path + "/pipe"
    try #require(mkfifo(pipe, 0o600) == 0)
    func reason(_ path: String) -> SmallFile.Problem? {
      do throws(SmallFile.Problem) {
        _ = try SmallFile.bytes(of: path, limit: 100)
        return nil
      } catch {
        return error
      }
    }
    #expect(reason(pipe) == .unreadable(reason: "it is not a regular file"))
    #expect(reason(folder.path) == .unreadable(reason: "it is a folder"))
    #expect(reason(folder.path + "/none") == .unreadable(reason: "no such file"))
    #expect(reason(folder.path + "/a\0b") == .unreadable(reason: "no such file"))
    #expect(reason(pipe + "/file") == .unreadable(reason: "not a directory"))
  }
}
